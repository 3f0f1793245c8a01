import Testing

@testable import CloudComputeClient

@Suite(.timeLimit(.minutes(2))) struct TextSearchTests {
    private static func ranges(_ texts: [String], _ bytes: String) -> [Range<Int>] {
        Array(bytes.utf8).withUnsafeBufferPointer { TextSearch(texts.map { Array($0.utf8) }).ranges(in: $0) }
    }

    /// The same, byte by byte.
    private static func expected(_ texts: [[UInt8]], _ bytes: [UInt8]) -> Set<Range<Int>> {
        var ranges: Set<Range<Int>> = []
        for text in texts {
            var position = 0
            while position + text.count <= bytes.count {
                if bytes[position...].starts(with: text) {
                    ranges.insert(position..<position + text.count)
                    position += text.count
                } else {
                    position += 1
                }
            }
        }
        return ranges
    }

    @Test func textsAreFoundWhereverTheyStand() {
        #expect(Self.ranges(["needle"], "needle") == [0..<6])
        #expect(Self.ranges(["needle"], "a needle, needles") == [2..<8, 10..<16])
        #expect(Self.ranges(["needle", "hay"], "hayneedle") == [0..<3, 3..<9])
        #expect(Self.ranges(["aaa"], "aaaaaaa") == [0..<3, 3..<6])
        #expect(Self.ranges(["needle"], "needl").isEmpty)
        #expect(Self.ranges(["needle"], "").isEmpty)
        #expect(Self.ranges([], "needle").isEmpty)
        #expect(Self.ranges([String(repeating: "x", count: 400)], String(repeating: "x", count: 500)) == [0..<400])
    }

    @Test func chanceFindsNoDifference() {
        var random = SeededNumbers(seed: 1)
        for round in 0..<2000 {
            let letters = UInt8(2 + round % 4)
            func text(_ length: Int) -> [UInt8] {
                (0..<length).map { _ in UInt8(ascii: "a") + UInt8.random(in: 0..<letters, using: &random) }
            }
            let texts = Array(
                Set(
                    (0..<Int.random(in: 1...4, using: &random)).map { _ in text(Int.random(in: 2...7, using: &random)) }
                ))
            let bytes = text(Int.random(in: 0...80, using: &random))
            let found = bytes.withUnsafeBufferPointer { TextSearch(texts).ranges(in: $0) }
            #expect(Set(found) == Self.expected(texts, bytes), "\(texts) in \(bytes)")
            #expect(found.count == Set(found).count)
        }
    }
}
