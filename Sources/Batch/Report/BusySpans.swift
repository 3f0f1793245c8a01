/// When a batch was at work: a run that was stopped and resumed has several spans, and the pauses between them count for
/// nothing.
package struct BusySpans: Sendable {
    /// A pause is longer than this, in seconds; shorter gaps are the run's own, as `--rpm` makes them.
    package static let shortestPause = 10.0

    /// The spans in seconds since 1970, in their order; between them lies a pause each.
    package private(set) var spans: [ClosedRange<Double>] = []

    /// Joins the times of the replies.
    package init(_ replies: [BatchMeasurements.Reply]) {
        for reply in replies.sorted(by: { $0.sentAt < $1.sentAt }) {
            let (start, end) = (reply.sentAt, max(reply.sentAt, reply.endedAt))
            if let last = spans.last, start - last.upperBound <= Self.shortestPause {
                spans[spans.count - 1] = last.lowerBound...max(last.upperBound, end)
            } else {
                spans.append(start...end)
            }
        }
    }

    /// The length of all spans together, in seconds.
    package var duration: Double { spans.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) } }
}

extension BatchMeasurements {
    /// The time at work, from the first request to the last answer without the pauses between runs, in seconds.
    package var duration: Double { BusySpans(replies).duration }
}
