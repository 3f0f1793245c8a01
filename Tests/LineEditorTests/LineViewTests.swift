import Foundation
import Testing

@testable import LineEditor

@Suite(.serialized, .timeLimit(.minutes(1))) struct LineViewTests {
    init() {
        setlocale(LC_CTYPE, "C.UTF-8")
    }

    private static func layout(_ text: String, cursor: Int?, columns: Int) -> LineLayout {
        LineLayout(
            prompt: Glyph.prompt("\u{1}\u{1}> "), line: text.unicodeScalars.map(\.value), cursor: cursor,
            columns: columns)
    }

    private static func rows(_ layout: LineLayout) -> [String] {
        layout.rows.map { row in
            // A mark at the start of a row has nothing to stand on.
            var text = layout.glyphs(row).drop { $0.width == 0 && $0.text == "\u{301}" }.map(\.text).joined()
            while text.unicodeScalars.last == " " { text.unicodeScalars.removeLast() }
            return text
        }
    }

    @Test func aTabGoesToTheNextStopOrTheRowsEnd() {
        let layout = Self.layout("a\tb\n\tc\t\td", cursor: 3, columns: 20)
        #expect(Self.rows(layout) == ["> a     b", "        c", "d"])
        #expect(layout.cursor == (0, 9))
    }

    @Test func aFullRowGoesOnOnlyWhereThereIsMore() {
        #expect(Self.rows(Self.layout("abcdefgh\ni", cursor: nil, columns: 10)) == ["> abcdefgh", "i"])
        let typed = Self.layout("abcdefgh", cursor: 8, columns: 10)
        #expect(Self.rows(typed) == ["> abcdefgh", ""])
        #expect(typed.cursor == (1, 0))
        #expect(Self.rows(Self.layout("abcdefgh", cursor: nil, columns: 10)) == ["> abcdefgh"])
    }

    @Test func wideLettersAndWhatCannotBePrintedStayWhole() {
        let layout = Self.layout("abcdefg世\u{1}e\u{301}\u{202E}\u{85}", cursor: 7, columns: 10)
        #expect(Self.rows(layout) == ["> abcdefg", "世^Ae\u{301}", "<U+0085>"])
        #expect(layout.cursor == (1, 0))
    }

    @Test func furtherRowsOfABlockHaveAPromptOfTheirOwn() {
        let text = "\"\"\"\naaaaaaaaaaaaaaaaaaaab\n\n"
        func layout(_ columns: Int, cursor: Int?, end: Int) -> LineLayout {
            LineLayout(
                prompt: Glyph.prompt("> "), line: text.unicodeScalars.map(\.value), cursor: cursor, columns: columns,
                continuation: .init(glyphs: Glyph.prompt("... "), end: end))
        }
        let block = layout(24, cursor: text.unicodeScalars.count, end: text.unicodeScalars.count)
        #expect(Self.rows(block) == ["> \"\"\"", "... aaaaaaaaaaaaaaaaaaaa", "b", "...", "..."])
        #expect(block.cursor == (4, 4))
        // What is looked for in a search stands below the line, and is no part of it.
        #expect(Self.rows(layout(30, cursor: nil, end: 4)) == ["> \"\"\"", "... aaaaaaaaaaaaaaaaaaaab", "", ""])
        #expect(Self.rows(layout(10, cursor: nil, end: 30)).allSatisfy { !$0.hasPrefix("...") })
    }

    /// Whatever is typed where, in whatever window, the screen shows the rows around the cursor and nothing else.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func theScreenShowsTheLine(seed: UInt64) {
        var random = SplitMix(state: seed)
        let letters: [Unicode.Scalar] = ["a", "b", " ", "я", "世", "\t", "\n", "\u{301}", "\u{1}", "漢", "z", "q"]
        let (columns, height) = (Int.random(in: 2...24, using: &random), Int.random(in: 1...7, using: &random))
        var terminal = TestTerminal(columns: columns, height: height)
        var view = LineView(columns: columns, height: height)
        terminal.show("A\nB\n")
        for _ in 0..<4 {
            var text: [Unicode.Scalar] = []
            for _ in 0..<60 {
                let place = Int.random(in: 0...text.count, using: &random)
                switch Int.random(in: 0..<8, using: &random) {
                case 0..<4:
                    let count = Int.random(in: 1...6, using: &random)
                    text.insert(
                        contentsOf: (0..<count).map { _ in letters.randomElement(using: &random) ?? "a" }, at: place)
                case 4, 5: text.removeSubrange(place..<min(text.count, place + 4))
                case 6: text.removeSubrange(place...)
                default: break
                }
                let cursor = Int.random(in: 0...text.count, using: &random)
                let layout = Self.layout(String(String.UnicodeScalarView(text)), cursor: cursor, columns: columns)
                if Int.random(in: 0..<20, using: &random) == 0 { terminal.show(view.clear()) }
                terminal.show(view.draw(layout))
                let rows = Self.rows(layout)
                // The terminal's row of the line's first shown row, and which that is.
                let count = min(height, rows.count)
                let top = (0...rows.count - count).first { top in
                    let start = terminal.row - (layout.cursor.row - top)
                    guard start >= 0, start + count <= height else { return false }
                    return Array(terminal.rows[start..<start + count]) == Array(rows[top..<top + count])
                        && terminal.rows[(start + count)...].allSatisfy(\.isEmpty)
                }
                #expect(top != nil, "\(rows) \(layout.cursor) is shown as \(terminal.rows), cursor in \(terminal.row)")
                #expect(terminal.column == layout.cursor.column)
                if top == nil { return }
            }
            let whole = Self.layout(String(String.UnicodeScalarView(text)), cursor: nil, columns: columns)
            terminal.show(view.finish(whole))
            let before = terminal.scrolled + terminal.rows.prefix(terminal.row)
            #expect(Array(before.suffix(whole.rows.count)) == Self.rows(whole))
            #expect(terminal.column == 0)
        }
        #expect(terminal.strange == "")
        #expect((terminal.scrolled + terminal.rows).starts(with: ["A", "B"]))
    }

    @Test func aPlainTerminalGetsNoEscapes() {
        var view = PlainLineView(columns: 21)
        #expect(view.draw(Self.layout("", cursor: 0, columns: 20)) == "> ")
        #expect(view.draw(Self.layout("世a", cursor: 2, columns: 20)) == "世a")
        #expect(view.draw(Self.layout("世a", cursor: 0, columns: 20)) == "\u{8}\u{8}\u{8}")
        #expect(view.draw(Self.layout("xa", cursor: 1, columns: 20)) == "xa \u{8}\u{8}")
        #expect(view.draw(Self.layout("xa\nb", cursor: 4, columns: 20)) == "a\nb")
        #expect(view.finish(Self.layout("xa\nb", cursor: nil, columns: 20)) == "\n")
        #expect(view.draw(Self.layout("c\nd", cursor: 1, columns: 20)) == "> c")
        // The second row was never shown.
        #expect(view.finish(Self.layout("c\nd", cursor: nil, columns: 20)) == "\nd\n")
    }
}

/// A generator whose numbers follow from a seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
