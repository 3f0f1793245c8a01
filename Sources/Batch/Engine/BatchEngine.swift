import CloudComputeClient
import DequeModule
import HeapModule

/// What a batch run does next: the window, the retries, the limits, the waits, the budgets and the end.
///
/// A value: it is told what happened and what time it is, and asked what to do (``next(_:)``). It has no task, no clock,
/// no file and no random source but its seed, so that the same events give the same run.
struct BatchEngine: Sendable {
    /// A request that was read and is not done with; numbers are used again.
    typealias RequestID = Int

    enum Action: Sendable {
        /// Send the request.
        case send(RequestID)
        /// Record that the request is given up without being sent, then tell ``recorded(_:)``.
        case giveUp(RequestID, CloudComputeError)
        /// Read more lines, about so many bytes; then tell ``add(_:)``, ``inputEnded()`` or ``stop(_:)``.
        case read(bytes: Int)
        /// Call off everything that is under way.
        case cancel
        /// Nothing is left to do.
        case finish
        /// Wait for the next event, and ask again at the time at the latest.
        case idle(until: Nanoseconds?)
    }

    /// Why nothing is sent at the moment.
    struct Wait: Sendable, Hashable {
        var reason: BatchProgress.Wait.Reason
        /// When it ends, where that is known.
        var until: Nanoseconds?
    }

    struct Request: Sendable {
        var facts: RequestFacts
        var attempts = 0
        var sent = 0
        /// Whether its bytes are in memory.
        var isHeld = true
    }

    struct Waiting: Sendable, Comparable {
        var due: Nanoseconds
        var id: RequestID

        static func < (one: Waiting, other: Waiting) -> Bool { (one.due, one.id) < (other.due, other.id) }
    }

    let limits: BatchLimits
    let policy: RetryPolicy
    let maximumWait: Nanoseconds
    let deadline: Nanoseconds?
    let patience: Nanoseconds
    let drain: Nanoseconds

    private(set) var summary = BatchSummary()
    private(set) var wait: Wait?
    private(set) var inFlight = 0
    /// The bytes of all requests that are read ahead, waiting in memory or under way.
    private(set) var heldBytes = 0

    private var requests: [Request] = []
    private var freeIDs: [RequestID] = []
    private var ready = Deque<RequestID>()
    private var waiting = Heap<Waiting>()
    /// The request that goes out next, as soon as it may.
    private var candidate: RequestID?
    private var tookNewLine = false

    private var isReading = false
    private var inputHasEnded = false
    private var isPastDeadline = false
    private var drainEnds: Nanoseconds?
    private var mustCancel = false

    private var random: SplitMix64
    private var limiter: RateLimiter
    private var governor: ConcurrencyGovernor
    private var breaker = CircuitBreaker()
    private var pausedUntil = 0
    private var lastAnswer = -1
    private var refusals = RefusalCount()

    init(limits: BatchLimits, seed: UInt64) {
        self.limits = limits
        random = SplitMix64(seed: seed)
        maximumWait = limits.maximumWait.nanoseconds
        deadline = limits.deadline?.nanoseconds
        patience = limits.patience.nanoseconds
        drain = limits.drain.nanoseconds
        policy = RetryPolicy(
            maximumAttempts: limits.maximumAttempts, first: limits.firstBackoff.nanoseconds)
        governor = ConcurrencyGovernor(limits.concurrency)
        limiter = RateLimiter(
            requestsPerMinute: limits.requestsPerMinute, tokensPerMinute: limits.tokensPerMinute,
            longestPause: maximumWait)
    }

    /// The requests that may be under way now.
    var window: Int { governor.limit }
    /// The requests that wait for another attempt.
    var waitingCount: Int { waiting.count }
    var isHalted: Bool { summary.halt != nil }
    /// Whether the tokens and the model of a request have to be known.
    var needsDetails: Bool { limiter.needsDetails }

    /// How often a request will have been sent once it comes back.
    func attempt(_ id: RequestID) -> Int { requests[id].attempts + 1 }

    // MARK: Events

    /// Lines were read; returns the number of each request, in order.
    mutating func add(_ intake: [RequestFacts], lines: Int, alreadyDone: Int, badLines: Int) -> [RequestID] {
        isReading = false
        summary.lines += lines
        summary.alreadyDone += alreadyDone
        summary.badLines += badLines
        return intake.map { facts in
            let id = freeIDs.popLast() ?? requests.count
            if id == requests.count {
                requests.append(Request(facts: facts))
            } else {
                requests[id] = Request(facts: facts)
            }
            heldBytes += facts.bytes
            ready.append(id)
            return id
        }
    }

    mutating func inputEnded() {
        isReading = false
        inputHasEnded = true
    }

