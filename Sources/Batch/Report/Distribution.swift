/// The mean, the spread and the percentiles of some numbers.
package struct Distribution: Sendable, Hashable {
    /// The numbers in ascending order, or some that stand for all of them.
    private let values: [Double]
    /// How many numbers there are up to and with each value; `nil` where each value is one number.
    private let ends: [Int]?

    /// How many numbers there are.
    let count: Int
    /// The mean; 0 of nothing.
    package let mean: Double
    /// The standard deviation of the whole, not of a sample, as `numpy.std` gives it; 0 of nothing.
    let standardDeviation: Double
    /// The least and the greatest number; 0 of nothing.
    let least: Double
    let greatest: Double

    /// Creates a distribution of the finite ones among the numbers.
    init(_ numbers: [Double]) {
        let sorted = numbers.filter(\.isFinite).sorted()
        let mean = sorted.isEmpty ? 0 : sorted.reduce(0, +) / Double(sorted.count)
        let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        values = sorted
        ends = nil
        count = sorted.count
        self.mean = mean
        standardDeviation = sorted.isEmpty ? 0 : (squares / Double(sorted.count)).squareRoot()
        least = sorted.first ?? 0
        greatest = sorted.last ?? 0
    }

    /// Creates a distribution of numbers of which some stand for all.
    init(_ sketch: NumberSketch, _ summary: NumberCollector.Summary) {
        (values, ends) = sketch.steps
        count = summary.count
        mean = summary.mean
        standardDeviation = count > 0 ? (summary.squares / Double(count)).squareRoot() : 0
        least = count > 0 ? summary.least : 0
        greatest = count > 0 ? summary.greatest : 0
    }

    package var isEmpty: Bool { count == 0 }
    /// Whether the percentiles are estimates.
    var isEstimate: Bool { ends != nil }

    /// The percentile from 0 to 100, interpolated between neighbours, as `numpy.percentile` gives it; 0 of nothing.
    package func percentile(_ percent: Double) -> Double {
        guard percent > 0 else { return least }
        guard percent < 100 else { return greatest }
        let place = percent / 100 * Double(count - 1)
        guard let index = Int(exactly: place.rounded(.down)), index >= 0, index + 1 < count else { return greatest }
        let (number, next) = (self.number(index), self.number(index + 1))
        let gap = next - number
        return gap.isFinite ? number + gap * (place - Double(index)) : number
    }

    /// The number at a place of the order.
    private func number(_ index: Int) -> Double {
        guard let ends else { return values[index] }
        var (low, high) = (0, ends.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] > index { high = middle } else { low = middle + 1 }
        }
        return min(max(values[low], least), greatest)
    }

    /// How many numbers lie in each of so many equal steps from the least to the greatest.
    ///
    /// The few that lie far out, above the 99.5th percentile, are counted in the last step. Numbers that are all equal,
    /// or too far apart for a difference, lie in the first.
    func histogram(steps: Int) -> (from: Double, to: Double, counts: [Int]) {
        guard count > 0, steps > 0 else { return (0, 0, []) }
        let end = percentile(99.5)
        let span = end - least
        var counts = Array(repeating: 0, count: steps)
        guard span > 0, span.isFinite else {
            counts[0] = count
            return (least, max(least + 1, least.nextUp), counts)
        }
        var before = 0
        for (index, number) in values.enumerated() {
            let place = min(1, max(0, (number - least) / span)) * Double(steps)
            let upTo = ends?[index] ?? index + 1
            counts[min(steps - 1, Int(exactly: place.rounded(.down)) ?? 0)] += upTo - before
            before = upTo
        }
        return (least, end, counts)
    }
}
