import JSON

/// Joins the two halves of a character that a server has split over two events of a stream.
///
/// JSON writes a character outside the basic plane as two escapes, `\ud83d\ude00`; servers that cut text by UTF-16 units put
/// one into each event, where neither means anything by itself.
struct SurrogateJoiner: Sendable {
    private static let escapeLength = 6

    /// The first half, escaped, that ended a string of the last event.
    private var high: [UInt8]?

    /// Whether the last event has left nothing for the next one.
    var isIdle: Bool { high == nil }

    /// The event with what the last one left for it, and without what the next one gets; `nil` where it stays as it is.
    mutating func join(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard high != nil || Self.hasSurrogate(text) else { return nil }
        var bytes = Array(text)
        if let half = high, let quote = Self.firstString(startingWithLow: bytes) {
            bytes.insert(contentsOf: half, at: quote + 1)
        }
        high = nil
        if let place = Self.firstString(endingWithHigh: bytes) {
            let range = place..<place + Self.escapeLength
            high = Array(bytes[range])
            bytes.removeSubrange(range)
        }
        return bytes
    }

    /// Whether a text may hold an escaped half of a character.
    static func hasSurrogate(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var rest = text[...]
        while let start = rest.firstIndex(of: UInt8(ascii: "\\")) {
            if isSurrogate(text[start...], first: "89abAB", "cdefCDEF") { return true }
            rest = text[(start + 1)...]
        }
        return false
    }

    /// Where a quotation mark stands that a second half follows.
    private static func firstString(startingWithLow bytes: [UInt8]) -> Int? {
        bytes.indices.first { index in
            bytes[index] == UInt8(ascii: "\"") && isSurrogate(bytes[(index + 1)...], first: "cdefCDEF")
        }
    }

    /// Where a first half stands that a quotation mark follows.
    private static func firstString(endingWithHigh bytes: [UInt8]) -> Int? {
        bytes.indices.first { index in
            let end = index + escapeLength
            guard end < bytes.count, bytes[end] == UInt8(ascii: "\""), isSurrogate(bytes[index...], first: "89abAB")
            else {
                return false
            }
            let backslashes = bytes[..<index].reversed().prefix { $0 == UInt8(ascii: "\\") }.count
            return backslashes.isMultiple(of: 2)
        }
    }

    /// Whether an escape `\ud...` stands at the start whose second digit is among these.
    private static func isSurrogate(_ bytes: some Collection<UInt8>, first digits: StaticString...) -> Bool {
        var iterator = bytes.makeIterator()
        guard iterator.next() == UInt8(ascii: "\\"), iterator.next() == UInt8(ascii: "u"),
            let d = iterator.next(), d | 0x20 == UInt8(ascii: "d"), let second = iterator.next(),
            let third = iterator.next(), let fourth = iterator.next(),
            JSONScanner.hexDigit(third) != nil, JSONScanner.hexDigit(fourth) != nil
        else { return false }
        return digits.contains { digits in
            UnsafeBufferPointer(start: digits.utf8Start, count: digits.utf8CodeUnitCount).contains(second)
        }
    }
}
