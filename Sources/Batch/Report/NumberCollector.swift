/// Takes numbers one after the other: all of them are kept up to a bound, beyond which they are counted in buckets.
struct NumberCollector: Sendable {
    /// The most numbers that are kept; of more the percentiles are estimates.
    static let exactCount = 1 << 17

    private let limit: Int
    private var numbers: [Double] = []
    private var sketch: NumberSketch?
    private var summary = Summary()

    /// What can be told of numbers that are not kept.
    struct Summary: Sendable, Hashable {
        var count = 0
        var mean = 0.0
        /// The sum of the squares of what each is off the mean.
        var squares = 0.0
        var least = Double.infinity
        var greatest = -Double.infinity

        /// Adds a number.
        ///
        /// Fact: B. P. Welford, Note on a method for calculating corrected sums of squares and products, 1962.
        mutating func add(_ number: Double) {
            count += 1
            let step = number - mean
            mean += step / Double(count)
            squares += step * (number - mean)
            least = min(least, number)
            greatest = max(greatest, number)
        }
    }

    /// - Parameter limit: The most numbers that are kept.
    init(limit: Int = exactCount) { self.limit = limit }

    /// Adds a number, which is finite and not below zero.
    mutating func add(_ number: Double) {
        if sketch == nil {
            if numbers.count < limit { return numbers.append(number) }
            var sketch = NumberSketch()
            for number in numbers {
                sketch.add(number)
                summary.add(number)
            }
            numbers = []
            self.sketch = sketch
        }
        sketch?.add(number)
        summary.add(number)
    }

    var distribution: Distribution {
        guard let sketch else { return Distribution(numbers) }
        return Distribution(sketch, summary)
    }
}
