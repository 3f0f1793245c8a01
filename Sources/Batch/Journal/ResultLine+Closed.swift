#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension ResultLine {
    /// Whether the object that begins a line ends with it: a line that was cut off, or is joined with another, does not.
    ///
    /// Values are not checked; brackets and strings are, which takes a fraction of the time of reading the JSON.
    static func isClosed(_ line: [UInt8]) -> Bool {
        line.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, bytes.first == UInt8(ascii: "{") else { return false }
            var depth = 0
            var index = 0
            while index < bytes.count {
                switch bytes[index] {
                case UInt8(ascii: "\""):
                    guard let end = stringEnd(base, index + 1, bytes.count) else { return false }
                    index = end
                // None stands outside a string, unless a line that was cut off in one is joined with another.
                case UInt8(ascii: "\\"): return false
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    depth -= 1
                    if depth == 0 { return index == bytes.count - 1 }
                default: break
                }
                index += 1
            }
            return false
        }
    }

    /// Where the quote is that ends a string.
    private static func stringEnd(_ base: UnsafeRawPointer, _ start: Int, _ end: Int) -> Int? {
        var position = start
        while position < end, let found = memchr(base + position, Int32(UInt8(ascii: "\"")), end - position) {
            let quote = UnsafeRawPointer(found) - base
            var slashes = quote
            while slashes > start, base.load(fromByteOffset: slashes - 1, as: UInt8.self) == UInt8(ascii: "\\") {
                slashes -= 1
            }
            if (quote - slashes).isMultiple(of: 2) { return quote }
            position = quote + 1
        }
        return nil
    }
}
