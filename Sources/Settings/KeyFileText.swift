/// What a file with a key holds: the key on a line of its own, and comments on lines that begin with `#`.
///
/// `login` adds the server that took the key, which the key is for then: `# for https://app.cloudcompute.ru`.
package struct KeyFileText: Sendable {
    package var key: APIKey
    /// The scheme, host and port of the server; `nil` where the file does not say it.
    package var origin: String?

    private static let mark = "# for "

    package init(key: APIKey, origin: String?) {
        self.key = key
        self.origin = origin
    }

    /// Reads the text of a file; `nil` where it holds no key, or several.
    package init?(_ text: String) {
        var keys: [APIKey] = []
        var origin: String?
        for line in text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            if line.starts(with: Self.mark.utf8) {
                origin = origin ?? String(Substring(line.dropFirst(Self.mark.utf8.count)))
            }
            let first = line.first { $0 != 0x20 && $0 != 0x09 }
            if first == nil || first == UInt8(ascii: "#") { continue }
            guard let key = APIKey(line: Array(line)) else { return nil }
            keys.append(key)
        }
        guard keys.count == 1 else { return nil }
        key = keys[0]
        self.origin = origin
    }

    /// The text of the file.
    package var text: String { key.secret + "\n" + (origin.map { "\(Self.mark)\($0)\n" } ?? "") }
}
