import Testing

@testable import Terminal

@Suite(.timeLimit(.minutes(2))) struct ControlCharacterFilterTests {
    @Test(arguments: [
        ("\u{1B}[2J", "␛[2J"), ("\u{1B}]0;title\u{07}", "␛]0;title␇"), ("\u{1B}]52;c;AAAA\u{1B}\\", "␛]52;c;AAAA␛\\"),
        ("\u{9B}31m", "\u{FFFD}31m"), ("\u{90}x\u{9C}", "\u{FFFD}x\u{FFFD}"), ("a\u{7F}\u{8}b", "a␡␈b"),
        ("\u{202E}evil\u{2066}", "\u{FFFD}evil\u{FFFD}"), ("line\n\ttab", "line\n\ttab"), ("a\r\nb\rc", "a\nb␍c"),
        ("Привет, 世界 👍🏽 é", "Привет, 世界 👍🏽 é"), ("\0", "␀"), ("\u{E0041}x", "\u{FFFD}x"),
    ])
    func marksWhatCouldDriveATerminal(raw: String, visible: String) {
        #expect(ControlCharacterFilter.filter(raw) == visible)
    }

    @Test func eachScalarIsSeenInAnyText() {
        for value in UInt32(0)...0x10FFFF where value != 0x0D {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let filtered = ControlCharacterFilter.filter("aé—\(scalar)b")
            if filtered.unicodeScalars.contains(scalar) != ControlCharacterFilter.isHarmless(scalar) {
                Issue.record("U+\(String(value, radix: 16))")
            }
        }
    }

    @Test func sequencesSplitAnywhereStayHarmless() {
        let text = "a\u{1B}[31mb\u{1B}]0;x\u{07}\r\nc\r"
        let scalars = Array(text.unicodeScalars)
        let whole = ControlCharacterFilter.filter(text)
        for split in 0...scalars.count {
            var filter = ControlCharacterFilter()
            var result = ""
            for part in [scalars[..<split], scalars[split...]] {
                var view = String.UnicodeScalarView()
                view.append(contentsOf: part)
                result += filter.filter(String(view))
            }
            result += filter.finish()
            #expect(result == whole)
            #expect(!result.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
        }
    }

    @Test func aLineHasNoLineEnds() {
        #expect(ControlCharacterFilter.filterLine("a\nb\tc\r\nd") == "a b c d")
    }
}
