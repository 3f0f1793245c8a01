import Localization

/// What the parser of arguments says, for a person: its sentences in the language in force, and usage in rows that fit.
enum ParserMessage {
    /// The text as it is shown.
    ///
    /// - Parameter text: What the parser says, at ``HelpLayout/unbroken`` columns.
    static func text(_ text: String, columns: Int) -> String {
        if text.hasPrefix("OVERVIEW: ") { return HelpLayout.text(text, columns: columns) }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let wrong = translateSentence(&lines)
        for (index, line) in lines.enumerated() {
            if line.hasPrefix("Usage: ") {
                let usage = wrong.map { index >= $0 } ?? false ? localized("Usage:") + line.dropFirst(6) : line
                lines[index] = HelpUsage.shortened(usage, columns: columns)
            } else if let wrong, index >= wrong {
                lines[index] = ParserSentence.hint(line)
            }
        }
        return lines.joined(separator: "\n")
    }

    /// Puts the sentence that says what is wrong, which may hold line ends, into words for a person.
    ///
    /// - Returns: The line after it; `nil` where there is no such sentence.
    private static func translateSentence(_ lines: inout [String]) -> Int? {
        let label = "\(CloudCompute._errorLabel): "
        guard let first = lines.first, first.hasPrefix(label) else { return nil }
        for end in lines.indices.dropFirst() where ["Help:  ", "Usage: "].contains(where: lines[end].hasPrefix) {
            let sentence = lines[..<end].joined(separator: "\n").dropFirst(label.count)
            guard let text = ParserSentence(sentence)?.text else { continue }
            lines.replaceSubrange(..<end, with: [label + text])
            return 1
        }
        return lines.indices.dropFirst().last { lines[$0].hasPrefix("Usage: ") }
    }
}
