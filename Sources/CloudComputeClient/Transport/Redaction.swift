import JSON

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Takes the API key out of what servers say, before an error, a result or a log line is made of it.
///
/// It compares bytes, so that no mark after the key hides it. The key is found plain, with any of its characters
/// escaped as in JSON (`\u0063`) or URLs (`%63`), and inside Base64 wherever it begins there. A key of fewer than 8
/// bytes is a part of too many words; it is taken out behind `Bearer` only.
///
/// It is no structure, since each reply has several of it.
final class Redaction: Sendable {
    /// What was found in some bytes.
    struct Findings {
        /// Where the key stands, in order and not overlapping.
        var ranges: [Range<Int>] = []
        /// Where the bytes begin that may be the start of a key; the end where there are none.
        var tail: Int
    }

    /// What stands in the key's place.
    static let mark = "[the key]"
    private static let shortestKey = 8
    /// A backslash may be escaped itself, as in JSON within JSON, but hardly more often than this.
    private static let longestBackslashes = 4

    private let secret: [UInt8]
    private let encodings: [[UInt8]]
    private let plainAndEncodings: TextSearch
    private let encodingsAlone: TextSearch
    /// For each byte whether a spelling begins with it.
    private let isStart: [Bool]
    /// The least byte that a spelling holds: of a whole key, no white space.
    private let leastByte: UInt8
    /// Whether JSON may escape a sign of the key by a backslash alone.
    private let hasEscapedSigns: Bool

    /// Creates a redaction; without a key it finds nothing.
    init(key: String?) {
        let key = Array((key ?? "").utf8)
        if key.count >= Self.shortestKey {
            secret = key
            encodings = Self.base64(key)
        } else {
            secret = key.isEmpty ? [] : Array("Bearer ".utf8) + key
            encodings = []
        }
        plainAndEncodings = TextSearch([secret] + encodings)
        encodingsAlone = TextSearch(encodings)
        var isStart = Array(repeating: false, count: 256)
        for text in [secret] + encodings + [[UInt8(ascii: "\\")], [UInt8(ascii: "%")]] {
            if let first = text.first { isStart[Int(first)] = true }
        }
        self.isStart = isStart
        leastByte = min(secret.min() ?? 0x21, 0x21)
        hasEscapedSigns = secret.contains {
            $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\")
        }
    }

    /// Whether there is nothing to find.
    var isEmpty: Bool { secret.isEmpty }

    /// The bytes without the key.
    func redact(_ bytes: [UInt8]) -> [UInt8] {
        let ranges = bytes.withUnsafeBufferPointer { self.ranges(in: $0) }
        return ranges.isEmpty ? bytes : Self.replace(ranges, in: bytes[...])
    }

    /// The text without the key.
    func redact(_ text: String) -> String {
        var text = text
        let ranges = text.withUTF8 { self.ranges(in: $0) }
        return ranges.isEmpty ? text : String(decoding: Self.replace(ranges, in: Array(text.utf8)[...]), as: UTF8.self)
    }

    /// The bytes with the mark in place of the ranges; what lies before the slice is left out.
    static func replace(_ ranges: [Range<Int>], in bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var position = bytes.startIndex
        for range in ranges where range.upperBound > bytes.startIndex {
            result.append(contentsOf: bytes[position..<max(position, range.lowerBound)])
            result.append(contentsOf: mark.utf8)
            position = range.upperBound
        }
        result.append(contentsOf: bytes[position...])
        return result
    }

    /// Finds the key in the bytes, and where a key may begin that they do not hold to its end.
    func find(in bytes: UnsafeBufferPointer<UInt8>) -> Findings {
        guard !isEmpty, !bytes.isEmpty else { return Findings(tail: bytes.count) }
        let ranges = ranges(in: bytes)
        return Findings(ranges: ranges, tail: tail(of: bytes, after: ranges.last?.upperBound ?? 0))
    }

    /// Finds the key in the bytes.
    private func ranges(in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        guard let first = secret.first, !bytes.isEmpty else { return [] }
        var ranges: [Range<Int>] = []
        let isEscaped =
            hasEscapedSigns || Self.hasEscape(bytes)
            || Self.firstIndex(of: UInt8(ascii: "%"), in: bytes, from: 0) != nil
        if isEscaped {
            for start in [first, UInt8(ascii: "\\"), UInt8(ascii: "%")] {
                var position = 0
                while let found = Self.firstIndex(of: start, in: bytes, from: position) {
                    position = found + 1
                    guard case .found(let end) = match(bytes, at: found) else { continue }
                    ranges.append(found..<end)
                    position = end
                }
            }
        }
        ranges += (isEscaped ? encodingsAlone : plainAndEncodings).ranges(in: bytes)
        return ranges.count < 2 ? ranges : Self.merged(ranges)
    }

