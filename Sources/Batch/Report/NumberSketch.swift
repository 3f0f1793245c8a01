/// Counts numbers in buckets whose widths grow with the numbers, as HdrHistogram does, so that any number of them takes
/// the same memory.
///
/// Each power of two is divided into 2,048 buckets, and the middle of a bucket stands for what is in it, so that it is
/// off by at most one part in 4,096. What is below 1/1024 counts as 0, in milliseconds less than anybody measures. Sketches
/// of the same numbers are the same in whatever order they came.
struct NumberSketch: Sendable, Hashable {
    /// The largest share by which a number may be off.
    static let relativeError = 1.0 / 4096
    private static let bucketBits: UInt64 = 11
    private static let shift = UInt64(Double.significandBitCount) - bucketBits
    private static let first = (1.0 / 1024).bitPattern >> shift
    /// Numbers from here on count as this.
    private static let largest = 0x1p44
    private static let bucketCount = Int(largest.bitPattern >> shift - first) + 2

    private var counts = [Int](repeating: 0, count: bucketCount)

    /// Counts a number, which is finite; one below zero counts as 0.
    mutating func add(_ number: Double) {
        let bucket = number < 1.0 / 1024 ? 0 : (min(number, Self.largest).bitPattern >> Self.shift) - Self.first + 1
        counts[Int(bucket)] += 1
    }

    /// The numbers that stand for the others, in ascending order, and how many there are up to and with each.
    var steps: (values: [Double], ends: [Int]) {
        var (values, ends): ([Double], [Int]) = ([], [])
        var end = 0
        for (bucket, count) in counts.enumerated() where count > 0 {
            end += count
            values.append(Self.middle(of: bucket))
            ends.append(end)
        }
        return (values, ends)
    }

    private static func middle(of bucket: Int) -> Double {
        guard bucket > 0 else { return 0 }
        let pattern = UInt64(bucket - 1) + first
        let from = Double(bitPattern: pattern << shift)
        return from + (Double(bitPattern: (pattern + 1) << shift) - from) / 2
    }
}