    mutating func stop(_ request: StopRequest) {
        halt(.request)
        if request == .now { mustCancel = true }
    }

    /// A reply came and is recorded.
    mutating func replied(_ id: RequestID, _ reply: ReplyFacts, at now: Nanoseconds) {
        let request = requests[id]
        noteAnswer(id, reply.rateLimit, now)
        governor.noteReply(tokens: reply.completionTokens, sent: request.sent, at: now)
        limiter.correct(
            request.facts.tokens, to: reply.tokens ?? request.facts.tokens, model: request.facts.model,
            sent: request.sent, at: now)
        summary.add(reply)
        refusals = RefusalCount()
        if let limit = limits.maximumCost {
            if let cost = summary.cost, reply.cost != nil {
                if cost >= limit { halt(.cost(limit)) }
            } else {
                halt(.costUnknown)
            }
        }
        if let limit = limits.maximumTokens, summary.tokens >= limit { halt(.tokens(limit)) }
        release(id)
    }

    enum Disposition: Sendable {
        /// Record this failure, then tell ``recorded(_:)``.
        case record(CloudComputeError)
        /// It will be sent again.
        case wait
        /// It is left for another run.
        case leave
    }

    /// A request failed; the answer is what becomes of it.
    mutating func failed(_ id: RequestID, _ failure: FailureFacts, at now: Nanoseconds) -> Disposition {
        if failure.kind == .cancelled {
            // It has failed at nothing; the next run sends it again.
            breaker.forget(id)
            release(id)
            return .leave
        }
        let request = requests[id]
        let hasAnsweredSince = lastAnswer > request.sent
        if failure.hasAnswer {
            noteAnswer(id, failure.rateLimit, now)
        } else {
            breaker.noteFailure(id, failure.error, at: now, &random, opens: failure.kind != .passing)
        }
        limiter.correct(request.facts.tokens, to: 0, model: request.facts.model, sent: request.sent, at: now)
        if failure.kind == .busy {
            governor.noteRefusal(sent: request.sent, at: now)
            if let asked = failure.retryAfter, asked <= maximumWait { pausedUntil = max(pausedUntil, now + asked) }
        }
        // What never reached the server has cost no attempt, unless it is only this request that does not.
        if failure.kind != .unreachable || hasAnsweredSince { requests[id].attempts += 1 }
        switch failure.kind {
        case .unreachable, .dropped, .busy, .passing:
            let attempts = requests[id].attempts
            guard attempts < policy.maximumAttempts else { break }
            if isHalted {
                release(id)
                return .leave
            }
            if let asked = failure.retryAfter, asked > maximumWait { return postpone(failure, asked) }
            park(id, now + policy.wait(asked: failure.retryAfter, attempt: max(1, attempts), &random))
            return .wait
        case .forAll: halt(.failure(failure.error))
        case .perhapsForAll:
            if refusals.count(failure.error, hasSucceeded: summary.succeeded + summary.alreadyDone > 0) {
                halt(.failure(failure.error))
            }
        case .lasting, .cancelled: refusals.noteOther()
        }
        summary.add(failure: failure.error)
        return .record(failure.error)
    }

    /// A failure is recorded.
    mutating func recorded(_ id: RequestID) {
        release(id)
    }

    // MARK: Actions

    /// What to do now; to be asked again and again until it is to wait.
    mutating func next(_ now: Nanoseconds) -> Action {
        checkTimes(now)
        if mustCancel {
            mustCancel = false
            return .cancel
        }
        if let error = refusals.suspicion, inFlight == 0 { halt(.failure(error)) }
        if !isHalted, let action = nextRequest(now) { return action }
        if inFlight == 0, isHalted || inputHasEnded && ready.isEmpty && waiting.isEmpty && candidate == nil {
            return .finish
        }
        if wantsLines {
            isReading = true
            return .read(bytes: limits.memory.reading)
        }
        return .idle(until: timer)
    }

    /// Whether there is more to do than to send one request for the one that has come back.
    var hasMoreThanOneTask: Bool { inFlight < governor.limit - 1 || wantsLines || isHalted || mustCancel }

    private var wantsLines: Bool {
        !isReading && !inputHasEnded && !isHalted && ready.count < limits.memory.lines
            && heldBytes + limits.memory.reading + limits.memory.line <= limits.memory.bytes
    }

    private var timer: Nanoseconds? {
        var times = [drainEnds, isPastDeadline ? nil : deadline]
        if !isHalted { times += [wait?.until, breaker.since.map { $0 + patience }] }
        return times.lazy.compactMap { $0 }.min()
    }

