/// How many lines a second were done of late, from counts at some moments.
struct RecentRate: Sendable {
    /// What lies longer back does not count, in seconds.
    private static let window = 60.0

    private var samples: [(time: Double, count: Int)] = []

    /// Notes how many lines are done.
    mutating func note(_ count: Int, at time: Double) {
        samples.append((time, count))
        // One sample before the window is its beginning.
        while samples.count > 2, samples[1].time <= time - Self.window { samples.removeFirst() }
    }

    /// Lines a second; `nil` until some time has passed.
    var perSecond: Double? {
        guard let first = samples.first, let last = samples.last, last.time > first.time else { return nil }
        return Double(max(0, last.count - first.count)) / (last.time - first.time)
    }
}
