/// Finds `\uD800` to `\uDFFF` that are not one half of a pair, in JSON text.
enum HalfSurrogate {
    static func isIn(_ text: some RandomAccessCollection<UInt8>) -> Bool {
        guard text.contains(UInt8(ascii: "\\")) else { return false }
        let text = Array(text)
        var index = 0
        var isAfterHigh = false
        while index < text.count {
            let unit = text[index] == UInt8(ascii: "\\") ? codeUnit(text, at: index) : nil
            let isHigh = unit.map { (0xD800..<0xDC00).contains($0) } ?? false
            let isLow = unit.map { (0xDC00..<0xE000).contains($0) } ?? false
            if isAfterHigh != isLow { return true }
            isAfterHigh = isHigh
            index += unit != nil ? 6 : text[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return isAfterHigh
    }

    /// The code unit of a `\uXXXX`; `nil` for any other escape.
    private static func codeUnit(_ text: [UInt8], at index: Int) -> UInt32? {
        guard index + 6 <= text.count, text[index + 1] == UInt8(ascii: "u") else { return nil }
        return UInt32(String(decoding: text[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16)
    }
}
