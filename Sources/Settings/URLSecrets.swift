/// Takes user names, passwords and the values of queries out of URLs before they are shown.
package enum URLSecrets {
    private static let mark = Array("***".utf8)

    /// A URL without what stands before its `@`, however odd the URL is.
    package static func hidden(url: String) -> String {
        let bytes = Array(url.utf8)
        guard let end = bytes.lastIndex(of: UInt8(ascii: "@")) else { return url }
        var start = bytes.startIndex
        if let colon = bytes[..<end].firstIndex(of: UInt8(ascii: ":")) {
            start = bytes[(colon + 1)..<end].firstIndex { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\") } ?? end
        }
        return String(decoding: bytes[..<start] + mark + bytes[end...], as: UTF8.self)
    }

    /// A text in which each URL has lost its user name, its password and the values of its query.
    package static func hidden(in text: String) -> String {
        var rest = Array(text.utf8)[...]
        var result: [UInt8] = []
        let sign = Array("://".utf8)
        while let start = rest.indices.first(where: { rest[$0...].starts(with: sign) }) {
            let authority = rest[(start + sign.count)...]
            let end = authority.firstIndex { $0 <= 0x20 || "/?#\"'`<>\\".utf8.contains($0) } ?? rest.endIndex
            result += rest[..<(start + sign.count)]
            if let at = authority[..<end].lastIndex(of: UInt8(ascii: "@")) {
                result += mark + authority[at..<end]
            } else {
                result += authority[..<end]
            }
            let address = rest[end...].prefix { $0 > 0x20 && !"\"'`<>\\".utf8.contains($0) }
            // The sentence goes on behind the URL.
            let last = address.lastIndex { !".,:;)".utf8.contains($0) }
            result += withoutValues(address[..<(last.map { $0 + 1 } ?? end)])
            rest = rest[(last.map { $0 + 1 } ?? end)...]
        }
        return String(decoding: result + rest, as: UTF8.self)
    }

    /// The path, query and fragment of a URL without the values of the query.
    private static func withoutValues(_ address: ArraySlice<UInt8>) -> [UInt8] {
        guard let sign = address.firstIndex(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) else {
            return Array(address)
        }
        let parts = address[(sign + 1)...].split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
        let shown = parts.map { part in
            part.firstIndex(of: UInt8(ascii: "=")).map { Array(part[...$0]) + mark } ?? Array(part)
        }
        return Array(address[...sign]) + Array(shown.joined(separator: "&".utf8))
    }
}
