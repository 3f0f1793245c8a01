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

    /// A paragraph in rows of so many columns, each behind so many spaces; a word that is longer has a row of its own.
    package static func paragraph(_ text: some StringProtocol, columns: Int, indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return rows(Substring(text).split(separator: " "), columns - indent).map { margin + $0 }.joined(separator: "\n")
    }

    private static func wrapped(_ line: Substring, _ columns: Int) -> String {
        guard line.utf8.count > columns else { return String(line) }
        return rows(line.split(separator: " ", omittingEmptySubsequences: false), columns).joined(separator: "\n")
    }

    private static func rows(_ words: [Substring], _ columns: Int) -> [String] {
        var rows: [String] = []
        var width = 0
        for word in words {
            let needed = DisplayWidth.of(word)
            if let last = rows.indices.last, width + 1 + needed <= columns {
                rows[last] += " " + word
                width += 1 + needed
            } else {
                rows.append(String(word))
                width = needed
            }
        }
        return rows
    }
}
