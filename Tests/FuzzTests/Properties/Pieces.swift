/// Ways to cut one input, the same for the same input.
struct Pieces: Sequence, IteratorProtocol {
    private var rest: ArraySlice<UInt8>
    private var random: UInt64
    private let longest: UInt64

    /// Cuts bytes into pieces of 1 to `longest` bytes.
    init(of bytes: [UInt8], longest: UInt64) {
        rest = bytes[...]
        self.longest = longest
        random = bytes.reduce(longest) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    mutating func next() -> [UInt8]? {
        guard !rest.isEmpty else { return nil }
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let piece = rest.prefix(1 + Int(truncatingIfNeeded: (random >> 33) % longest))
        rest = rest.dropFirst(piece.count)
        return Array(piece)
    }
}
