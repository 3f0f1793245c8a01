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
        /// Read more lines, about so many bytes; then tell ``add(_:)``, ``inputEnded()`` or ``stop(_:drainUntil:)``.
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
        /// Whether its connection broke, so that it goes out on one that nobody has used before.
        var wasDropped = false
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
    /// When the run stops by itself, why, and how long what is under way may then take.
    let ownEnd: (time: Nanoseconds, reason: StopReason, drain: Nanoseconds)?
    let patience: Nanoseconds
    let drain: Nanoseconds

    var summary = BatchSummary()
    var wait: Wait?
    var inFlight = 0
    /// The bytes of all requests that are read ahead, waiting in memory or under way.
    var heldBytes = 0

    var requests: [Request] = []
    var freeIDs: [RequestID] = []
    var ready = Deque<RequestID>()
    var waiting = Heap<Waiting>()
    /// The request that goes out next, as soon as it may.
    var candidate: RequestID?
    var tookNewLine = false

    var isReading = false
    var inputHasEnded = false
    var isPastOwnEnd = false
    var drainEnds: Nanoseconds?
    var mustCancel = false

    var random: SplitMix64
    var limiter: RateLimiter
    var concurrencyLimiter: AdaptiveConcurrencyLimiter
    var breaker = CircuitBreaker()
    var pausedUntil = 0
    var lastAnswer = -1
    var refusals = RefusalCount()

    init(limits: BatchLimits, seed: UInt64) {
        self.limits = limits
        random = SplitMix64(seed: seed)
        maximumWait = limits.maximumWait.nanoseconds
        ownEnd = limits.ownEnd.map { ($0.after.nanoseconds, $0.reason, $0.drain.nanoseconds) }
        patience = limits.patience.nanoseconds
        drain = limits.drain.nanoseconds
        policy = RetryPolicy(
            maximumAttempts: limits.maximumAttempts, first: limits.firstBackoff.nanoseconds)
        concurrencyLimiter = AdaptiveConcurrencyLimiter(limits.concurrency)
        limiter = RateLimiter(
            requestsPerMinute: limits.requestsPerMinute, tokensPerMinute: limits.tokensPerMinute,
            longestPause: maximumWait)
    }

    /// The requests that may be under way now.
    var window: Int { concurrencyLimiter.limit }
    /// The requests that wait for another attempt.
    var waitingCount: Int { waiting.count }
    var isHalted: Bool { summary.halt != nil }
    /// Whether the tokens and the model of a request have to be known.
    var needsDetails: Bool { limiter.needsDetails }

    /// How often a request will have been sent once it comes back.
    func attempt(_ id: RequestID) -> Int { requests[id].attempts + 1 }

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
        summary.total = summary.lines
    }

    /// Sends nothing more, and calls off at the time what is under way then; `nil` lets it take its time.
    mutating func stop(_ reason: StopReason, drainUntil: Nanoseconds? = nil) {
        halt(reason)
        if let drainUntil { drainEnds = min(drainEnds ?? .max, drainUntil) }
    }

    mutating func halt(_ reason: StopReason) {
        summary.halt = summary.halt ?? reason
        wait = nil
    }
}
