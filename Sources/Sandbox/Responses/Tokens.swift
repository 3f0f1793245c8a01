/// The sandbox's idea of tokens: words of up to six characters with the space before them.
enum Tokens {
    private static let longest = 6

    static func split(_ text: String) -> [String] {
        var tokens: [String] = []
        forEach(in: text) { tokens.append(String($0)) }
        return tokens
    }

    static func count(_ text: String) -> Int {
        var count = 0
        forEach(in: text) { _ in count += 1 }
        return count
    }

    private static func forEach(in text: String, _ body: (Substring) -> Void) {
        if text.unicodeScalars.allSatisfy(isCharacter) {
            walk(text.unicodeScalars, in: text, isSpace: isSpace, body)
        } else {
            walk(text, in: text, isSpace: \.isWhitespace, body)
        }
    }

    private static func walk<Units: Collection>(
        _ units: Units, in text: String, isSpace: (Units.Element) -> Bool, _ body: (Substring) -> Void
    ) where Units.Index == String.Index {
        var (start, index) = (units.startIndex, units.startIndex)
        var (length, endsInSpace) = (0, true)
        while index < units.endIndex {
            let space = isSpace(units[index])
            if space && !endsInSpace || length >= longest {
                body(text[start..<index])
                (start, length) = (index, 0)
            }
            length += 1
            endsInSpace = space
            units.formIndex(after: &index)
        }
        if start < index { body(text[start..<index]) }
    }

    /// Whether a scalar is a character by itself among others of this kind: Latin, Greek and Cyrillic without marks.
    ///
    /// To find the characters of any text takes ten times as long.
    private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0D: false
        case 0..<0x300, 0x370..<0x483, 0x48A..<0x530: true
        default: false
        }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0: true
        default: false
        }
    }
}
