import CloudComputeClient
import Pricing

/// What the engine knows of a reply.
struct ReplyFacts: Sendable {
    var promptTokens: Int?
    var completionTokens: Int?
    /// What it cost, where that is known: a finite number.
    var cost: Double?
    var verdict = ReplyOutcome.ok
    var rateLimit: RateLimitReport?

    var tokens: Int? {
        guard promptTokens != nil || completionTokens != nil else { return nil }
        return max(0, promptTokens ?? 0).saturating(plus: max(0, completionTokens ?? 0))
    }
}

extension ReplyFacts {
    /// Reads a reply.
    init(_ reply: ChatReply, _ answer: RawChatResponse?, to request: BatchRequest, prices: PriceList) {
        let usage = reply.usage
        promptTokens = usage?.promptTokens
        completionTokens = usage?.completionTokens
        // The request is read again only where its model's price is needed.
        let asked = usage?.cost == nil && !prices.isEmpty ? request.model : nil
        cost = prices.cost(of: usage, models: [asked, reply.model])
        verdict = ReplyOutcome(reply, format: request.responseFormat)
        rateLimit = answer?.rateLimit
    }
}
