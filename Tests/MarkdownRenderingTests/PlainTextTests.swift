import Terminal
import Testing

@testable import MarkdownRendering

@Suite(.timeLimit(.minutes(2))) struct PlainTextTests {
    private static let simple = (0..<0x3000).compactMap(Unicode.Scalar.init).filter {
        SimpleScalar(Array(String($0).utf8), at: 0) != nil
    }

    @Test func aSimpleScalarIsAClusterAndTakesOneColumn() {
        #expect(Self.simple.count > 700)
        for scalar in Self.simple {
            #expect("\(scalar)\(scalar)".count == 2)
            #expect("a\(scalar)".count == 2)
            #expect("\(scalar)я".count == 2)
            #expect(scalar.value < 0x20 || scalar.value == 0x7F || DisplayWidth.of(Character(scalar)) == 1, "\(scalar)")
        }
    }

    @Test(arguments: [
        ("plain words, and more of them. ", 31), ("last letter", 10), ("слово и «слово» — ", 33), ("a *b*", 2),
        ("the h", 4), ("behind http", 7), ("see https://a.b ", 4), ("wow! no", 6), ("an ![image](a)", 3),
        ("e\u{301} ", 0), ("ab\u{301} ", 1), ("a 漢字", 2), ("x\u{AD}y ", 0), ("line\n", 4), ("C_name", 1),
    ])
    func endsWhereSomethingIsToBeLookedAt(text: String, end: Int) {
        #expect(PlainText.end(in: Array(text.utf8), from: 0, behindLetter: false) == end)
    }

    @Test func clustersAreThoseOfTheWholeTextWhereverItIsSplit() {
        let text =
            "a\r\nb e\u{301}\u{302} 👩‍👩‍👧🇷🇺🇩🇪 漢字かな — «é» \u{AD}x\n\u{301}z" + String(repeating: "\u{301}", count: 70) + " ok"
        let scalars = Array(text.unicodeScalars)
        let whole = clusters([text])
        for split in 0...scalars.count {
            #expect(clusters([string(scalars[..<split]), string(scalars[split...])]) == whole)
        }
        #expect(whole.map(String.init).joined().unicodeScalars.elementsEqual(scalars))
        #expect(whole.contains("👩‍👩‍👧") && whole.contains("🇷🇺") && whole.contains("e\u{301}\u{302}"))
        #expect(whole.allSatisfy { $0.unicodeScalars.count <= 32 })
    }

    private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }

    private func clusters(_ pieces: [String]) -> [Character] {
        var segmenter = GraphemeSegmenter()
        var result: [Character] = []
        for piece in pieces {
            segmenter.add(piece)
            while let cluster = segmenter.next() { result.append(cluster) }
        }
        if let last = segmenter.finish() { result.append(last) }
        return result
    }
}
