/// Tells whether bytes are UTF-8, as `String(validating:as:)` does, without making the string.
package enum UTF8Check {
    /// Whether the bytes are well-formed UTF-8.
    package static func isValid(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let bytes = UnsafeRawBufferPointer(text)
        var index = 0
        while index < bytes.count {
            if bytes.count - index >= ByteWord.size {
                let length = narrowLength(ByteWord.load(bytes, at: index))
                index += length
                if length > 0 { continue }
            }
            guard let length = scalarLength(bytes, at: index) else { return false }
            index += length
        }
        return true
    }

    /// How many of eight bytes are whole characters of one or two bytes; 0 where there may be others among them.
    @inline(__always)
    private static func narrowLength(_ word: UInt64) -> Int {
        let high = ByteWord.highBits
        guard word & high != 0 else { return ByteWord.size }
        // The bits below the highest are shifted to where it is.
        let leads = word & word << 1 & high
        let continuations = word & ~(word << 1) & high
        let isWide = leads & word << 2
        let isOverlong = ByteWord.isEqual(word & ByteWord.all(0xFE), to: 0xC0)
        guard isWide | isOverlong == 0, continuations == leads << 8 else { return 0 }
        // A character that begins in the last byte is looked at with those that follow.
        return leads >> 63 == 0 ? ByteWord.size : ByteWord.size - 1
    }

    /// The length of the character that begins at a place; `nil` where none does.
    ///
    /// Fact: The Unicode Standard, table 3-7.
    @inline(__always)
    private static func scalarLength(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int? {
        let second: ClosedRange<UInt8>
        let length: Int
        switch bytes[index] {
        case 0..<0x80: return 1
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard bytes.count - index >= length, second.contains(bytes[index + 1]) else { return nil }
        for place in 2..<max(2, length) where bytes[index + place] & 0xC0 != 0x80 { return nil }
        return length
    }
}

extension [UInt8] {
    /// The bytes with U+FFFD in place of what is not UTF-8.
    package var repairingUTF8: [UInt8] {
        let isValid = withUnsafeBufferPointer { UTF8Check.isValid($0) }
        return isValid ? self : Array(String(decoding: self, as: UTF8.self).utf8)
    }
}
