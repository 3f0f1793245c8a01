import Tools

extension ToolResult {
    /// So many characters of the beginning and of the end of a result go to the model.
    private static let (shownFirst, shownLast) = (20_000, 8000)

    /// So many characters of a long one, as a person reads it.
    static let shownForModel = shownFirst + shownLast

    /// The result with no more text than the model gets.
    var shortened: ToolResult {
        guard !isShortened else { return self }
        let size = whole ?? Size(of: text)
        guard size.characters > Self.shownForModel else { return self }
        var result = self
        (result.text, result.whole, result.isShortened) = (textForModel, size, true)
        return result
    }

    /// The result as far as the model gets it.
    var textForModel: String {
        guard !isShortened, text.utf8.count > Self.shownForModel else { return text }
        let scalars = text.unicodeScalars
        let count = scalars.count
        guard count > Self.shownForModel else { return text }
        let first = String(String.UnicodeScalarView(scalars.prefix(Self.shownFirst)))
        let last = String(String.UnicodeScalarView(scalars.suffix(Self.shownLast)))
        let leftOut = max(count, whole?.characters ?? 0) - Self.shownForModel
        return "\(first)\n[… \(leftOut) characters left out …]\n\(last)"
    }
}
