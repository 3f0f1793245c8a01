/// How many requests began and ended in each of equal spans of time, which become longer where the time does not fit.
struct TimeBins: Sendable, Hashable {
    private static let count = 1 << 17
    private static let smallestWidth = 0.001

    private struct Bin: Hashable {
        var begun = 0
        var ended = 0
        var tokens = 0
    }

    /// Where the first bin begins, in seconds since 1970.
    private var origin: Double
    /// The length of a bin in seconds.
    private(set) var width: Double
    private var bins = [Bin](repeating: Bin(), count: count)

    /// - Parameter spans: What is known of the times already; as much again fits behind them.
    init(around spans: [ClosedRange<Double>]) {
        let (from, to) = (spans.first?.lowerBound ?? 0, spans.last?.upperBound ?? 0)
        origin = from
        width = max(Self.smallestWidth, (to - from) * 2 / Double(Self.count))
    }

    mutating func add(from start: Double, to end: Double, tokens: Int) {
        widen(for: start)
        widen(for: end)
        bins[index(start)].begun += 1
        let last = index(end)
        bins[last].ended += 1
        bins[last].tokens = ReportNumber.sum(bins[last].tokens, tokens)
    }

    private func index(_ time: Double) -> Int {
        min(Self.count - 1, max(0, Int(exactly: ((time - origin) / width).rounded(.down)) ?? 0))
    }

    /// Makes the bins twice as long until a time fits; times are bounded, so that this comes to an end.
    private mutating func widen(for time: Double) {
        let half = Self.count / 2
        while time.isFinite, time < origin || time >= origin + width * Double(Self.count) {
            // The time that there was fills one half; the other one is before it or behind it.
            let offset = time < origin ? half : 0
            if offset > 0 { origin -= width * Double(Self.count) }
            var wider = [Bin](repeating: Bin(), count: Self.count)
            for (index, bin) in bins.enumerated() where bin != Bin() {
                let place = offset + index / 2
                wider[place].begun += bin.begun
                wider[place].ended += bin.ended
                wider[place].tokens = ReportNumber.sum(wider[place].tokens, bin.tokens)
            }
            bins = wider
            width *= 2
        }
    }

    /// The most requests that were under way where one bin ends and the next begins.
    var maximumConcurrency: Int {
        var (current, most) = (0, 0)
        for bin in bins {
            current += bin.begun - bin.ended
            most = max(most, current)
        }
        return most
    }

    /// What ended, in order of time; the middle of a bin stands for all of it.
    var ended: [ReplyTimeline.Ended] {
        bins.enumerated().compactMap { index, bin in
            guard bin.ended > 0 else { return nil }
            return ReplyTimeline.Ended(
                time: origin + (Double(index) + 0.5) * width, replies: bin.ended, tokens: bin.tokens)
        }
    }
}
