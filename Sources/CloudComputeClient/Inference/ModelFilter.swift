/// Which models are wanted; what is `nil`, `false` or empty does not matter.
///
/// A model of which the server does not tell what matters is not wanted.
public struct ModelFilter: Sendable, Hashable {
    /// A part of the id or the name, in either case.
    public var text: String
    /// Whether the model must take images.
    public var vision: Bool
    /// Whether the model must be able to call tools.
    public var tools: Bool
    /// Whether the model must be able to reason.
    public var reasoning: Bool
    /// The least context length in tokens.
    public var minimumContext: Int?
    /// The highest price of a million tokens, of the prompt and of the completion alike, in the server's currency.
    public var maximumPrice: Double?

    /// Creates a filter; one without arguments wants all models.
    public init(
        text: String = "", vision: Bool = false, tools: Bool = false, reasoning: Bool = false,
        minimumContext: Int? = nil, maximumPrice: Double? = nil
    ) {
        self.text = text
        self.vision = vision
        self.tools = tools
        self.reasoning = reasoning
        self.minimumContext = minimumContext
        self.maximumPrice = maximumPrice
    }

    /// What a model is to a filter.
    public enum Verdict: Sendable, Hashable {
        /// It is wanted.
        case matches
        /// It is not wanted.
        case differs
        /// It would be wanted, had the server told all that matters.
        case untold
    }

    /// Whether a model is wanted.
    public func verdict(on model: Model) -> Verdict {
        let wanted = text.lowercased()
        guard
            wanted.isEmpty || model.id.lowercased().contains(wanted) || model.name.lowercased().contains(wanted)
        else { return .differs }
        let answers: [Bool?] = [
            vision ? model.acceptsImages : true, tools ? model.supportsTools : true,
            reasoning ? model.supportsReasoning : true,
            minimumContext.map { limit in model.contextLength.map { $0 >= limit } } ?? true,
            maximumPrice.map { isWithin($0, model) } ?? true,
        ]
        if answers.contains(false) { return .differs }
        return answers.contains(nil) ? .untold : .matches
    }

    private func isWithin(_ limit: Double, _ model: Model) -> Bool? {
        let prices = [model.promptPrice, model.completionPrice].map { $0.flatMap(MillionTokenPrice.init(perToken:)) }
        if prices.contains(where: { ($0?.amount ?? 0) > limit }) { return false }
        return prices.contains { $0 == nil } ? nil : true
    }
}
