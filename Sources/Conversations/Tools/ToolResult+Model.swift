import Tools

extension ToolResult {
    /// So many characters of the beginning and of the end of a result go to the model.
    private static let (shownFirst, shownLast) = (20_000, 8000)

    /// The result as far as the model gets it.
    var textForModel: String {
        guard text.utf8.count > Self.shownFirst + Self.shownLast else { return text }
        let scalars = text.unicodeScalars
        let count = scalars.count
        guard count > Self.shownFirst + Self.shownLast else { return text }
        let first = String(String.UnicodeScalarView(scalars.prefix(Self.shownFirst)))
        let last = String(String.UnicodeScalarView(scalars.suffix(Self.shownLast)))
        return "\(first)\n[… \(count - Self.shownFirst - Self.shownLast) characters left out …]\n\(last)"
    }
}
