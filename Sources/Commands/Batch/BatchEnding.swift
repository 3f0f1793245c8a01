import Batch
import JSON
import Localization

/// How a batch run ended: its exit code, what remains, and whether the same command can go on with that.
struct BatchEnding: Sendable, Hashable {
    /// Why it ended, in the words of `--progress json`.
    enum Reason: String, Sendable, CaseIterable {
        case done, failures, signal, deadline, error
        case jobEnd = "job_end"
        case maxCost = "max_cost"
        case maxTokens = "max_tokens_total"
        case rateLimit = "rate_limit"
    }

    var exitCode: ExitCode
    var reason: Reason
    /// The lines that another run would send; `nil` where that is not known.
    var remaining: Int?
    /// Lines that have failed for good, or could not be sent.
    var failed = 0
    /// Whether the same command again tries what has failed.
    var retriesFailures = true
    var isRequeued = false

    /// Exit codes after which the same command would end the same way, or has nothing to do.
    private static let lasting: Set<ExitCode> = [
        .done, .someFailed, .usage, .badData, .missingInput, .notAllowed, .configuration,
    ]

    /// Whether lines remain that the same command would go on with.
    var isResumable: Bool { remaining != 0 && !Self.lasting.contains(exitCode) }
    /// Whether running it again spends nothing that somebody wanted to be the limit.
    var mayBeRequeued: Bool { exitCode == .tryAgain && reason != .maxCost && reason != .maxTokens }

    /// A run that an error ended.
    init(_ error: any Error, remaining: Int?) {
        exitCode = ExitCode(error)
        reason = .error
        self.remaining = remaining
    }

    /// A run that a signal ended before it had begun.
    init(interrupted isInterrupt: Bool) {
        exitCode = isInterrupt ? .interrupted : .tryAgain
        reason = .signal
    }

    /// A run that has told what it did.
    init(_ batch: FinishedBatch, isInterrupted: Bool, failuresOK: Bool) {
        let summary = batch.summary
        remaining = summary.remaining
        // Of a pool, what has failed may be of other workers, and what this one left may be done by now.
        failed = summary.pool?.failedChunks ?? summary.failed - summary.postponed + summary.badLines
        retriesFailures = summary.pool == nil
        exitCode = .tryAgain
        switch Self.reason(summary) {
        case .request:
            reason = .signal
            if isInterrupted { exitCode = .interrupted }
        case .jobEnd: reason = .jobEnd
        case .deadline: reason = .deadline
        case .cost: reason = .maxCost
        case .tokens: reason = .maxTokens
        case .tryLater: reason = .rateLimit
        case .failure(let error): (exitCode, reason) = (batch.failure?.exitCode ?? ExitCode(error), .error)
        case .costUnknown: (exitCode, reason) = (.configuration, .error)
        case nil where summary.postponed > 0 && summary.remaining != 0: reason = .rateLimit
        case nil where summary.pool != nil && summary.remaining != 0: reason = .failures
        case nil where failed > 0: (exitCode, reason) = (failuresOK ? .done : .someFailed, .failures)
        case nil: (exitCode, reason) = (.done, .done)
        }
    }

    /// What stopped the run, where that matters: once nothing remains, only the error by which lines have failed does.
    private static func reason(_ summary: BatchSummary) -> StopReason? {
        if case .failure? = summary.halt, summary.failed > 0, summary.pool == nil { return summary.halt }
        return summary.remaining == 0 ? nil : summary.halt
    }

    /// The last line for a person.
    var sentence: String {
        if remaining == 0 {
            guard failed > 0 else { return localized("Nothing remains.") }
            return retriesFailures
                ? localized("Nothing remains; the same command again tries what has failed.")
                : localized("Nothing remains; `batch run` with the merged parts as its output tries what has failed.")
        }
        let lines =
            remaining.map { Message("\($0) \($0, "line remains", "lines remain")") } ?? Message("Lines may remain")
        if isRequeued { return localized("\(lines); Slurm runs the job again.") }
        return isResumable
            ? localized("\(lines); the same command again goes on with what is left.")
            : localized("\(lines); once that is put right, the same command again goes on with what is left.")
    }

    /// What the last line for a machine says beyond the others.
    var members: [JSONObject.Member] {
        [
            .init("remaining", remaining.map { JSONValue($0) } ?? .null), .init("resumable", .bool(isResumable)),
            .init("exit_code", JSONValue(Int(exitCode.rawValue))), .init("reason", .string(reason.rawValue)),
            .init("requeued", .bool(isRequeued)),
        ]
    }
}
