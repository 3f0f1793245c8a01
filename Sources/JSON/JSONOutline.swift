/// What strings and brackets alone tell of a text, in a fraction of the time that reading the JSON takes.
package enum JSONOutline {
    private static let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))

    /// Whether the object that begins a text ends with it: one that was cut off, or is joined with another, does not.
    ///
    /// Values are not checked.
    package static func isClosedObject(_ text: UnsafeRawBufferPointer) -> Bool {
        guard text.first == UInt8(ascii: "{") else { return false }
        var depth = 0
        var index = 0
        while index < text.count {
            index = nextMark(text, from: index)
            guard index < text.count else { return false }
            switch text[index] {
            case quote:
                guard let end = stringEnd(text, from: index + 1) else { return false }
                index = end
            // None stands outside a string, unless a text that was cut off in one is joined with another.
            case backslash: return false
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return index == text.count - 1 }
            default: break
            }
            index += 1
        }
        return false
    }

    /// The next byte outside of strings that may be a quote, a backslash or a bracket.
    @inline(__always)
    private static func nextMark(_ text: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while text.count - index >= ByteWord.size {
            // With this bit set, `[` and `{`, `\` and `|`, `]` and `}` are the same.
            let word = ByteWord.load(text, at: index) | ByteWord.all(0x20)
            let found =
                ByteWord.isEqual(word, to: quote) | ByteWord.isEqual(word, to: UInt8(ascii: "{"))
                | ByteWord.isEqual(word, to: UInt8(ascii: "|")) | ByteWord.isEqual(word, to: UInt8(ascii: "}"))
            if found != 0 { return index + ByteWord.first(found) }
            index += ByteWord.size
        }
        return index
    }

    /// Where the quote is that ends a string.
    @inline(__always)
    private static func stringEnd(_ text: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var index = start
        while index < text.count {
            while text.count - index >= ByteWord.size {
                let word = ByteWord.load(text, at: index)
                let found = ByteWord.isEqual(word, to: quote) | ByteWord.isEqual(word, to: backslash)
                index += found == 0 ? ByteWord.size : ByteWord.first(found)
                if found != 0 { break }
            }
            guard index < text.count else { return nil }
            switch text[index] {
            case quote: return index
            case backslash: index += 2
            default: index += 1
            }
        }
        return nil
    }
}
