/// A set of line numbers, one bit a line: 1.25 MB for ten million.
struct LineBits: Sendable {
    private var words: [UInt64] = []
    private(set) var count = 0

    func contains(_ number: Int) -> Bool {
        let index = number >> 6
        return words.indices.contains(index) && words[index] >> UInt64(number & 63) & 1 == 1
    }

    /// Adds a number, which is not negative.
    mutating func insert(_ number: Int) {
        let index = number >> 6
        if index >= words.count { words.append(contentsOf: repeatElement(0, count: index + 1 - words.count)) }
        let bit: UInt64 = 1 << UInt64(number & 63)
        if words[index] & bit == 0 { count += 1 }
        words[index] |= bit
    }

    mutating func remove(_ number: Int) {
        guard contains(number) else { return }
        words[number >> 6] &= ~(1 << UInt64(number & 63))
        count -= 1
    }
}
