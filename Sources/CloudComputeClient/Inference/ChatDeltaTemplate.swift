import JSON

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What stands around the content of a stream's chunks, which mostly differ in their content alone.
///
/// It is learnt from a chunk that the full decoder has read. Another chunk with the same bytes before and behind a
/// content that is one whole JSON string parses to the same value but for that string, so it says the same but for its text.
struct ChatDeltaTemplate: Sendable {
    /// The choice that the text belongs to.
    let choice: Int
    /// Up to the content's opening quote, which is the last byte.
    private let before: [UInt8]
    /// From the content's closing quote on.
    private let behind: [UInt8]

    /// Learns from a chunk.
    ///
    /// - Parameter events: What the full decoder made of it.
    /// - Returns: `nil` where it says more than one text, or the place of its content is not certain.
    init?(_ chunk: UnsafeBufferPointer<UInt8>, _ events: ArraySlice<ChatEvent>) {
        var events = events
        if case .start = events.first { events.removeFirst() }
        guard events.count == 1, case .text(let text, let choice)? = events.first else { return nil }
        var scanner = JSONScanner(chunk)
        scanner.skipWhitespace()
        guard let place = try? scanner.string(at: ["choices", "delta", "content"]), scanner.text(place) == text else {
            return nil
        }
        self.choice = choice
        before = Array(chunk[..<place.lowerBound])
        behind = Array(chunk[place.upperBound...])
    }

    /// The text of a chunk; `nil` where it has to be read by the full decoder.
    func text(of chunk: UnsafeBufferPointer<UInt8>) -> String? {
        let end = chunk.count - behind.count
        guard before.count <= end, Self.isEqual(chunk, from: 0, before), Self.isEqual(chunk, from: end, behind) else {
            return nil
        }
        var scanner = JSONScanner(chunk)
        scanner.position = before.count - 1
        guard let place = try? scanner.string(), place.upperBound == end,
            !SurrogateJoiner.hasSurrogate(UnsafeBufferPointer(rebasing: chunk[place]))
        else { return nil }
        return scanner.text(place)
    }

    private static func isEqual(_ chunk: UnsafeBufferPointer<UInt8>, from start: Int, _ bytes: [UInt8]) -> Bool {
        guard let base = chunk.baseAddress else { return false }
        return bytes.withUnsafeBytes { bytes in
            bytes.baseAddress.map { memcmp(base + start, $0, bytes.count) == 0 } ?? true
        }
    }
}

extension JSONScanner {
    /// Steps over a value, and finds the string that a path of members leads to, past lists of one element.
    ///
    /// - Returns: `nil` where there is none, or a name on the way is escaped or stands twice.
    fileprivate mutating func string(at path: ArraySlice<StaticString>) throws(JSONError) -> Range<Int>? {
        guard let name = path.first else { return byte == UInt8(ascii: "\"") ? try string() : nil }
        if byte == UInt8(ascii: "[") {
            try enter()
            guard byte != UInt8(ascii: "]"), let found = try string(at: path) else { return nil }
            return try continues(until: UInt8(ascii: "]")) ? nil : found
        }
        guard byte == UInt8(ascii: "{") else { return nil }
        try enter()
        guard byte != UInt8(ascii: "}") else { return nil }
        let wanted = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        var found: Range<Int>?
        repeat {
            let name = bytes[try memberName()]
            if name.contains(UInt8(ascii: "\\")) { return nil }
            guard name.elementsEqual(wanted) else {
                try skipValue()
                continue
            }
            guard found == nil, let place = try string(at: path.dropFirst()) else { return nil }
            found = place
        } while try continues(until: UInt8(ascii: "}"))
        return found
    }
}
