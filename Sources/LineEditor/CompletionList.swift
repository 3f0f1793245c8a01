import Localization

/// Words in columns, read downwards, as many columns as fit.
enum CompletionList {
    /// How many words are listed at most.
    static let limit = 100

    /// The rows, each with its line end, and how many words were left out.
    static func text(_ words: [String], columns: Int, width: (String) -> Int) -> String {
        let shown = words.prefix(limit)
        let gap = 2
        let widest = shown.map(width).max() ?? 0
        // The last cell stays empty, since a full row makes some terminals break it.
        let across = max(1, (columns - 1 + gap) / (widest + gap))
        let rows = (shown.count + across - 1) / across
        var text = ""
        for row in 0..<rows {
            var line = ""
            for index in stride(from: row, to: shown.count, by: rows) {
                line += shown[index]
                if index + rows < shown.count {
                    line += String(repeating: " ", count: max(1, widest + gap - width(shown[index])))
                }
            }
            text += line + "\n"
        }
        return words.count > limit ? text + localized("… and \(words.count - limit) more") + "\n" : text
    }
}
