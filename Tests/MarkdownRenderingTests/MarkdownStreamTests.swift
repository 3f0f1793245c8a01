import Terminal
import Testing

@testable import MarkdownRendering

@Suite(.timeLimit(.minutes(2))) struct MarkdownStreamTests {
    @Test(arguments: MarkdownSamples.all)
    func theSplitChangesNothing(_ text: String) {
        for color in [false, true] {
            let whole = rendered(text, color: color)
            for size in [1, 2, 3, 5, 7, 16, 61] { #expect(rendered(text, pieces: size, color: color) == whole) }
            var generator = Generator(state: 42)
            for _ in 0..<5 {
                var renderer = MarkdownRenderer(columns: 40, allowsColor: color)
                var output = ""
                var rest = text.unicodeScalars[...]
                while !rest.isEmpty {
                    let size = Int.random(in: 1...24, using: &generator)
                    output += renderer.push(String(rest.prefix(size)))
                    rest = rest.dropFirst(size)
                }
                #expect(output + renderer.finish() == whole)
            }
        }
    }

    @Test(arguments: MarkdownSamples.all.filter { $0.utf8.count < 1500 })
    func aSplitAtAnyPlaceChangesNothing(_ text: String) {
        let whole = rendered(text, color: true)
        for index in text.unicodeScalars.indices {
            var renderer = MarkdownRenderer(columns: 40, allowsColor: true)
            let output =
                renderer.push(String(text[..<index])) + renderer.push(String(text[index...])) + renderer.finish()
            #expect(output == whole)
        }
    }

    @Test(arguments: MarkdownSamples.all, [true, false])
    func onlyStylesAreEmittedAndEachIsSwitchedOff(_ text: String, color: Bool) throws {
        let pieces = output(of: text, color: color)
        for piece in pieces {
            var isOn = false
            var rest = piece.unicodeScalars[...]
            while let scalar = rest.popFirst() {
                if scalar == "\n" { #expect(!isOn) }
                guard scalar == "\u{1B}" else {
                    #expect(scalar == "\n" || scalar.properties.generalCategory != .control)
                    continue
                }
                #expect(color)
                #expect(rest.popFirst() == "[")
                let parameters = rest.prefix { ("0"..."9").contains($0) || $0 == ";" }
                rest = rest.dropFirst(parameters.count)
                #expect(rest.popFirst() == "m")
                isOn = String(parameters) != "0"
            }
            #expect(!isOn)
        }
    }

    @Test(arguments: MarkdownSamples.all)
    func theOutputEndsWithOneLineEnd(_ text: String) {
        for columns in [1, 20, 40, 120] {
            let output = rendered(text, columns: columns)
            #expect(output.hasSuffix("\n"))
            #expect(!output.hasSuffix("\n\n"))
        }
    }

    @Test(arguments: MarkdownSamples.all, [1, 5, 20, 40, 80, 120])
    func noLineIsWiderThanTheTerminal(_ text: String, columns: Int) {
        for line in rendered(text, columns: columns).split(separator: "\n") {
            // Code and addresses are never wrapped.
            if line.hasPrefix("  ") || line.contains("://") || line.contains("\\sum") { continue }
            #expect(DisplayWidth.of(line) <= max(20, columns), "\(line)")
        }
    }

    @Test(arguments: MarkdownSamples.all, [20, 120])
    func lettersAndDigitsSurvive(_ text: String, columns: Int) {
        let spoken = text.replacing("<br>", with: "").replacing("&amp;", with: "&").replacing("[x]", with: "[ ]")
            .replacing("](https://a.b)", with: "]").replacing("&#7;", with: "").replacing("&#x202E;", with: "")
            .replacing("&#65;", with: "A").replacing("x_{1}", with: "x₁")
            .replacing("\\sum_{i=1}^n *x*_i", with: "ᵢ₁ⁿxᵢ").replacing("mc^2", with: "mc²")
            .replacing("(https://example.com/a_b_c \"Title\")", with: "Title https://example.com/a_b_c")
        let expected = spoken.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        let output = rendered(text, columns: columns).unicodeScalars
        let found = output.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        // Wrapped cells stand beside each other, so that their text is not in order.
        guard text != MarkdownSamples.tables || columns > 100 else { return #expect(found.count >= expected.count) }
        #expect(String(String.UnicodeScalarView(found)) == String(String.UnicodeScalarView(expected)))
    }

    @Test(arguments: [
        "Some **bold** words and `code` in a line, [a link](https://example.com) too.\n\n- item\n", "*a ", "`a ",
        "[a](b",
        "[", "<a ", "$a*", "``a ` ", "-", "> ", "- ", "****a", "|a|\n|-|\n", "字", "a", "_a_b ", "&", "e\u{301}\u{302}",
        "\\", "**a** *b", "https://", "  ", "```\n", "[a](b(", "`a``b```c", "\\(*",
    ])
    func workGrowsWithTheTextOnly(_ pattern: String) {
        func work(_ bytes: Int) -> Int {
            let text = String(repeating: pattern, count: bytes / pattern.utf8.count)
            var renderer = MarkdownRenderer(columns: 80, allowsColor: true)
            var rest = text.unicodeScalars[...]
            while !rest.isEmpty {
                _ = renderer.push(String(rest.prefix(5)))
                rest = rest.dropFirst(5)
            }
            let work = renderer.work
            _ = renderer.finish()
            return work
        }
        let small = work(1 << 13)
        let large = work(1 << 15)
        #expect(large < small * 5)
        #expect(large < 64 << 15)
    }

    @Test func aMebibyteInSmallPiecesIsLinear() {
        let pattern = "Some **bold** words, `code`, [a link](https://example.com) and 2 * 3.\n\n- item *x*\n"
        func work(_ bytes: Int) -> Int {
            var renderer = MarkdownRenderer(columns: 80, allowsColor: true)
            let text = Substring(String(repeating: pattern, count: bytes / pattern.utf8.count))
            var rest = text
            while !rest.isEmpty {
                _ = renderer.push(String(rest.prefix(5)))
                rest = rest.dropFirst(5)
            }
            return renderer.work
        }
        #expect(work(1 << 20) < 5 * work(1 << 18))
    }

    /// What each push, and then the end, printed.
    private func output(of text: String, color: Bool) -> [String] {
        var renderer = MarkdownRenderer(columns: 40, allowsColor: color)
        var pieces = text.map { renderer.push(String($0)) }
        pieces.append(renderer.finish())
        return pieces
    }

    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state
        }
    }
}
