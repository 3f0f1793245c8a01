public import CloudComputeClient

/// What a run did, in numbers.
public struct BatchSummary: Sendable {
    /// Lines in the input.
    public internal(set) var lines = 0
    /// Lines whose result was in the output before.
    public internal(set) var alreadyDone = 0
    /// Requests that gave a reply.
    public internal(set) var succeeded = 0
    /// Replies by the reason they ended for, other than `stop`.
    public internal(set) var unusualFinishes: [FinishReason: Int] = [:]
    /// Requests that gave none.
    public internal(set) var failed = 0
    /// Failures by their message, which may come from outside.
    public internal(set) var causes: [String: Int] = [:]
    /// Lines that could not be sent.
    public internal(set) var badLines = 0
    /// Tokens of all prompts, as the server counted them.
    public internal(set) var promptTokens = 0
    /// Tokens of all completions, as the server counted them.
    public internal(set) var completionTokens = 0
    /// The time from the first request to the last result.
    public internal(set) var elapsed = Duration.zero
    /// Why the run ended before the input did.
    public internal(set) var stop: CloudComputeError?

    mutating func add(_ result: Result<ChatReply, CloudComputeError>) {
        switch result {
        case .success(let reply):
            succeeded += 1
            promptTokens += reply.usage?.promptTokens ?? 0
            completionTokens += reply.usage?.completionTokens ?? 0
            if let reason = reply.first.finishReason, reason != .stop { unusualFinishes[reason, default: 0] += 1 }
        case .failure(let error):
            failed += 1
            // Bounded, should each failure have words of its own.
            if causes[error.message] != nil || causes.count < 1000 { causes[error.message, default: 0] += 1 }
        }
    }
}
