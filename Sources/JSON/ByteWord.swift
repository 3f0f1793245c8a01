/// Looks at eight bytes at once.
///
/// Each test sets the highest bit of the bytes that pass. A borrow may set it in a byte above the first that passes, so
/// whether any does and which is the first are exact, the others are not.
package enum ByteWord {
    /// The bytes that a test looks at.
    package static let size = 8

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// Reads eight bytes, the first as the lowest; they lie within the buffer.
    @inline(__always)
    static func load(_ bytes: UnsafeRawBufferPointer, at index: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    /// Eight times the byte.
    @inline(__always)
    static func all(_ byte: UInt8) -> UInt64 { ones &* UInt64(byte) }

    @inline(__always)
    static func isZero(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highBits }

    @inline(__always)
    static func isEqual(_ word: UInt64, to byte: UInt8) -> UInt64 { isZero(word ^ all(byte)) }

    /// Finds bytes below a bound of at most 128.
    @inline(__always)
    static func isBelow(_ word: UInt64, _ bound: UInt8) -> UInt64 { (word &- all(bound)) & ~word & highBits }

    /// The first byte that passed, of a test that any did.
    @inline(__always)
    static func first(_ passed: UInt64) -> Int { passed.trailingZeroBitCount / 8 }

    /// So many bytes are ASCII, and none of them is the first of two that stand side by side; there may be more.
    package static func plainLength(_ bytes: UnsafeRawBufferPointer, without pair: (UInt8, UInt8)) -> Int {
        // Words that begin one byte apart show where two bytes stand side by side.
        func isPlain(at index: Int) -> Bool {
            let word = load(bytes, at: index)
            let pairs = isEqual(word, to: pair.0) & isEqual(load(bytes, at: index &+ 1), to: pair.1)
            return pairs | word & highBits == 0
        }
        let last = bytes.count - size - 1
        guard last >= 0 else { return 0 }
        var index = 0
        while index <= last {
            guard isPlain(at: index) else { return index }
            index &+= size
        }
        // The words may overlap. That the last byte is ASCII is left to see.
        return isPlain(at: last) && bytes[bytes.count - 1] < 0x80 ? bytes.count : index
    }

    /// Whether a text that is not empty stands anywhere in the bytes.
    package static func contains(_ text: StaticString, in bytes: UnsafeRawBufferPointer) -> Bool {
        let length = text.utf8CodeUnitCount
        guard length > 0, length <= bytes.count else { return false }
        let wanted = UnsafeRawBufferPointer(start: text.utf8Start, count: length)
        let (first, second) = (wanted[0], wanted[min(1, length - 1)])
        func isText(at index: Int) -> Bool { bytes[index..<index + length].elementsEqual(wanted) }
        let last = bytes.count - length
        var index = 0
        while index <= last, index + size < bytes.count {
            var found = isEqual(load(bytes, at: index), to: first)
            // Words that begin one byte apart show where two bytes stand side by side.
            if length > 1 { found &= isEqual(load(bytes, at: index + 1), to: second) }
            if found != 0 {
                for place in index..<min(index + size, last + 1) where isText(at: place) { return true }
            }
            index += size
        }
        while index <= last {
            if isText(at: index) { return true }
            index += 1
        }
        return false
    }
}
