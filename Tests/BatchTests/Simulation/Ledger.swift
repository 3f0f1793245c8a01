import CloudComputeClient

@testable import Batch

/// What was sent, said and recorded in a simulated run, and what must hold of it.
struct Ledger {
    private let limits: BatchLimits
    private(set) var sendTimes: [Nanoseconds] = []
    private var sentTokens: [(time: Nanoseconds, line: Int, amount: Int)] = []
    private var isRecorded: [Bool]
    private var notBefore: [Nanoseconds]
    /// Attempts that reached the server, or that it might have answered.
    private var attempts: [Int]
    private var dropped: Set<Int> = []
    private var pausedUntil = 0
    private var tokens = 0
    private var cost = 0.0
    private var succeeded = 0
    private var refusalsInARow = 0
    private var lastAnswer: Nanoseconds?
    private var budgetIsUsedUp = false
    /// When the run has to have ended since it was asked to stop, by a signal or a limit of time.
    private var drainUntil: Nanoseconds?
    private var isPostponed: Set<Int> = []
    var isStopped = false
    private(set) var recorded = 0

    init(_ scenario: Scenario) {
        limits = scenario.limits
        drainUntil = limits.ownEnd.map { $0.after.nanoseconds + $0.drain.nanoseconds }
        isRecorded = Array(repeating: false, count: scenario.lines.count)
        notBefore = Array(repeating: 0, count: scenario.lines.count)
        attempts = Array(repeating: 0, count: scenario.lines.count)
        succeeded = scenario.alreadyDone
    }

    mutating func send(_ line: Int, _ run: Simulation) throws(Violation) {
        let now = run.now
        try run.check(!isStopped, "a request goes out though the run was stopped")
        try run.check(!budgetIsUsedUp, "a request goes out though the budget is used up")
        if let end = limits.ownEnd { try run.check(now < end.after.nanoseconds, "a request after the deadline") }
        try run.check(!isRecorded[line], "line \(line) goes out though it is done")
        try run.check(now >= notBefore[line], "line \(line) goes out before the server wants it")
        try run.check(now >= pausedUntil, "a request goes out before the server wants any")
        try run.check(attempts[line] < limits.maximumAttempts, "line \(line) is sent too often")
        sendTimes.append(now)
        if let limit = limits.requestsPerMinute, sendTimes.count > limit {
            let gap = now - sendTimes[sendTimes.count - 1 - limit]
            try run.check(gap > .minute, "\(limit + 1) requests in \(gap) ns, with a limit of \(limit)")
        }
        guard let limit = limits.tokensPerMinute else { return }
        let amount = run.scenario.lines[line].tokens
        // By what is known now: an estimate that was too low cannot be taken back, but nothing more goes out meanwhile.
        let sum = sentTokens.reversed().prefix { $0.time >= now - .minute }.reduce(0) { $0 + $1.amount }
        try run.check(sum + amount <= limit, "\(sum + amount) tokens in a minute, with a limit of \(limit)")
        sentTokens.append((now, line, amount))
    }

    mutating func giveUp(_ line: Int, _ run: Simulation) throws(Violation) {
        let tokens = run.scenario.lines[line].tokens
        try run.check(tokens > limits.tokensPerMinute ?? .max, "line \(line) was given up without need")
    }

    mutating func fail(
        _ attempt: Simulation.Attempt, _ failure: FailureFacts, _ disposition: BatchEngine.Disposition,
        _ run: Simulation
    ) throws(Violation) {
        let line = attempt.line
        let isFirstDrop = failure.kind == .dropped && dropped.insert(line).inserted
        if !isFirstDrop, failure.kind != .unreachable || (lastAnswer ?? -1) > attempt.sent { attempts[line] += 1 }
        if failure.hasAnswer { lastAnswer = run.now }
        correct(line, attempt.sent, 0)
        let longest = limits.maximumWait.nanoseconds
        if let asked = failure.retryAfter, case .wait = disposition {
            try run.check(asked <= longest, "line \(line) waits \(asked) ns")
            notBefore[line] = run.now + asked
        }
        if failure.kind == .busy, let asked = failure.retryAfter, asked <= longest {
            pausedUntil = max(pausedUntil, run.now + asked)
        }
        refusalsInARow = failure.kind == .perhapsForAll ? refusalsInARow + 1 : refusalsInARow
        switch disposition {
        case .wait, .leave: break
        case .record(let error):
            if error.serverCode == BatchSummary.postponedCode { isPostponed.insert(line) }
            let mayBeTried =
                [.unreachable, .dropped, .busy, .passing].contains(failure.kind) && error.serverCode == nil
            try run.check(
                !mayBeTried || attempts[line] >= limits.maximumAttempts,
                "line \(line) is given up after \(attempts[line]) attempts: \(failure.error.message)")
        }
        if case .leave = disposition {
            try run.check(run.engine.summary.halt != nil, "line \(line) is left though the run goes on")
        }
    }

