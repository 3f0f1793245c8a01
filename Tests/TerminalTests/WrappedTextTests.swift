import Testing

@testable import Terminal

@Suite(.timeLimit(.minutes(1))) struct WrappedTextTests {
    @Test func rowsEndBetweenWords() {
        #expect(
            WrappedText.text("Run `cloudcompute login` or try again.", columns: 20)
                == "Run `cloudcompute\nlogin` or try again.")
        #expect(WrappedText.text("мир и труд", columns: 5) == "мир и\nтруд")
    }

    @Test func lineEndsAndRowsOfTablesStay() {
        #expect(WrappedText.text("one two\n  three  four\n", columns: 4) == "one\ntwo\n  three  four\n")
    }

    @Test func aLongWordIsLeftWhole() {
        #expect(WrappedText.text("see https://example.com/x now", columns: 10) == "see\nhttps://example.com/x\nnow")
    }

    @Test func aParagraphMayStandFurtherIn() {
        #expect(WrappedText.paragraph("one two  three", columns: 9, indent: 2) == "  one two\n  three")
        #expect(WrappedText.paragraph("мир и труд", columns: 6, indent: 1) == " мир и\n труд")
        #expect(WrappedText.paragraph("", columns: 9, indent: 2) == "")
    }

    @Test func withoutAWidthNothingIsBroken() {
        #expect(WrappedText.text("one two", columns: nil) == "one two")
        #expect(WrappedText.text("one two", columns: 0) == "one two")
    }
}
