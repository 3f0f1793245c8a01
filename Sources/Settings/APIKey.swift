/// A secret that does not show itself: printing one, whole or inside something else, gives a mask.
package struct APIKey: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The key itself, for the `Authorization` header and nothing else.
    package let secret: String

    /// Wraps a key.
    package init(_ secret: String) {
        self.secret = secret
    }

    /// Reads a key that stands alone on a line, perhaps with white space around it; `nil` where none does.
    ///
    /// What begins with `#` is none, since in the file that it would be stored in it would be a comment.
    package init?(line bytes: [UInt8]) {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        let word = bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        guard let first = word.first, first != UInt8(ascii: "#"), word.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        self.init(String(decoding: word, as: UTF8.self))
    }

    /// The kind of key and its last four letters, where enough stay hidden.
    package var description: String {
        let letters = secret.unicodeScalars
        guard letters.count >= 12 else { return "****" }
        return "\(letters.starts(with: "cc-".unicodeScalars) ? "cc-" : "")****\(String(letters.suffix(4)))"
    }

    /// The same mask.
    package var debugDescription: String { description }
    /// A mirror without the secret.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
