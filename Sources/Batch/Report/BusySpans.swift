/// When a batch was at work: a run that was stopped and resumed has several spans, and the pauses between them count for
/// nothing.
struct BusySpans: Sendable, Hashable {
    /// A pause is longer than this, in seconds; shorter gaps are the run's own, as `--rpm` makes them.
    static let shortestPause = 10.0
    /// More pauses than this are not told apart: the shorter ones then count as gaps.
    private static let maximumCount = 4096

    /// The spans in seconds since 1970, in their order; between them lies a pause each.
    private(set) var spans: [ClosedRange<Double>] = []
    /// What is longer counts as a pause, in seconds.
    private(set) var pause = shortestPause

    init() {}

    /// Adds the time that a request took; it does not matter in which order they come.
    mutating func add(from start: Double, to end: Double) {
        let end = max(start, end)
        let first = index { start - $0.upperBound <= pause }
        let next = index { $0.lowerBound - end > pause }
        guard first < next else {
            spans.insert(start...end, at: first)
            return limit()
        }
        let joined = min(start, spans[first].lowerBound)...max(end, spans[next - 1].upperBound)
        if next - first == 1 { spans[first] = joined } else { spans.replaceSubrange(first..<next, with: [joined]) }
    }

    /// The first span for which something holds that holds for all after it too.
    private func index(where holds: (ClosedRange<Double>) -> Bool) -> Int {
        // Nearly always it is about the last one.
        if let last = spans.last, !holds(last) { return spans.count }
        var (low, high) = (0, spans.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(spans[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private mutating func limit() {
        while spans.count > Self.maximumCount {
            pause *= 2
            let former = spans
            spans = []
            for span in former {
                if let last = spans.last, span.lowerBound - last.upperBound <= pause {
                    spans[spans.count - 1] = last.lowerBound...span.upperBound
                } else {
                    spans.append(span)
                }
            }
        }
    }

    /// The length of all spans together, in seconds.
    var duration: Double { spans.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) } }
}
