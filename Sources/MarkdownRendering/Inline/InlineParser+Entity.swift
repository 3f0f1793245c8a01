import Terminal

extension InlineParser {
    private static var longestEntity: Int { 10 }

    /// Decodes a character reference; what is none is text.
    mutating func stepEntity(_ isFinal: Bool) -> Bool {
        var end = position + 1
        while let character = character(at: end), end - position < Self.longestEntity,
            character.isASCII, character.isLetter || character.isNumber || character == "#"
        {
            end += 1
        }
        if isMissing(end, isFinal) { return false }
        if character(at: end) == ";", let decoded = Self.decode(String(raw[position + 1..<end])) {
            emit(decoded)
            position = end + 1
        } else {
            emitText(1)
        }
        return true
    }

    private static func decode(_ name: String) -> Character? {
        guard name.hasPrefix("#") else { return NamedCharacters.all[name] }
        let digits = name.dropFirst()
        let isHexadecimal = digits.first == "x" || digits.first == "X"
        guard let value = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits) else { return nil }
        guard let scalar = Unicode.Scalar(value), value != 0x09, value != 0x0A else { return "\u{FFFD}" }
        // What the filter would change in a reply must not come in by another door.
        let text = String(Character(scalar))
        return ControlCharacterFilter.filter(text) == text ? Character(scalar) : "\u{FFFD}"
    }
}
