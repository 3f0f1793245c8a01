/// Makes text from outside harmless to a terminal: what could drive it becomes a visible mark.
///
/// Each dangerous scalar is replaced by itself, so a sequence that is unterminated, or split over chunks, has nothing
/// left to begin it with. Line feed and tab pass; of CR LF the CR is dropped.
package struct ControlCharacterFilter: Sendable {
    private var holdsCarriageReturn = false

    /// Creates a filter for one stream of text.
    package init() {}

    /// Returns the next piece of the stream, made harmless.
    ///
    /// A CR at its end waits for the next piece.
    package mutating func filter(_ text: String) -> String {
        var text = text
        if !holdsCarriageReturn, text.withUTF8({ Self.isHarmless($0) }) { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if holdsCarriageReturn {
                holdsCarriageReturn = false
                if scalar != "\n" { result.append("\u{240D}") }
            }
            if scalar == "\r" {
                holdsCarriageReturn = true
            } else {
                result.append(Self.visible(scalar))
            }
        }
        return String(result)
    }

    /// Returns a whole text made harmless.
    package static func filter(_ text: String) -> String {
        var filter = ControlCharacterFilter()
        return filter.filter(text) + filter.finish()
    }

    /// Returns a whole text made harmless, on one line.
    package static func filterLine(_ text: String) -> String {
        let text = filter(text)
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" || $0 == "\t" ? " " : $0 }))
    }

    /// Ends the stream and returns what was held back.
    package mutating func finish() -> String {
        defer { holdsCarriageReturn = false }
        return holdsCarriageReturn ? "\u{240D}" : ""
    }

    /// Printable ASCII, line feed and tab: what most text is made of.
    static func isPlain(_ byte: UInt8) -> Bool {
        (0x20..<0x7F).contains(byte) || byte == 0x0A || byte == 0x09
    }

    /// Whether text has nothing to replace, as far as its bytes show at a glance.
    private static func isHarmless(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = 0
        while place < bytes.count {
            switch bytes[place] {
            case 0x20..<0x7F, 0x0A, 0x09: place += 1
            // What is not harmless begins with C2, D8, E2, EF or F3.
            case 0xC3..<0xD8, 0xD9..<0xE0: place += 2
            case 0xE0, 0xE1, 0xE3..<0xEF: place += 3
            case 0xF0, 0xF1, 0xF2, 0xF4: place += 4
            case 0xC2 where place + 1 < bytes.count && bytes[place + 1] >= 0xA0: place += 2
            // Dashes, quotation marks and the ellipsis; letters, arrows and signs from U+2080 on.
            case 0xE2 where place + 2 < bytes.count && isHarmless(bytes[place + 1], bytes[place + 2]): place += 3
            default: return false
            }
        }
        return true
    }

    private static func isHarmless(_ second: UInt8, _ third: UInt8) -> Bool {
        second >= 0x82 || second == 0x80 && (0x90...0xA7).contains(third)
    }

    /// Whether a scalar cannot drive a terminal.
    static func isHarmless(_ scalar: Unicode.Scalar) -> Bool { visible(scalar) == scalar }

    private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x09, 0x0A: scalar
        case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
        case 0x7F: "\u{2421}"
        // C1 controls; the line and paragraph separators; marks that turn the reading direction.
        case 0x80...0x9F, 0x2028, 0x2029, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
        // Deprecated: they switch mirroring, Arabic shaping and the shape of digits for what follows.
        case 0x206A...0x206F: "\u{FFFD}"
        // Interlinear annotation hides the text between its marks.
        case 0xFFF9...0xFFFB: "\u{FFFD}"
        // Tag characters are invisible and have carried hidden instructions.
        case 0xE0000...0xE007F: "\u{FFFD}"
        default: scalar
        }
    }
}
