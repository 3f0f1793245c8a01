/// Lays out rows of a term and what is said of it, so that the second stands in a column of its own at any width.
package enum DefinitionList {
    /// The rows, wrapped at spaces.
    ///
    /// - Parameters:
    ///   - indent: The column of the second part; a longer term puts it on a line of its own.
    ///   - columns: The width to fit into; `nil` wraps nothing.
    package static func text(_ rows: [(term: String, words: String)], indent: Int, columns: Int?) -> String {
        // In a narrow window the second part stands below the first.
        let indent = columns.map { $0 < 2 * indent ? min(indent, 4) : indent } ?? indent
        return rows.map { row in
            var lines: [String] = []
            var line = row.term
            var width = DisplayWidth.of(row.term)
            if width + 2 > indent {
                lines.append(line)
                (line, width) = ("", 0)
            }
            line += String(repeating: " ", count: indent - width)
            width = indent
            for word in row.words.split(separator: " ") {
                let needed = DisplayWidth.of(word) + (width > indent ? 1 : 0)
                if let columns, width + needed > columns, width > indent {
                    lines.append(line)
                    line = String(repeating: " ", count: indent) + word
                    width = indent + DisplayWidth.of(word)
                } else {
                    line += (width > indent ? " " : "") + word
                    width += needed
                }
            }
            return (lines + [line]).joined(separator: "\n")
        }.joined(separator: "\n")
    }
}
