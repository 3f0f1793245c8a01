/// The chunks of a pool: they shrink towards the end, so that the last ones keep no worker long while others are idle.
///
/// It follows from the number of lines and the rule alone, so all workers have the same.
struct PoolPlan: Sendable, Hashable {
    /// Each chunk is a share of the lines that are left, within bounds.
    struct Rule: Sendable, Hashable {
        /// The sizes that a folder may hold.
        static let range = 1...1_000_000
        /// The divisors that a folder may hold: one of a million would make millions of small chunks.
        static let divisors = 1...10_000

        /// A chunk is one in so many of the lines that are left.
        var divisor = 32
        var smallest = 1
        var largest = 1000
    }

    /// How many chunks at the beginning have the largest size, and that size.
    private let largeCount: Int
    private let largeSize: Int
    /// Where each of the other chunks begins, and the number of lines at the end.
    private let bounds: [Int]

    init(lines: Int, rule: Rule = Rule()) {
        let (divisor, largest) = (max(1, rule.divisor), max(1, rule.largest))
        largeCount = Self.largeChunks(lines, divisor, smallest: rule.smallest, largest)
        largeSize = largest
        var start = largeCount * largest
        var bounds = [start]
        while start < lines {
            let share = (lines - start) / divisor
            start += min(max(share, rule.smallest, 1), largest, lines - start)
            bounds.append(start)
        }
        self.bounds = bounds
    }

    /// How many chunks of the largest size come first; they are counted, since there may be very many.
    private static func largeChunks(_ lines: Int, _ divisor: Int, smallest: Int, _ largest: Int) -> Int {
        if smallest >= largest { return max(0, lines) / largest }
        let (least, overflow) = largest.multipliedReportingOverflow(by: divisor)
        return overflow || lines < least ? 0 : (lines - least) / largest + 1
    }

    var lines: Int { bounds.last ?? 0 }
    /// How many chunks there are.
    var count: Int { largeCount + bounds.count - 1 }

    /// The lines of a chunk, counted from 0 over the whole input.
    subscript(chunk: Int) -> Range<Int> { start(of: chunk)..<start(of: chunk + 1) }

    private func start(of chunk: Int) -> Int {
        chunk < largeCount ? chunk * largeSize : bounds[chunk - largeCount]
    }
}
