/// The mean, the spread and the percentiles of some numbers.
public struct Distribution: Sendable, Hashable {
    /// The numbers in ascending order.
    public let sorted: [Double]

    /// Creates a distribution.
    public init(_ numbers: [Double]) {
        sorted = numbers.sorted()
    }

    /// The mean; 0 of nothing.
    public var mean: Double { sorted.isEmpty ? 0 : sorted.reduce(0, +) / Double(sorted.count) }

    /// The standard deviation of the whole, not of a sample, as `numpy.std` gives it.
    public var standardDeviation: Double {
        guard !sorted.isEmpty else { return 0 }
        let mean = mean
        return (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(sorted.count)).squareRoot()
    }

    /// The percentile from 0 to 100, interpolated between neighbours, as `numpy.percentile` gives it; 0 of nothing.
    public func percentile(_ percent: Double) -> Double {
        guard let last = sorted.last else { return 0 }
        let place = percent / 100 * Double(sorted.count - 1)
        let index = Int(place)
        guard index + 1 < sorted.count else { return last }
        return sorted[index] + (sorted[index + 1] - sorted[index]) * (place - Double(index))
    }

    /// How many numbers lie in each of so many equal steps from the least to the greatest.
    ///
    /// The few that lie far out, above the 99.5th percentile, are counted in the last step.
    public func histogram(steps: Int) -> (from: Double, to: Double, counts: [Int]) {
        guard let least = sorted.first else { return (0, 0, []) }
        let greatest = max(percentile(99.5), least + 1e-9)
        var counts = Array(repeating: 0, count: steps)
        for number in sorted {
            let place = (number - least) / (greatest - least) * Double(steps)
            counts[min(steps - 1, max(0, Int(place)))] += 1
        }
        return (least, greatest, counts)
    }
}