    mutating func reply(_ attempt: Simulation.Attempt, _ reply: ReplyFacts, at now: Nanoseconds) {
        if let used = reply.tokens, let limit = limits.tokensPerMinute {
            correct(attempt.line, attempt.sent, min(used, limit))
        }
        lastAnswer = now
        succeeded += 1
        refusalsInARow = 0
        let used = max(0, reply.promptTokens ?? 0).addingReportingOverflow(max(0, reply.completionTokens ?? 0))
        tokens = tokens.saturating(plus: used.overflow ? .max : used.partialValue)
        cost += reply.cost ?? 0
        if let limit = limits.maximumTokens, tokens >= limit { budgetIsUsedUp = true }
        if let limit = limits.maximumCost, reply.cost == nil || cost >= limit { budgetIsUsedUp = true }
    }

    mutating func record(_ line: Int, _ run: Simulation) throws(Violation) {
        try run.check(!isRecorded[line], "line \(line) is recorded twice")
        isRecorded[line] = true
        recorded += 1
    }

    private mutating func correct(_ line: Int, _ sent: Nanoseconds, _ actual: Int) {
        guard limits.tokensPerMinute != nil,
            let index = sentTokens.lastIndex(where: { $0.line == line && $0.time == sent })
        else { return }
        sentTokens[index].amount = actual
    }

    mutating func stop(drainUntil: Nanoseconds) {
        isStopped = true
        self.drainUntil = min(self.drainUntil ?? .max, drainUntil)
    }

    /// What is under way is called off when it may be, and not before.
    func cancel(_ run: Simulation) throws(Violation) {
        if case .failure? = run.engine.summary.halt { return }
        try run.check(run.now >= drainUntil ?? .max, "answers are dropped before the drain is over")
    }

    /// What must hold at the end.
    func end(_ run: Simulation) throws(Violation) {
        let halt = run.engine.summary.halt
        let lines = run.scenario.lines.count - run.scenario.alreadyDone
        if halt == nil, run.failure == nil {
            try run.check(recorded == max(0, lines), "\(recorded) of \(lines) lines are recorded")
        }
        if run.failure == nil {
            let summary = run.engine.summary
            try run.check(
                summary.succeeded + summary.failed == recorded,
                "\(summary.succeeded) + \(summary.failed) of \(recorded)")
            let remaining = isRecorded.indices.count { line in
                line >= run.scenario.alreadyDone && (!isRecorded[line] || isPostponed.contains(line))
            }
            if let told = summary.remaining {
                try run.check(told == remaining, "\(told) lines are said to remain, and \(remaining) do")
            } else {
                try run.check(halt != nil, "it is not known what remains")
            }
        }
        if let drainUntil { try run.check(run.now <= drainUntil, "the run goes on after its drain") }
        guard case .failure(let error)? = halt else { return }
        switch error.code {
        case .unreachable, .interrupted, .timedOut:
            let silence = run.now - (lastAnswer ?? 0)
            try run.check(
                silence >= limits.patience.nanoseconds, "the run gives up \(silence) ns after the last answer")
        case .forbidden, .notFound, .unknownModel:
            try run.check(
                succeeded == 0 || refusalsInARow >= RefusalCount.most,
                "the run ends after \(succeeded) replies and \(refusalsInARow) refusals")
        default: break
        }
    }
}

extension Simulation {
    func end() throws(Violation) {
        try ledger.end(self)
        // Without faults, time is what the limits leave.
        let total = scenario.lines.count
        if scenario.kind == .requestLimit, let limit = scenario.limits.requestsPerMinute, failure == nil {
            let needed =
                Double(total) / (0.98 * Double(limit)) * 60 + 2 + Double(total) * Double(scenario.recordingTime) / 1e9
            try check(Double(now) / 1e9 <= needed, "\(total) lines took longer than \(needed) s at \(limit) a minute")
        }
        // A server without a queue is used by most of the window, whatever its answers take.
        if scenario.kind == .automatic {
            let bound = work / 5 + 14 * longestAttempt
            try check(now <= bound, "auto took \(now) ns for \(work) ns of work, and not \(bound) at the most")
        }
    }
}
