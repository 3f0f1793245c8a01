/// The chunks of a pool: they shrink towards the end, so that the last ones keep no worker long while others are idle.
///
/// It follows from the number of lines and the rule alone, so all workers have the same.
struct PoolPlan: Sendable, Hashable {
    /// Each chunk is a share of the lines that are left, within bounds.
    struct Rule: Sendable, Hashable {
        /// The numbers that a folder may hold.
        static let range = 1...1_000_000

        /// A chunk is one in so many of the lines that are left.
        var divisor = 32
        var smallest = 1
        var largest = 1000
    }

    /// Where each chunk begins, and the number of lines at the end.
    private let bounds: [Int]

    init(lines: Int, rule: Rule = Rule()) {
        var bounds = [0]
        var start = 0
        while start < lines {
            let share = (lines - start) / max(1, rule.divisor)
            let size = min(max(share, rule.smallest, 1), max(rule.largest, 1), lines - start)
            start += size
            bounds.append(start)
        }
        self.bounds = bounds
    }

    var lines: Int { bounds.last ?? 0 }
    /// How many chunks there are.
    var count: Int { bounds.count - 1 }

    /// The lines of a chunk, counted from 0 over the whole input.
    subscript(chunk: Int) -> Range<Int> { bounds[chunk]..<bounds[chunk + 1] }
}
