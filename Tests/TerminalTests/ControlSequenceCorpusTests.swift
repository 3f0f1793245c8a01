import Testing

@testable import Terminal

@Suite(.timeLimit(.minutes(2))) struct ControlSequenceCorpusTests {
    @Test func theCorpusNamesEachSequenceOnce() {
        let all = ControlSequenceCorpus.all
        #expect(all.count >= 220)
        #expect(Set(all.map(\.name)).count == all.count)
        #expect(Set(all.map(\.bytes)).count == all.count)
    }

    @Test(arguments: ControlSequenceCorpus.all)
    func aWholeSequenceBecomesMarks(sequence: ControlSequence) {
        let raw = decoded(sequence.wrapped)
        let shown = ControlCharacterFilter.filter(raw)
        #expect(isHarmless(shown, inPlaceOf: sequence))
        // Nothing but the drivers changes, and each becomes a mark of its own.
        let expected = scalars(raw).enumerated().filter { index, scalar in
            scalar != "\r" || scalars(raw).dropFirst(index + 1).first != "\n"
        }.map(\.element)
        let actual = scalars(shown)
        #expect(actual.count == expected.count)
        #expect(zip(expected, actual).allSatisfy { drives($0) ? isMark($1) : $0 == $1 })
    }

    @Test(arguments: ControlSequenceCorpus.all)
    func aSequenceSplitAtAnyByteBecomesMarks(sequence: ControlSequence) {
        let bytes = sequence.wrapped
        let whole = Array(ControlCharacterFilter.filter(decoded(bytes)).utf8)
        // Where a split scalar becomes other replacement characters, the results differ by right.
        let isSound = String(validating: bytes, as: UTF8.self) != nil
        var harmful: [Int] = []
        var different: [Int] = []
        for split in 0...bytes.count {
            let shown = filtered([Array(bytes[..<split]), Array(bytes[split...])])
            if !isHarmless(shown, inPlaceOf: sequence) { harmful.append(split) }
            let isBoundary = split == bytes.count || !UTF8.isContinuation(bytes[split])
            if isSound, isBoundary, Array(shown.utf8) != whole { different.append(split) }
        }
        #expect(harmful.isEmpty)
        #expect(different.isEmpty)
    }

    @Test(arguments: ControlSequenceCorpus.all)
    func aSequenceInSingleBytesAndScalarsBecomesMarks(sequence: ControlSequence) {
        #expect(isHarmless(filtered(sequence.wrapped.map { [$0] }), inPlaceOf: sequence))
        let raw = decoded(sequence.wrapped)
        let shown = filtered(scalars(raw).map { Array(String($0).utf8) })
        #expect(isHarmless(shown, inPlaceOf: sequence))
        #expect(Array(shown.utf8) == Array(ControlCharacterFilter.filter(raw).utf8))
    }

    @Test(arguments: ControlSequenceCorpus.all)
    func aLineHoldsNoSequenceAndIsOne(sequence: ControlSequence) {
        let line = ControlCharacterFilter.filterLine(decoded(sequence.wrapped))
        #expect(isHarmless(line, inPlaceOf: sequence))
        #expect(!scalars(line).contains { $0 == "\n" || $0 == "\t" })
    }

    @Test(arguments: [
        ("", ""), ("\n", " "), ("\t", " "), ("a\r\nb", "a b"), ("a\n\n\tb\n", "a   b "), ("a\rb", "a␍b"),
        ("a\r\r\nb", "a␍ b"), ("a\n\u{301}b", "a \u{301}b"), ("a\u{85}b\u{2028}c", "a\u{FFFD}b\u{FFFD}c"),
        ("Привет,\nмир", "Привет, мир"),
    ])
    func aLineHasASpaceForEachLineEndAndTab(raw: String, line: String) {
        #expect(scalars(ControlCharacterFilter.filterLine(raw)) == scalars(line))
    }

    /// No scalar of Unicode drives, and none that does not is touched.
    @Test func everyScalarOfUnicodeIsKeptOrMarked() {
        var wrong: [UInt32] = []
        for plane in UInt32(0)...0x10 {
            let raw = (plane << 16...plane << 16 | 0xFFFF).compactMap(Unicode.Scalar.init)
            var view = String.UnicodeScalarView()
            view.append(contentsOf: raw)
            let shown = scalars(ControlCharacterFilter.filter(String(view)))
            #expect(shown.count == raw.count)
            for (before, after) in zip(raw, shown) where drives(before) ? !isMark(after) : before != after {
                wrong.append(before.value)
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test(arguments: [
        "👨‍👩‍👧‍👦 👩🏽‍💻 🏳️‍🌈 ❤️ ☎︎ 1️⃣ 🇷🇺", "葛\u{E0100} 辻\u{FE00}", "e\u{301} и\u{306} a\u{308}\u{323} Z\u{334}\u{334}",
        "Съешь ещё этих мягких булок, ЁЙЪ",
        "世界 こんにちは ｶﾞ 한국어 ᄒ\u{1161}ᆫ", "مرحبا بالعالم ١٢٣", "שלום עולם שָׁלוֹם", "می\u{200C}خواهم", "हिन्दी क्\u{200D}ष",
        "ภาษา\u{200B}ไทย", "co\u{AD}operate", "\u{FEFF}text", "a\u{2060}b", "f\u{2061}(x) a\u{2062}b", "a\u{34F}b",
        "\u{3164}\u{115F}", "\u{180E}", "a\u{A0}b\u{3000}c", "\u{FFFD} ␛", "line\n\ttab\n", "$HOME `x` \\u001b[2J",
    ])
    func textPassesUnchangedHoweverItIsSplit(text: String) {
        let all = scalars(text)
        #expect(scalars(ControlCharacterFilter.filter(text)) == all)
        for split in 0...all.count {
            let parts = [all[..<split], all[split...]].map { $0.flatMap { Array(String($0).utf8) } }
            #expect(scalars(filtered(parts)) == all)
        }
    }

    /// Whether a terminal could act on the scalar, or it turns or hides what stands around it; not the filter's own list.
    private func drives(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return switch properties.generalCategory {
        case .control: scalar != "\n" && scalar != "\t"
        case .lineSeparator, .paragraphSeparator: true
        case .format where properties.isBidiControl || properties.isDeprecated: true
        case .format where properties.name?.hasPrefix("INTERLINEAR ANNOTATION") == true: true
        default: 0xE0000...0xE007F ~= scalar.value
        }
    }

    /// Whether the scalar is seen, and says that something else stood here.
    private func isMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\u{FFFD}" || 0x2400...0x2421 ~= scalar.value
    }

    /// Whether nothing drives the terminal, the text around the sequence is whole, and marks stand in between.
    private func isHarmless(_ shown: String, inPlaceOf sequence: ControlSequence) -> Bool {
        let (before, after) = (ControlSequence.before.utf8, ControlSequence.after.utf8)
        let bytes = Array(shown.utf8)
        guard bytes.starts(with: before), bytes.reversed().starts(with: after.reversed()) else { return false }
        return scalars(shown).contains(where: isMark) && !scalars(shown).contains(where: drives)
    }

    private func filtered(_ chunks: [[UInt8]]) -> String {
        var filter = ControlCharacterFilter()
        return chunks.map { filter.filter(decoded($0)) }.joined() + filter.finish()
    }

    private func decoded(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }
}
