/// Ways to cut one input, the same for the same input.
struct Pieces: Sequence, IteratorProtocol {
    private let count: Int
    private let longest: UInt64
    private var position = 0
    private var random: UInt64

    /// Cuts so many elements into ranges of 1 to `longest`.
    init(of count: Int, longest: Int) {
        self.count = count
        self.longest = UInt64(Swift.max(1, longest))
        random = UInt64(count) &* 0x9E37_79B9_7F4A_7C15 ^ self.longest
    }

    mutating func next() -> Range<Int>? {
        guard position < count else { return nil }
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let start = position
        position = Swift.min(count, start + 1 + Int(truncatingIfNeeded: (random >> 33) % longest))
        return start..<position
    }
}