    // MARK: Matching

    private enum Match {
        case found(Int), unfinished, none
    }

    /// Steps over the key and its escapes.
    private func match(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Match {
        var position = start
        for expected in secret {
            switch Self.unit(bytes, at: position, expected) {
            case .found(let end): position = end
            case let other: return other
            }
        }
        return .found(position)
    }

    /// Steps over one character of the key in any of its spellings.
    private static func unit(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ expected: UInt8) -> Match {
        guard start < bytes.count else { return .unfinished }
        if bytes[start] == expected { return .found(start + 1) }
        switch bytes[start] {
        case UInt8(ascii: "%"): return hexadecimal(bytes, from: start + 1, digits: 2, expected)
        case UInt8(ascii: "\\"):
            var position = start + 1
            while position < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                position - start < longestBackslashes
            {
                position += 1
            }
            guard position < bytes.count else { return .unfinished }
            if bytes[position] == expected { return .found(position + 1) }
            guard bytes[position] == UInt8(ascii: "u") else { return .none }
            return hexadecimal(bytes, from: position + 1, digits: 4, expected)
        default: return .none
        }
    }

    private static func hexadecimal(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, digits: Int, _ expected: UInt8
    ) -> Match {
        var value: UInt32 = 0
        for position in start..<(start + digits) {
            guard position < bytes.count else { return .unfinished }
            guard let digit = JSONScanner.hexDigit(bytes[position]) else { return .none }
            value = value << 4 | digit
        }
        return value == UInt32(expected) ? .found(start + digits) : .none
    }

    /// Where the longest end of the bytes begins with which a key may begin.
    private func tail(of bytes: UnsafeBufferPointer<UInt8>, after taken: Int) -> Int {
        let longest = secret.count * (Self.longestBackslashes + 5)
        let limit = max(taken, bytes.count - longest)
        var start = bytes.count
        while start > limit, (leastByte...0x7E).contains(bytes[start - 1]) { start -= 1 }
        for position in start..<bytes.count {
            let byte = bytes[position]
            guard isStart[Int(byte)] else { continue }
            if byte == secret[0] || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "%") {
                if case .unfinished = match(bytes, at: position) { return position }
            }
            for text in encodings where byte == text[0] && bytes.count - position < text.count {
                if bytes[position...].elementsEqual(text.prefix(bytes.count - position)) { return position }
            }
        }
        return bytes.count
    }

    private static func firstIndex(of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard let base = bytes.baseAddress, start < bytes.count else { return nil }
        let found = memchr(base + start, Int32(byte), bytes.count - start)
        return found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
    }

    /// Whether there is the start of a `\uXXXX` of an ASCII character.
    private static func hasEscape(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var position = 0
        while let found = firstIndex(of: UInt8(ascii: "\\"), in: bytes, from: position) {
            position = found + 1
            if position + 3 <= bytes.count, bytes[position] == UInt8(ascii: "u"), bytes[position + 1] == 0x30,
                bytes[position + 2] == 0x30
            {
                return true
            }
        }
        return false
    }

    private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound < last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }

    // MARK: Base64

    /// The key's digits in Base64 that do not depend on what surrounds it, for each of the three places in a group of
    /// three bytes at which it can begin, in both alphabets, with and without the backslash that PHP puts before a slash.
    private static func base64(_ key: [UInt8]) -> [[UInt8]] {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
        let texts = [Array("+/".utf8), Array("-_".utf8)].flatMap { signs in
            (0..<3).map { offset in digits(key, offset: offset).map { (letters + signs)[$0] } }
        }
        let slash = UInt8(ascii: "/")
        let escaped = texts.map { $0.flatMap { $0 == slash ? [UInt8(ascii: "\\"), slash] : [$0] } }
        return Array(Set(texts + escaped))
    }

    private static func digits(_ key: [UInt8], offset: Int) -> [Int] {
        let bits = key.flatMap { byte in (0..<8).map { Int(byte >> (7 - $0)) & 1 } }
        let skipped = (6 - offset * 8 % 6) % 6
        return stride(from: skipped, through: bits.count - 6, by: 6).map { start in
            bits[start..<(start + 6)].reduce(0) { $0 << 1 | $1 }
        }
    }
}
