/// Bounds what a tool gives.
extension ToolResult {
    /// The most bytes that are kept.
    static let limit = 1 << 20

    /// Keeps the beginning and the end of a text that is too long, with a word on what is left out between them.
    mutating func cap() {
        guard text.utf8.count > Self.limit else { return }
        let whole = whole ?? Size(of: text)
        let bytes = Array(text.utf8)
        let room = Self.limit - 128
        var head = room / 4 * 3
        while head > 0, bytes[head] & 0xC0 == 0x80 { head -= 1 }
        var tail = bytes.count - room / 4
        while tail < bytes.count, bytes[tail] & 0xC0 == 0x80 { tail += 1 }
        let (first, last) = (
            String(decoding: bytes[..<head], as: UTF8.self), String(decoding: bytes[tail...], as: UTF8.self)
        )
        let leftOut = whole.characters - first.unicodeScalars.count - last.unicodeScalars.count
        self.whole = whole
        text = first + "\n[… \(leftOut) characters left out …]\n" + last
    }
}
