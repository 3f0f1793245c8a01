/// What the parser of arguments says, for a person: usage in rows that fit, and what an option takes where its value is
/// refused.
enum ParserMessage {
    /// What is taken, by the name that the help has for the value.
    static let expectations = [
        "number|auto": "a number from 1 to 10000, auto, or auto:N",
        "number": "a number",
        "time": "a length of time such as 90, 500ms, 10m or 2h",
        "seconds": "a length of time such as 90, 500ms, 10m or 2h",
        "name=value": "a name, = and a value",
        "share": "a share from 0 to 1, or a percentage such as 5%",
        "number[/s|/m]": "a number of requests from 1 on, with /s or /m behind it",
        "host:port": "a host and a port such as 127.0.0.1:2222",
        "instance:id[:port][/path]": "instance:ID, with or without a port and a path such as instance:564:8000/v1",
    ]

    /// The text as it is shown.
    ///
    /// - Parameter text: What the parser says, at ``HelpLayout/unbroken`` columns.
    static func text(_ text: String, columns: Int) -> String {
        if text.hasPrefix("OVERVIEW: ") { return HelpLayout.text(text, columns: columns) }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for (index, line) in lines.enumerated() {
            if line.hasPrefix("Usage: ") { lines[index] = HelpUsage.shortened(line, columns: columns) }
        }
        explain(&lines)
        return lines.joined(separator: "\n")
    }

    /// Adds what the option takes to the sentence that refuses a value, which may hold line ends.
    private static func explain(_ lines: inout [String]) {
        for end in lines.indices.dropFirst() where lines[end].hasPrefix("Help:  ") || lines[end].hasPrefix("Usage: ") {
            guard let expectation = expectation(in: lines[..<end].joined(separator: "\n")) else { continue }
            lines[end - 1] += ": it takes \(expectation)."
            return
        }
    }

    /// What the option takes whose value is refused without a reason.
    private static func expectation(in message: String) -> String? {
        guard message.contains(" is invalid for '"), message.hasSuffix(">'"),
            let open = message.lastIndex(of: "<")
        else { return nil }
        return expectations[String(message[message.index(after: open)...].dropLast(2))]
    }
}
