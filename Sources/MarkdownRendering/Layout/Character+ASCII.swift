extension Character {
    /// Its byte where it is one of ASCII by itself, and no byte of ASCII otherwise.
    ///
    /// Comparing bytes costs a fraction of comparing characters, which are equal where their normal forms are.
    @inline(__always)
    var ascii: UInt8 {
        let bytes = utf8
        guard bytes.count == 1, let first = bytes.first else { return 0xFF }
        return first
    }

    /// Whether it is a letter or a number of any script.
    var isLetterOrNumber: Bool {
        guard ascii == 0xFF else { return PlainText.isLetter(ascii) }
        // Cyrillic up to U+047F holds letters only.
        if utf8.count == 2, let first = utf8.first, first == 0xD0 || first == 0xD1 { return true }
        return isLetter || isNumber
    }
}

extension UInt8 {
    static let lineFeed = UInt8(ascii: "\n")
    static let space = UInt8(ascii: " ")
    static let tab = UInt8(ascii: "\t")
}
