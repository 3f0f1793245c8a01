/// Prose for a terminal, broken at spaces rather than wherever the row ends.
package enum WrappedText {
    /// The text in rows of so many columns; a word that is longer is left to the terminal, and so are rows that are not
    /// prose, which begin with a space.
    ///
    /// - Parameter columns: `nil` breaks nothing.
    package static func text(_ text: String, columns: Int?) -> String {
        guard let columns, columns > 0 else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix(" ") ? String($0) : wrapped($0, columns) }.joined(separator: "\n")
    }

    private static func wrapped(_ line: Substring, _ columns: Int) -> String {
        guard line.utf8.count > columns else { return String(line) }
        var result = ""
        var width = 0
        for word in line.split(separator: " ", omittingEmptySubsequences: false) {
            let needed = DisplayWidth.of(word)
            if result.isEmpty {
                width = needed
            } else if width + 1 + needed <= columns {
                result += " "
                width += 1 + needed
            } else {
                result += "\n"
                width = needed
            }
            result += word
        }
        return result
    }
}
