package import JSON
import Localization

/// The question whether a tool may run, in words.
package struct ConsentQuestion: Sendable, Hashable {
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

    /// The question with the arguments, as far as they fit the window.
    package func text(in window: ConsentWindow) -> String {
        parts(window).rows.joined(separator: "\n")
    }

    /// All that is known of the call and of the tool; the arguments, which are what counts, stand next to the prompt.
    package func details(in window: ConsentWindow) -> String {
        let description = VisibleText.lines(of: Self.cut(tool.description))
        var lines =
            [localized("Description, as \(source) gives it:")] + marked(description, window, limit: Self.maximumRows)
        lines +=
            [localized("Schema:")]
            + marked(VisibleText.lines(.object(tool.inputSchema)), window, limit: Self.maximumRows)
        lines +=
            [localized("From:")] + marked(VisibleText.lines(.object(tool.identity)), window, limit: Self.maximumRows)
        lines += difference(window, limit: Self.maximumRows)
        return (lines + [localized("Arguments:")] + arguments(window)).joined(separator: "\n")
    }

    /// The line that asks, which names what may be typed.
    ///
    /// - Parameter isSeen: Whether all of the arguments were shown.
    package func prompt(isSeen: Bool) -> String {
        let call = Message("\(VisibleText.escaped(tool.callName)) (\(place)). Run it?")
        guard isSeen else { return localized("\(call) d shows the rest first, n [reason] no: ") }
        return isLocal
            ? localized("\(call) y once, s this tool this session, a always, n [reason] no, d details: ")
            : localized(
                "\(call) y once, s this tool this session, S all of \(sourceName) this session, a always, "
                    + "n [reason] no, d details: ")
    }

    /// Reads what was typed.
    package func reply(to line: String, isSeen: Bool) -> Reply {
        let line = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        switch line {
        case "", "n", "N", "no", "No", "н", "Н", "нет", "Нет": return .answer(.no(reason: nil))
        case "d", "D": return .details
        // A single д is what d gives on a Russian keyboard, so that it may be either.
        case "y", "Y", "yes", "Yes", "да", "Да": return isSeen ? .answer(.once) : .unclear
        case "s": return isSeen ? .answer(.toolForSession) : .unclear
        case "S" where !isLocal: return isSeen ? .answer(.serverForSession) : .unclear
        case "a": return isSeen ? .answer(.always) : .unclear
        default:
            for start in ["n ", "no ", "н ", "нет "] where line.hasPrefix(start) {
                return .answer(.no(reason: String(line.dropFirst(start.count))))
            }
            return .unclear
        }
    }

    /// Why a line was no answer.
    package func objection(to line: String, isSeen: Bool) -> String {
        if !isSeen, case .answer = reply(to: line, isSeen: true) {
            return localized("Not all of the call is shown yet; d shows it.")
        }
        return localized("\"\(VisibleText.escaped(VisibleText.cut(line, to: 20)))\" is none of the answers.")
    }

    private var isLocal: Bool { tool.origin == .local }

    /// The server's name; nothing of a local tool.
    private var sourceName: String {
        if case .server(let name) = tool.origin { VisibleText.escaped(name) } else { "" }
    }

    private var source: Message { isLocal ? Message("its file") : Message("the server \(sourceName)") }

    private var place: Message { isLocal ? Message("a local tool") : Message("server \(sourceName)") }

    var heading: String {
        let name = VisibleText.escaped(tool.callName)
        return former == nil
            ? localized("The model wants to call \(name) (\(place)), with")
            : localized("The model wants to call \(name) (\(place)); it is not what was allowed before, with")
    }

    /// What the origin says of effects, as words and no more.
    var hints: [String] {
        var words: [String] = []
        if tool.annotations.readOnlyHint == true { words.append(localized("says it only reads")) }
        if tool.annotations.destructiveHint == true { words.append(localized("says it may destroy")) }
        if tool.annotations.openWorldHint == true { words.append(localized("says it reaches other systems")) }
        return words.isEmpty ? [] : [localized("  (\(source) \(words.joined(separator: ", ")))")]
    }
}
