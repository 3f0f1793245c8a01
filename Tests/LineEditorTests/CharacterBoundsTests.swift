import Testing

@testable import LineEditor

@Suite(.timeLimit(.minutes(1))) struct CharacterBoundsTests {
    private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    @Test(
        arguments: [
            ("👨‍👩‍👧‍👦", 7), ("🇩🇪", 2), ("e\u{301}\u{323}", 3), ("👍🏽", 2), ("❤️", 2), ("и\u{306}", 2), ("क्षि", 4),
            ("\u{1100}\u{1161}\u{11A8}", 3), ("a", 1), ("世", 1), ("\n", 1),
        ])
    func aCharacterIsOne(text: String, count: Int) {
        let line = Self.scalars("a" + text + "b")
        #expect(CharacterBounds.after(1, in: line) == count)
        #expect(CharacterBounds.before(1 + count, in: line) == count)
    }

    @Test func flagsAreCountedFromTheStartOfTheirRow() {
        let line = Self.scalars("🇩🇪🇫🇷🇨🇿")
        #expect(CharacterBounds.before(6, in: line) == 2)
        #expect(CharacterBounds.before(4, in: line) == 2)
        #expect(CharacterBounds.after(2, in: line) == 2)
    }

    @Test func nothingStandsBeyondTheEnds() {
        let line = Self.scalars("ab")
        #expect(CharacterBounds.before(0, in: line) == 0 && CharacterBounds.after(2, in: line) == 0)
        #expect(CharacterBounds.before(9, in: line) == 0 && CharacterBounds.after(-1, in: []) == 0)
    }

    @Test func aFloodOfMarksIsTakenInPieces() {
        let line = Self.scalars("e" + String(repeating: "\u{301}", count: 5000))
        #expect((1...5001).contains(CharacterBounds.before(5001, in: line)))
        #expect((1...1024).contains(CharacterBounds.after(0, in: line)))
    }

    @Test func whatIsNoScalarIsOne() {
        #expect(CharacterBounds.before(2, in: [0x61, 0xD800]) == 1)
    }
}
