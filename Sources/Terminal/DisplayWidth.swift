/// How many columns text takes on a terminal.
package enum DisplayWidth {
    package static func of(_ text: some StringProtocol) -> Int {
        // Printable ASCII: each byte is a character of one column.
        let isPlain = text.utf8.withContiguousStorageIfAvailable { $0.allSatisfy { (0x20..<0x7F).contains($0) } }
        return isPlain == true ? text.utf8.count : text.reduce(0) { $0 + of($1) }
    }

    package static func of(_ character: Character) -> Int {
        let bytes = character.utf8
        if bytes.count <= 2, let first = bytes.first {
            if bytes.count == 1 { return first < 0x20 || first == 0x7F ? 0 : 1 }
            // Latin and Cyrillic: letters by themselves.
            if (0xC3...0xCB).contains(first) || first == 0xD0 || first == 0xD1 { return 1 }
        }
        var width = 0
        for scalar in character.unicodeScalars {
            // A variation selector 16 asks for the emoji form; joined emoji, flags and skin tones are one picture.
            if scalar == "\u{FE0F}" || scalar.properties.isEmojiPresentation { return 2 }
            width += of(scalar)
        }
        return width
    }

    /// The start of a text that fits into so many columns, with an ellipsis where something was cut.
    package static func cut(_ text: String, to columns: Int) -> String {
        guard of(text) > columns else { return text }
        var width = 0
        let kept = text.prefix { character in
            width += of(character)
            return width <= columns - 1
        }
        return kept + "…"
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        switch scalar.value {
        // The vowels and finals of a Hangul syllable stand in its first letter's columns.
        case 0x1160...0x11FF, 0xD7B0...0xD7FF: return 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1B000...0x1B2FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
