/// What a `Content-Type` or `Accept` header says, told from its bytes: every reply is asked.
struct MediaType: Sendable {
    private let text: String

    /// Reads a header; without one nothing is known.
    init(_ header: String?) {
        text = header ?? ""
    }

    /// Whether it names an event stream.
    var isEventStream: Bool { holds("event-stream") }
    /// Whether it names a page.
    var isPage: Bool { holds("html") }

    /// Whether the words occur in it, in whatever case.
    ///
    /// - Parameter words: ASCII without capital letters.
    private func holds(_ words: StaticString) -> Bool {
        var text = text
        return text.withUTF8 { text in
            let length = words.utf8CodeUnitCount
            guard text.count >= length else { return false }
            for start in 0...(text.count - length) {
                var index = 0
                while index < length, Self.lowercase(text[start + index]) == words.utf8Start[index] { index += 1 }
                if index == length { return true }
            }
            return false
        }
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
