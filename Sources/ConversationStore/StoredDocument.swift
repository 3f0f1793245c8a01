import Crypto

/// A text that a message is about; the store keeps each text once.
package struct StoredDocument: Sendable, Hashable {
    /// Where it comes from.
    package var source: String
    /// What it says.
    package var text: String

    /// Makes a document.
    package init(source: String, text: String) {
        self.source = source
        self.text = text
    }

    /// The SHA-256 of a text as hexadecimal digits, by which the store knows it.
    package static func hash(of text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count < 2 ? "0" + digits : digits
        }.joined()
    }
}
