/// How many requests may be under way at once.
package enum Concurrency: Sendable, Hashable {
    /// Always so many.
    case fixed(Int)
    /// As many as the server takes well, up to a ceiling.
    case automatic(ceiling: Int)

    /// The most requests that are ever under way at once.
    package var ceiling: Int {
        switch self {
        case .fixed(let count): max(1, count)
        case .automatic(let ceiling): max(1, ceiling)
        }
    }
}

/// Finds how many requests a server takes well.
///
/// A round is about a window of replies to requests that were sent in it. A round that goes well lets a few more out
/// (twice as many until the first trouble). A refusal lets fewer out at once. So does a round whose replies come much
/// later than the quick ones before; but then the next round tells whether fewer at once made them quicker. Where not,
/// there is no queue: the replies merely take longer now, the window is as it was, and the new time is the measure.
///
/// Fact: additive increase, multiplicative decrease is TCP's rule (RFC 5681); the factors are ours.
struct AdaptiveConcurrencyLimiter: Sendable {
    private static let start = 4.0
    private static let decrease = 0.7
    private static let increase = 0.03
    /// Replies that come this many times later than the quick ones are a sign of a queue.
    private static let lateness = 1.7
    /// Of a queue, fewer at once shorten the wait at least so far.
    private static let relief = 0.85

    /// The mean time of a round's replies, and that for each token of them.
    private struct Cost: Sendable {
        var latency: Double
        var perToken: Double?

        /// Whether this is less than a share of the other, both by reply and by token.
        func isLess(than share: Double, of other: Cost) -> Bool {
            guard latency < share * other.latency else { return false }
            guard let perToken, let others = other.perToken else { return true }
            return perToken < share * others
        }

        /// The cost, a share of the way nearer to another where that is less.
        func lowered(to other: Cost) -> Cost {
            func lower(_ one: Double, _ other: Double) -> Double { min(one, one + 0.3 * (other - one)) }
            let tokens = perToken.flatMap { one in other.perToken.map { lower(one, $0) } }
            return Cost(latency: lower(latency, other.latency), perToken: tokens ?? other.perToken)
        }
    }

    private struct Round: Sendable {
        var start: Nanoseconds
        var replies = 0
        var latency = 0.0
        var tokens = 0.0
        var knowsTokens = true
        /// Whether the window was full in it; else a wider one would be of no use.
        var wasFull = false
    }

    private let ceiling: Double
    private let isAutomatic: Bool
    private var window: Double
    private var isStarting = true
    private var round = Round(start: 0)
    private var quick: Cost?
    /// The window and the cost before it was made smaller to see whether that helps.
    private var trial: (window: Double, cost: Cost)?
    private var lastDecrease = 0

    init(_ concurrency: Concurrency) {
        ceiling = Double(concurrency.ceiling)
        switch concurrency {
        case .fixed:
            isAutomatic = false
            window = ceiling
        case .automatic:
            isAutomatic = true
            window = min(Self.start, ceiling)
        }
    }

    /// The requests that may be under way now.
    var limit: Int { max(1, Int(window)) }

    /// Notes how many requests are under way, one more having been sent.
    mutating func noteSend(inFlight: Int) {
        if inFlight >= limit { round.wasFull = true }
    }

    /// Notes that the server said that it has too much to do (429, 503).
    mutating func noteRefusal(sent: Nanoseconds, at now: Nanoseconds) {
        // A trouble counts once for all requests that were sent before it was answered.
        guard isAutomatic, sent >= lastDecrease else { return }
        trial = nil
        shrink(now)
    }

    /// Notes a reply and the tokens of it, where they are known.
    mutating func noteReply(tokens: Int?, sent: Nanoseconds, at now: Nanoseconds) {
        guard isAutomatic, sent >= round.start else { return }
        round.replies += 1
        round.latency += Double(now - sent)
        if let tokens, tokens > 0 { round.tokens += Double(tokens) } else { round.knowsTokens = false }
        guard round.replies >= max(limit, isStarting ? 8 : 16) else { return }
        let cost = Cost(
            latency: max(1, round.latency / Double(round.replies)),
            perToken: round.knowsTokens ? max(1, round.latency / round.tokens) : nil)
        let wasFull = round.wasFull
        round = Round(start: now)
        judge(cost, wasFull: wasFull, now)
    }

    private mutating func judge(_ cost: Cost, wasFull: Bool, _ now: Nanoseconds) {
        if let (former, before) = trial {
            trial = nil
            if cost.isLess(than: Self.relief, of: before) { return }
            window = former
            quick = cost
            return
        }
        let quick = self.quick?.lowered(to: cost) ?? cost
        self.quick = quick
        if limit > 1, quick.isLess(than: 1 / Self.lateness, of: cost), cost.latency - quick.latency > 10e6 {
            trial = (window, cost)
            shrink(now)
        } else if wasFull {
            window = min(ceiling, isStarting ? window * 2 : window + max(1, window * Self.increase))
        }
    }

    private mutating func shrink(_ now: Nanoseconds) {
        isStarting = false
        lastDecrease = now
        window = max(1, window * Self.decrease)
        round = Round(start: now)
    }
}
