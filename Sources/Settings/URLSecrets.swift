/// Takes user names and passwords out of URLs before they are shown.
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

    /// A text in which each URL has lost its user name and password.
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
            rest = rest[end...]
        }
        return String(decoding: result + rest, as: UTF8.self)
    }
}