    private mutating func checkTimes(_ now: Nanoseconds) {
        if let deadline, !isPastDeadline, now >= deadline {
            isPastDeadline = true
            halt(.deadline)
            drainEnds = min(drainEnds ?? .max, now + drain)
        }
        if !isHalted, let since = breaker.since, now >= since + patience, let error = breaker.failure {
            halt(.failure(error))
            drainEnds = now + drain
        }
        if let ends = drainEnds, now >= ends {
            drainEnds = nil
            mustCancel = inFlight > 0
        }
    }

    /// The request that may go out now.
    private mutating func nextRequest(_ now: Nanoseconds) -> Action? {
        wait = nil
        guard candidate != nil || !ready.isEmpty || !waiting.isEmpty else { return nil }
        guard refusals.suspicion == nil, inFlight < governor.limit else { return nil }
        switch breaker.gate(now) {
        case .open: break
        case .closed(let until): return waitFor(.unreachable, until)
        case .probing: return waitFor(.unreachable, nil)
        }
        guard pausedUntil <= now else { return waitFor(.rateLimit, pausedUntil) }
        guard let id = candidate ?? choose(now) else { return waitFor(.retry, waiting.min?.due) }
        candidate = id
        let request = requests[id]
        if let limit = limits.tokensPerMinute, request.facts.tokens > limit { return reject(id, limit) }
        // A request under way counts twice: itself, and its copy on the wire.
        let size = request.facts.bytes * (request.isHeld ? 1 : 2)
        guard heldBytes + size <= limits.memory.bytes || inFlight == 0 else { return nil }
        if let (until, why) = limiter.admit(tokens: request.facts.tokens, model: request.facts.model, at: now) {
            return waitFor(why == .pace ? .pace : .rateLimit, until)
        }
        candidate = nil
        inFlight += 1
        heldBytes += size
        requests[id].isHeld = true
        requests[id].sent = now
        breaker.noteSend(id)
        governor.noteSend(inFlight: inFlight)
        return .send(id)
    }

    private mutating func waitFor(_ reason: BatchProgress.Wait.Reason, _ until: Nanoseconds?) -> Action? {
        wait = Wait(reason: reason, until: until)
        return nil
    }

    /// New lines and retries take turns, so that neither waits for the other; where too many requests wait already, only
    /// those are taken.
    private mutating func choose(_ now: Nanoseconds) -> RequestID? {
        let isDue = waiting.min.map { $0.due <= now } ?? false
        let mayTakeLine = !ready.isEmpty && waiting.count < max(limits.memory.waiting, 4 * governor.limit)
        if isDue, tookNewLine || !mayTakeLine, let retry = waiting.popMin() {
            tookNewLine = false
            return retry.id
        }
        guard mayTakeLine else { return nil }
        tookNewLine = true
        return ready.popFirst()
    }

    /// Gives up a request that no waiting would ever let through.
    private mutating func reject(_ id: RequestID, _ limit: Int) -> Action {
        candidate = nil
        inFlight += 1
        heldBytes += requests[id].facts.bytes * (requests[id].isHeld ? 1 : 2)
        requests[id].isHeld = true
        let error = CloudComputeError(
            .rejected,
            "The request needs about \(requests[id].facts.tokens) tokens, more than the \(limit) that may go out in a minute."
        )
        summary.add(failure: error)
        return .giveUp(id, error)
    }

    // MARK: What events have in common

    private mutating func halt(_ reason: BatchHalt) {
        summary.halt = summary.halt ?? reason
        wait = nil
    }

    private mutating func noteAnswer(_ id: RequestID, _ report: RateLimitReport?, _ now: Nanoseconds) {
        lastAnswer = now
        breaker.noteAnswer()
        guard let report else { return }
        limiter.takeUp(report, model: requests[id].facts.model, tokens: requests[id].facts.tokens, at: now)
    }

    /// Leaves a request for another run, since the server asks for too long a wait.
    private mutating func postpone(_ failure: FailureFacts, _ asked: Nanoseconds) -> Disposition {
        var error = failure.error
        error.serverCode = "try_again_later"
        error.message =
            "The server asks to wait \(asked / .second) s, which is longer than this run waits: \(error.message)"
        summary.add(failure: error)
        summary.postponed += 1
        if refusals.countPostponed() { halt(.tryLater(error)) }
        return .record(error)
    }

    /// Puts a request aside until it is due.
    private mutating func park(_ id: RequestID, _ due: Nanoseconds) {
        inFlight -= 1
        let facts = requests[id].facts
        heldBytes -= facts.bytes * (facts.canBeReadAgain ? 2 : 1)
        requests[id].isHeld = !facts.canBeReadAgain
        waiting.insert(Waiting(due: due, id: id))
    }

    private mutating func release(_ id: RequestID) {
        inFlight -= 1
        heldBytes -= 2 * requests[id].facts.bytes
        freeIDs.append(id)
    }
}
