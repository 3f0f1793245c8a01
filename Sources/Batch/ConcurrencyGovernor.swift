/// How many requests may be under way at once.
public enum Concurrency: Sendable, Hashable {
    /// Always so many.
    case fixed(Int)
    /// As many as the server takes well, up to a ceiling.
    case automatic(ceiling: Int)

    /// The most requests that are ever under way at once.
    public var ceiling: Int {
        switch self {
        case .fixed(let count): max(1, count)
        case .automatic(let ceiling): max(1, ceiling)
        }
    }
}

/// Finds how many requests a server takes well: one more for each round that goes well (twice as many until the first
/// trouble), and fewer at once when the server refuses, or when its answers come ever later.
///
/// Fact: additive increase, multiplicative decrease is TCP's rule (RFC 5681); the factors are ours.
struct ConcurrencyGovernor: Sendable {
    private static let start = 4.0
    private static let decrease = 0.7
    /// Answers that come this many times later than the quickest average are a sign of a queue.
    private static let lateness = 2.5

    private let ceiling: Double
    private let isAutomatic: Bool
    private var window: Double
    private var isStarting = true
    /// A trouble counts once for all requests that were sent before it was answered.
    private var lastDecrease = Duration.zero
    private var average: Double?
    private var quickest: Double?

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

    /// Notes an answer.
    ///
    /// - Parameters:
    ///   - isRefusal: Whether the server said that it has too much to do (429, 503).
    ///   - sent: When the request was sent, counted from the start of the run.
    ///   - now: When the answer came.
    mutating func note(isRefusal: Bool, sent: Duration, now: Duration) {
        guard isAutomatic else { return }
        if isRefusal { return shrink(sent: sent, now: now) }
        let latency = (now - sent) / .seconds(1)
        let smoothed = average.map { $0 + 0.1 * (latency - $0) } ?? latency
        average = smoothed
        quickest = min(quickest ?? smoothed, smoothed)
        if let quickest, smoothed > quickest * Self.lateness, smoothed - quickest > 0.01 {
            return shrink(sent: sent, now: now)
        }
        window = min(ceiling, window + (isStarting ? 1 : 1 / window))
    }

    private mutating func shrink(sent: Duration, now: Duration) {
        isStarting = false
        guard sent >= lastDecrease else { return }
        lastDecrease = now
        window = max(1, window * Self.decrease)
        // The quickest average is forgotten slowly, so that a server that has become slower is not starved for ever.
        quickest = quickest.map { $0 * 1.01 }
    }
}
