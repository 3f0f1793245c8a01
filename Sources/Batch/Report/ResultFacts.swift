import CloudComputeClient
import JSON

/// What a report takes from one line of results.
struct ResultFacts: Sendable, Hashable {
    /// What it takes from a reply.
    struct Reply: Sendable, Hashable {
        var finishReason: String?
        var model: String?
        var promptTokens: Int?
        var completionTokens: Int?
        var cost: Double?
    }

    var customID = ""
    /// `nil` where the line tells of a failure.
    var reply: Reply?
    /// Why there is no reply.
    var failure: String?
    /// When the request was sent, in seconds since 1970; this and what follows may be any numbers.
    var sentAt: Double?
    var attempts: Int?
    /// In milliseconds, as the others.
    var latency: Double?
    var timeToFirstToken: Double?
    var interTokenLatencies: [Double] = []

    init() {}

    /// Takes them from a line that has been read whole.
    init(_ result: BatchResult) {
        customID = result.customID
        failure = result.failure
        reply = result.reply.map { reply in
            Reply(
                finishReason: reply.first.finishReason?.rawValue, model: reply.model,
                promptTokens: reply.usage?.promptTokens, completionTokens: reply.usage?.completionTokens,
                cost: reply.usage?.cost)
        }
        sentAt = result.timings?["sent_at"]?.double
        attempts = result.timings?["attempts"]?.int
        latency = result.timings?["latency"]?.double
        timeToFirstToken = result.timings?["time_to_first_token"]?.double
        interTokenLatencies = (result.timings?["inter_token_latencies"]?.array ?? []).compactMap(\.double)
    }
}
