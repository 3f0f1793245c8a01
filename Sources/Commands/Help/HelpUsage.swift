/// The usage of a command, in rows that fit.
enum HelpUsage {
    /// The usage in a help.
    static func wrapped(_ line: String, columns: Int) -> String { rows(items(of: line), columns: columns) }

    /// A usage beside an error: where it is long, all that may be left out is put together.
    static func shortened(_ line: String, columns: Int) -> String {
        guard line.count > columns else { return line }
        let items = items(of: line)
        let words = items.prefix { !$0.hasPrefix("[") && !$0.hasPrefix("<") && !$0.hasPrefix("-") }
        let rest = items.dropFirst(words.count).filter { !$0.hasPrefix("[-") && $0 != "[<options>]" }
        return rows(words + ["[<options>]"] + rest, columns: columns)
    }

    /// The command's words and what may follow them, an option with its value as one.
    private static func items(of line: String) -> [String] {
        var items: [String] = []
        var depth = 0
        for word in line.split(separator: " ").map(String.init) {
            let isValue = word.hasPrefix("<") && items.last.map { $0.hasPrefix("-") && !$0.contains(" ") } ?? false
            if let last = items.last, depth > 0 || isValue || word == "..." {
                items[items.count - 1] = last + " " + word
            } else {
                items.append(word)
            }
            depth += word.count { $0 == "[" } - word.count { $0 == "]" }
        }
        return items
    }

    /// The items in rows, later ones further in.
    private static func rows(_ items: [String], columns: Int) -> String {
        var rows: [String] = []
        var row = ""
        for item in items {
            if !row.isEmpty, row.count + 1 + item.count > columns {
                rows.append(row)
                row = "        " + item
            } else {
                row += (row.isEmpty ? "" : " ") + item
            }
        }
        return (rows + [row]).joined(separator: "\n")
    }
}
