import CloudComputeClient

/// What a run did, in numbers.
package struct BatchSummary: Sendable {
    /// The lines of the input, where they are known: beforehand, or since its end was read.
    package internal(set) var total: Int?
    /// Lines that were taken from the input.
    package internal(set) var lines = 0
    /// Lines whose result was in the output before.
    package internal(set) var alreadyDone = 0
    /// Requests that gave a reply.
    package internal(set) var succeeded = 0
    /// The replies by their kind.
    package internal(set) var verdicts: [ReplyOutcome: Int] = [:]
    /// Requests that gave none.
    package internal(set) var failed = 0
    /// Those of them that the server put off for longer than the run waits.
    package internal(set) var postponed = 0
    /// Failures by status and message, which may come from outside.
    package internal(set) var causes: [String: Int] = [:]
    /// Lines that could not be sent.
    package internal(set) var badLines = 0
    /// Tokens of all prompts, as the server counted them.
    package internal(set) var promptTokens = 0
    /// Tokens of all completions, as the server counted them.
    package internal(set) var completionTokens = 0
    /// What all replies cost; `nil` where neither the server nor a price tells.
    package internal(set) var cost: Double?
    /// The time from the first request to the last result.
    package internal(set) var elapsed = Duration.zero
    /// Where results went; `nil` where nothing was opened.
    package internal(set) var output: String?
    /// Where failures went; `nil` where nothing was opened.
    package internal(set) var errors: String?
    /// Why the run ended before the input did.
    package internal(set) var halt: StopReason?
    /// The pool that the run was a worker of.
    package internal(set) var pool: PoolSummary?

    /// The code of a failure that the server put off.
    static let postponedCode = "try_again_later"
    /// The most messages that failures are counted by, should each have words of its own.
    private static let maximumCauses = 1000

    /// Lines that another run would send: all but those that are done, have failed for good or cannot be sent; `nil` where
    /// the input has not been read to its end.
    package var remaining: Int? {
        if let pool { return max(0, pool.lines - pool.doneLines) }
        return total.map { max(0, $0 - alreadyDone - succeeded - (failed - postponed) - badLines) }
    }

    /// The tokens of all replies.
    var tokens: Int { promptTokens.saturating(plus: completionTokens) }

    mutating func add(_ reply: ReplyFacts) {
        succeeded += 1
        promptTokens = promptTokens.saturating(plus: max(0, reply.promptTokens ?? 0))
        completionTokens = completionTokens.saturating(plus: max(0, reply.completionTokens ?? 0))
        if let charged = reply.cost { cost = (cost ?? 0) + charged }
        verdicts[reply.verdict, default: 0] += 1
    }

    mutating func add(failure error: CloudComputeError) {
        failed += 1
        if error.serverCode == Self.postponedCode { postponed += 1 }
        let cause = Self.cause(error)
        if causes[cause] != nil || causes.count < Self.maximumCauses { causes[cause, default: 0] += 1 }
    }

    /// Takes back a failure that is not recorded after all.
    mutating func remove(failure error: CloudComputeError) {
        failed -= 1
        if error.serverCode == Self.postponedCode { postponed -= 1 }
        let cause = Self.cause(error)
        guard let count = causes[cause] else { return }
        causes[cause] = count > 1 ? count - 1 : nil
    }

    /// The message, behind the status where it does not name that itself.
    private static func cause(_ error: CloudComputeError) -> String {
        guard let status = error.statusCode, !error.message.contains("\(status)") else { return error.message }
        return "\(status) \(error.message)"
    }
}
