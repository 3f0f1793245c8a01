import CloudComputeClient

/// Counts what a run does and decides when going on is waste.
struct RunJudge: Sendable {
    /// A server that has never answered is given up after so many failures of one kind in a row.
    private static let failuresBeforeAnyAnswer = 5
    /// One that has answered gets more patience, in windows full of failures.
    private static let windowsOfFailures = 5

    var summary = BatchSummary()
    private let limits: BatchLimits
    private var hasAnswered = false
    private var connectionFailures = 0
    private var connectionFailure: String?

    init(limits: BatchLimits) {
        self.limits = limits
    }

    /// Whether no further request is to be sent.
    var isHalted: Bool { summary.halt != nil }

    /// Ends the run for a reason; the first one counts.
    mutating func halt(_ reason: BatchHalt) {
        summary.halt = summary.halt ?? reason
    }

    mutating func checkDeadline(_ now: Duration) {
        if let deadline = limits.deadline, now >= deadline { halt(.deadline) }
    }

    /// Notes a reply, and whether it used up what may be spent.
    mutating func add(_ outcome: BatchOutcome, _ reply: ChatReply) {
        hasAnswered = true
        connectionFailures = 0
        summary.add(reply, format: outcome.request.responseFormat, prices: limits.prices)
        if let limit = limits.maximumCost {
            guard let cost = summary.cost else { return halt(.costUnknown) }
            if cost >= limit { halt(.cost(limit)) }
        }
        if let limit = limits.maximumTokens, summary.promptTokens + summary.completionTokens >= limit {
            halt(.tokens(limit))
        }
    }

    /// Notes a request that is given up.
    mutating func add(failure error: CloudComputeError) {
        summary.add(failure: error)
        if error.endsRun { halt(.failure(error)) }
    }

    /// Notes a failed attempt, whether it will be repeated or not.
    mutating func noteAttempt(failure error: CloudComputeError, hasAnswer: Bool) {
        if hasAnswer {
            hasAnswered = true
            connectionFailures = 0
            return
        }
        connectionFailures = error.message == connectionFailure ? connectionFailures + 1 : 1
        connectionFailure = error.message
        let patience =
            hasAnswered
            ? max(50, Self.windowsOfFailures * limits.concurrency.ceiling) : Self.failuresBeforeAnyAnswer
        if connectionFailures >= patience { halt(.failure(error)) }
    }
}

extension CloudComputeError {
    /// Whether every other request would fail the same way.
    fileprivate var endsRun: Bool {
        [.unauthorized, .paymentRequired, .forbidden, .unknownModel, .invalidConfiguration].contains(code)
    }
}
