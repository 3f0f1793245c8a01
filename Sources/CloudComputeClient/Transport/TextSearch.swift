#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Finds any of several texts in one pass that skips most bytes.
///
/// It is the search of Wu and Manber: a table tells for each two bytes how far the end of the nearest text may be.
struct TextSearch: Sendable {
    private static let mask = 4095

    private let texts: [[UInt8]]
    /// The length of the shortest text.
    private let length: Int
    private let shifts: [UInt8]

    /// - Parameter texts: Of two bytes or more; shorter ones are not looked for.
    init(_ texts: [[UInt8]]) {
        let texts = texts.filter { $0.count > 1 }
        let length = min(texts.map(\.count).min() ?? 0, Int(UInt8.max))
        var shifts = Array(repeating: UInt8(max(0, length - 1)), count: Self.mask + 1)
        for text in texts {
            for end in 1..<length {
                let place = Self.place(text[end - 1], text[end])
                shifts[place] = min(shifts[place], UInt8(length - 1 - end))
            }
        }
        self.texts = texts
        self.length = length
        self.shifts = shifts
    }

    /// Where the texts stand; those of one text do not overlap.
    func ranges(in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        guard length > 1, let base = bytes.baseAddress else { return [] }
        var ranges: [Range<Int>] = []
        var ends: [Int] = []
        shifts.withUnsafeBufferPointer { shifts in
            var last = length - 1
            while last < bytes.count {
                let shift = Int(shifts[Self.place(bytes[last - 1], bytes[last])])
                guard shift == 0 else {
                    last += shift
                    continue
                }
                let start = last - (length - 1)
                for (index, text) in texts.enumerated()
                where text.count <= bytes.count - start && memcmp(base + start, text, text.count) == 0 {
                    if ends.isEmpty { ends = Array(repeating: 0, count: texts.count) }
                    guard start >= ends[index] else { continue }
                    ends[index] = start + text.count
                    ranges.append(start..<start + text.count)
                }
                last += 1
            }
        }
        return ranges
    }

    private static func place(_ first: UInt8, _ second: UInt8) -> Int { (Int(first) << 5 ^ Int(second)) & mask }
}
