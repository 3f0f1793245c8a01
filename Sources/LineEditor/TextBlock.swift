/// A text of many lines between `"""` and `"""`.
enum TextBlock {
    private static let quotes = "\"\"\""

    /// Whether a line begins with the opening quotes.
    static func begins(_ line: [UInt32]) -> Bool { line.starts(with: quotes.unicodeScalars.lazy.map(\.value)) }

    /// What is inside, where the text is such a block and nothing else; otherwise the text as it is.
    ///
    /// The line end after the opening quotes and the one before the closing ones do not count.
    static func inner(_ text: String) -> String {
        guard text.hasPrefix(quotes) else { return text }
        var rest = text.dropFirst(quotes.count)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        guard rest.hasSuffix(quotes) else { return text }
        rest.removeLast(quotes.count)
        guard !rest.contains(quotes) else { return text }
        if rest.first == "\n" { rest.removeFirst() }
        if rest.last == "\n" { rest.removeLast() }
        return String(rest)
    }
}
