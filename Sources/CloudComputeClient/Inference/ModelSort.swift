/// By what models are sorted.
public enum ModelSort: String, CaseIterable, Sendable {
    /// By id, from A to Z.
    case id
    /// By name, from A to Z.
    case name
    /// The longest context first.
    case context
    /// The lowest price of a prompt and a completion token together first.
    case price
    /// The newest first.
    case created

    /// Sorts models; those that do not tell come last, and those that tell the same keep their order.
    public func sort(_ models: [Model]) -> [Model] {
        switch self {
        case .id: models.sorted(knownFirst: { $0.id.lowercased() }, <)
        case .name: models.sorted(knownFirst: { $0.name.lowercased() }, <)
        case .context: models.sorted(knownFirst: \.contextLength, >)
        case .price: models.sorted(knownFirst: Self.price, <)
        case .created: models.sorted(knownFirst: \.created, >)
        }
    }

    private static func price(_ model: Model) -> Double? {
        guard let prompt = model.promptPrice.flatMap(MillionTokenPrice.init(perToken:)),
            let completion = model.completionPrice.flatMap(MillionTokenPrice.init(perToken:))
        else { return nil }
        return prompt.amount + completion.amount
    }
}
