/// How much ended in each of equal spans of a batch's time at work, as a rate per second.
struct ReplyRates {
    private static let maximumBins = 40

    /// The width of a bin in seconds: at least one, since less says nothing of a rate.
    let binWidth: Double
    /// For each bin, the replies and their completion tokens per second.
    private(set) var replies: [Double]
    private(set) var tokens: [Double]

    init(_ timeline: ReplyTimeline) {
        let spans = timeline.busy.spans
        let duration = timeline.busy.duration
        binWidth = max(1, duration / Double(Self.maximumBins))
        let count = spans.isEmpty ? 0 : min(Self.maximumBins, max(1, Self.index(duration / binWidth) + 1))
        replies = Array(repeating: 0, count: count)
        tokens = replies
        guard count > 0 else { return }
        // Both are in order of time, so the spans are passed once.
        var (span, before) = (0, 0.0)
        for ended in timeline.ended {
            while span + 1 < spans.count, ended.time >= spans[span + 1].lowerBound {
                before += spans[span].upperBound - spans[span].lowerBound
                span += 1
            }
            let place = before + ended.time - spans[span].lowerBound
            let bin = min(count - 1, Self.index(place / binWidth))
            replies[bin] += Double(ended.replies) / binWidth
            tokens[bin] += Double(ended.tokens) / binWidth
        }
    }

    /// The end of the last bin, in seconds at work.
    var end: Double { Double(replies.count) * binWidth }

    private static func index(_ place: Double) -> Int {
        min(maximumBins, max(0, Int(exactly: place.rounded(.down)) ?? 0))
    }
}
