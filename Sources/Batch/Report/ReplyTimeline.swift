/// When the requests of a batch began and ended: each by itself up to a bound, beyond which they are counted in equal
/// spans of time.
struct ReplyTimeline: Sendable, Hashable {
    /// The most requests that are kept.
    static let exactCount = 1 << 17

    /// What ended at a time.
    struct Ended: Sendable, Hashable {
        /// In seconds since 1970.
        var time: Double
        var replies: Int
        var tokens: Int
    }

    private struct Request: Hashable {
        var start: Double
        var end: Double
        var tokens: Int
    }

    private let limit: Int
    private var requests: [Request] = []
    private var bins: TimeBins?
    /// When any request was under way.
    private(set) var busy = BusySpans()

    /// - Parameter limit: The most requests that are kept.
    init(limit: Int = exactCount) { self.limit = limit }

    /// Adds a request by its times in seconds since 1970, the tokens of its completion with it.
    mutating func add(from start: Double, to end: Double, tokens: Int) {
        busy.add(from: start, to: end)
        if bins == nil {
            if requests.count < limit { return requests.append(Request(start: start, end: end, tokens: tokens)) }
            var bins = TimeBins(around: busy.spans)
            for request in requests { bins.add(from: request.start, to: request.end, tokens: request.tokens) }
            requests = []
            self.bins = bins
        }
        bins?.add(from: start, to: end, tokens: tokens)
    }

    /// The seconds between two looks at how many requests were under way; `nil` where all are known.
    var step: Double? { bins?.width }

    /// The most requests that were under way at once, or at any of the looks.
    var maximumConcurrency: Int {
        if let bins { return bins.maximumConcurrency }
        let changes = requests.map { ($0.start, 1) } + requests.map { ($0.end, -1) }
        var (current, most) = (0, 0)
        for (_, change) in changes.sorted(by: { ($0.0, $0.1) < ($1.0, $1.1) }) {
            current += change
            most = max(most, current)
        }
        return most
    }

    /// What ended, in order of time.
    var ended: [Ended] {
        bins?.ended ?? requests.sorted { $0.end < $1.end }.map { Ended(time: $0.end, replies: 1, tokens: $0.tokens) }
    }
}
