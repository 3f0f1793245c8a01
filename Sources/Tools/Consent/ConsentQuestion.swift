package import JSON

/// The question whether a tool may run, in words.
package struct ConsentQuestion: Sendable, Hashable {
    /// Rows of arguments that are shown at once; the rest is shown before a yes is taken.
    private static let shownRows = 40

    /// The tool.
    package let tool: ToolDefinition
    /// What it would be called with.
    package let arguments: JSONObject
    /// The tool as it was when it was allowed, where it has changed since.
    package let former: ToolDefinition?

    /// Makes a question.
    package init(_ tool: ToolDefinition, arguments: JSONObject, former: ToolDefinition? = nil) {
        self.tool = tool
        self.arguments = arguments
        self.former = former
    }

    /// What a line says that was typed.
    package enum Reply: Sendable, Hashable {
        case answer(ConsentAnswer)
        case details
        /// It says nothing that was asked for.
        case unclear
    }

    /// Whether the arguments are so long that they are shown in two parts in a window of so many columns.
    package func isLong(columns: Int) -> Bool { rows(columns).count > Self.shownRows }

    /// The question with the arguments, or the first part of them.
    package func text(columns: Int) -> String {
        var lines = [heading] + hints
        if former != nil { lines += difference }
        let rows = rows(columns)
        lines += rows.prefix(Self.shownRows).map { "  \($0)" }
        if rows.count > Self.shownRows { lines.append("  … and \(rows.count - Self.shownRows) more lines") }
        return lines.joined(separator: "\n")
    }

    /// All that is known of the call and of the tool.
    package func details(columns: Int) -> String {
        var lines = ["Arguments:"] + rows(columns).map { "  \($0)" }
        lines += ["Description, as \(source) gives it:"] + VisibleText.lines(of: tool.description).map { "  \($0)" }
        lines += ["Schema:"] + VisibleText.lines(.object(tool.inputSchema)).map { "  \($0)" }
        lines += ["From:"] + VisibleText.lines(.object(tool.identity)).map { "  \($0)" }
        return lines.joined(separator: "\n")
    }

    /// The line that asks, which names what may be typed.
    ///
    /// - Parameter isSeen: Whether all of the arguments were shown.
    package func prompt(isSeen: Bool) -> String {
        guard isSeen else { return "Run it? d shows the rest first, n [reason] no: " }
        let server = isLocal ? "" : "S all of \(sourceName) this session, "
        return "Run it? y once, s this tool this session, \(server)a always, n [reason] no, d details: "
    }

    /// Reads what was typed.
    package func reply(to line: String, isSeen: Bool) -> Reply {
        let line = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        switch line {
        case "", "n", "N", "no", "No", "н", "нет": return .answer(.no(reason: nil))
        case "d", "D": return .details
        case "y", "Y", "yes", "Yes", "д", "да": return isSeen ? .answer(.once) : .unclear
        case "s": return isSeen ? .answer(.toolForSession) : .unclear
        case "S" where !isLocal: return isSeen ? .answer(.serverForSession) : .unclear
        case "a": return isSeen ? .answer(.always) : .unclear
        default:
            for start in ["n ", "no "] where line.hasPrefix(start) {
                return .answer(.no(reason: String(line.dropFirst(start.count))))
            }
            return .unclear
        }
    }

    private var isLocal: Bool { tool.origin == .local }

    private var sourceName: String {
        switch tool.origin {
        case .local: "this machine"
        case .server(let name): VisibleText.escaped(name)
        }
    }

    private var source: String { isLocal ? "its file" : "the server \(sourceName)" }

    private var heading: String {
        let name = VisibleText.escaped(tool.callName)
        let place = isLocal ? "a local tool" : "server \(sourceName)"
        let change = former == nil ? "" : "; it is not what was allowed before"
        return "The model wants to call \(name) (\(place))\(change), with"
    }

    /// What the origin says of effects, as words and no more.
    private var hints: [String] {
        var words: [String] = []
        if tool.annotations.readOnlyHint == true { words.append("says it only reads") }
        if tool.annotations.destructiveHint == true { words.append("says it may destroy") }
        if tool.annotations.openWorldHint == true { words.append("says it reaches other systems") }
        return words.isEmpty ? [] : ["  (\(source) \(words.joined(separator: ", ")))"]
    }

    /// How the definition differs from the one that was allowed.
    private var difference: [String] {
        guard let former else { return [] }
        let (old, new) = (Self.lines(of: former), Self.lines(of: tool))
        let changes = new.difference(from: old)
        let lines = changes.removals.map { Self.line("-", $0) } + changes.insertions.map { Self.line("+", $0) }
        return ["  Its definition has changed:"] + lines.map { "    \($0)" } + ["  The arguments:"]
    }

    private static func line(_ mark: String, _ change: CollectionDifference<String>.Change) -> String {
        switch change {
        case .insert(_, let element, _), .remove(_, let element, _): "\(mark) \(element)"
        }
    }

    private static func lines(of tool: ToolDefinition) -> [String] {
        VisibleText.lines(tool.originJSON) + VisibleText.lines(.object(tool.identity))
    }

    /// The arguments in rows of a window.
    private func rows(_ columns: Int) -> [String] {
        let width = max(20, columns - 4)
        return VisibleText.lines(.object(arguments)).flatMap { line -> [String] in
            var rows: [String] = []
            var rest = Substring(line)
            repeat {
                rows.append(String(rest.prefix(width)))
                rest = rest.dropFirst(width)
            } while !rest.isEmpty
            return rows
        }
    }
}
