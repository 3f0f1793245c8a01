#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A member's name in a text, without escapes, which is compared with words where it stands.
struct MemberName {
    let text: UnsafeBufferPointer<UInt8>

    static func ~= (word: StaticString, name: MemberName) -> Bool {
        guard name.text.count == word.utf8CodeUnitCount, let start = name.text.baseAddress else { return false }
        return memcmp(start, word.utf8Start, word.utf8CodeUnitCount) == 0
    }

    /// Whether it has an escape, so that it may be another name than the one that it looks like.
    var hasEscape: Bool {
        text.baseAddress.map { memchr($0, Int32(UInt8(ascii: "\\")), text.count) != nil } ?? false
    }
}
