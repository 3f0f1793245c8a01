/// The mean, the spread and the percentiles of some numbers.
package struct Distribution: Sendable, Hashable {
    /// The finite ones among the numbers, in ascending order.
    package let sorted: [Double]

    /// Creates a distribution.
    package init(_ numbers: [Double]) {
        sorted = numbers.filter(\.isFinite).sorted()
    }

    /// The mean; 0 of nothing.
    package var mean: Double { sorted.isEmpty ? 0 : sorted.reduce(0, +) / Double(sorted.count) }

    /// The standard deviation of the whole, not of a sample, as `numpy.std` gives it.
    package var standardDeviation: Double {
        guard !sorted.isEmpty else { return 0 }
        let mean = mean
        return (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(sorted.count)).squareRoot()
    }

    /// The percentile from 0 to 100, interpolated between neighbours, as `numpy.percentile` gives it; 0 of nothing.
    package func percentile(_ percent: Double) -> Double {
        guard let first = sorted.first, let last = sorted.last else { return 0 }
        guard percent > 0 else { return first }
        guard percent < 100 else { return last }
        let place = percent / 100 * Double(sorted.count - 1)
        guard let index = Int(exactly: place.rounded(.down)), index + 1 < sorted.count else { return last }
        let gap = sorted[index + 1] - sorted[index]
        return gap.isFinite ? sorted[index] + gap * (place - Double(index)) : sorted[index]
    }

    /// How many numbers lie in each of so many equal steps from the least to the greatest.
    ///
    /// The few that lie far out, above the 99.5th percentile, are counted in the last step. Numbers that are all equal,
    /// or too far apart for a difference, lie in the first.
    package func histogram(steps: Int) -> (from: Double, to: Double, counts: [Int]) {
        guard let least = sorted.first, steps > 0 else { return (0, 0, []) }
        let greatest = percentile(99.5)
        let span = greatest - least
        var counts = Array(repeating: 0, count: steps)
        guard span > 0, span.isFinite else {
            counts[0] = sorted.count
            return (least, max(least + 1, least.nextUp), counts)
        }
        for number in sorted {
            let place = min(1, (number - least) / span) * Double(steps)
            counts[min(steps - 1, Int(exactly: place.rounded(.down)) ?? 0)] += 1
        }
        return (least, greatest, counts)
    }
}
