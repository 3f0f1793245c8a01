/// An example of the help, which stays one that a shell takes where it needs several rows.
enum ExampleLine {
    /// The command in rows that end in a backslash, save the last.
    static func broken(_ command: String, columns: Int) -> String {
        var rows: [String] = []
        var row = "  "
        var isFirst = true
        for word in words(of: command) {
            let needed = row.count + (isFirst ? 0 : 1) + word.count
            if !isFirst, needed + 2 > columns, !(needed <= columns && command.hasSuffix(word)) {
                rows.append(row + " \\")
                row = "      " + word
            } else {
                row += (isFirst ? "" : " ") + word
            }
            isFirst = false
        }
        return (rows + [row]).joined(separator: "\n")
    }

    /// What stands between spaces outside of quotation marks, an option with what follows it as one.
    private static func words(of command: String) -> [String] {
        var words: [String] = []
        var word = ""
        var mark: Character?
        for character in command {
            if mark == nil, character == " " {
                words.append(word)
                word = ""
                continue
            }
            if character == mark {
                mark = nil
            } else if mark == nil, character == "'" || character == "\"" {
                mark = character
            }
            word.append(character)
        }
        words.append(word)
        return words.reduce(into: []) { items, word in
            if let last = items.last, last.hasPrefix("-"), !last.contains(" "), last != "--", !word.hasPrefix("-") {
                items[items.count - 1] = "\(last) \(word)"
            } else {
                items.append(word)
            }
        }
    }
}
