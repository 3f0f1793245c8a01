import CloudComputeClient

/// What the engine knows of a reply.
struct ReplyFacts: Sendable {
    var promptTokens: Int?
    var completionTokens: Int?
    /// What it cost, where that is known: a finite number.
    var cost: Double?
    var verdict = ReplyVerdict.ok
    var rateLimit: RateLimitReport?

    var tokens: Int? {
        guard promptTokens != nil || completionTokens != nil else { return nil }
        return max(0, promptTokens ?? 0).saturating(plus: max(0, completionTokens ?? 0))
    }
}

extension ReplyFacts {
    /// Reads a reply.
    ///
    /// - Parameter format: The request's `response_format`.
    init(_ reply: ChatReply, _ answer: RawChatAnswer?, format: JSONValue?, prices: [String: TokenPrices]) {
        let usage = reply.usage
        promptTokens = usage?.promptTokens
        completionTokens = usage?.completionTokens
        let prices = reply.model.flatMap { prices[$0] }
        let priced = prices.map {
            $0.prompt * Double(max(0, promptTokens ?? 0)) + $0.completion * Double(max(0, completionTokens ?? 0))
        }
        cost = [usage?.cost, priced].lazy.compactMap { $0 }.first { $0.isFinite && $0 >= 0 }
        verdict = ReplyVerdict(reply, format: format)
        rateLimit = answer?.rateLimit
    }
}
