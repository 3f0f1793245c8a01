import CloudComputeClient
import ConversationStore
import Conversations
import Localization
import MarkdownRendering
import Terminal

/// The commands about what has been said: help, copies, transcripts, what it took.
extension ChatSession {
    /// Lists the commands, or explains one.
    func help(_ argument: String) throws -> [Action] {
        let name = argument.hasPrefix("/") ? String(argument.dropFirst()) : argument
        if name.isEmpty { return list() }
        guard let command = SlashCommand.byName[name] else {
            throw ChatCommandError(
                SlashCommand.nearest(to: name).map {
                    localized("There is no command /\(name). Did you mean /help \($0)?")
                } ?? localized("There is no command /\(name)."))
        }
        let help = command.help
        let sentences = ["\(help.prefix(1).uppercased())\(help.dropFirst()).", command.detail].filter {
            !$0.isEmpty
        }
        return [
            .show(
                .definitions(
                    heading: "/\(command.name) \(command.usage)", rows: sentences.map { ("", $0) }, indent: 2,
                    footer: nil))
        ]
    }

    private func list() -> [Action] {
        let groups = SlashCommand.Group.allCases
        return groups.map { group in
            let heading = (group == groups.first ? "" : "\n") + group.title
            let commands = SlashCommand.all.filter { $0.group == group }
            let rows = commands.map { (term: "  /\($0.name) \($0.usage)", words: $0.help) }
            let isLast = group == groups.last
            return .show(
                .definitions(
                    heading: heading, rows: isLast ? rows + [("  //text", localized("send /text"))] : rows, indent: 34,
                    footer: isLast ? localized("\n/help COMMAND explains one command, /help help the keys.") : nil))
        }
    }

    /// Copies the last reply, or its last code block.
    func copy(_ argument: String) throws -> [Action] {
        guard ["", "code"].contains(argument) else {
            throw ChatCommandError(localized("/copy takes nothing, or code."))
        }
        guard let reply = conversation.lastReply else { throw ChatCommandError(localized("No reply to copy.")) }
        if argument.isEmpty { return [.copy(reply.text)] }
        guard let block = CodeBlocks.all(in: reply.text).last else {
            throw ChatCommandError(localized("The last reply has no code block."))
        }
        return [.copy(block.code)]
    }

    /// Says how a text was copied.
    func copied(_ count: Int, _ way: Clipboard.Way?) -> [Action] {
        switch way {
        case .program(let name): [.note(localized("Copied \(count) characters with \(name)."))]
        case .terminal:
            [.note(localized("Sent \(count) characters to the terminal (OSC 52); some terminals ignore it."))]
        case nil:
            refuse(
                ChatCommandError(
                    localized("No clipboard available: install wl-copy, xclip or xsel.")))
        }
    }

    /// Writes the conversation to a file.
    func export(_ argument: String) throws -> [Action] {
        let arguments = ExportArguments(argument)
        let path = TypedPath.unquoted(arguments.path)
        guard !path.isEmpty else {
            throw ChatCommandError(localized("Name the file: /export [--force] [markdown|json|jsonl] PATH."))
        }
        guard !conversation.turns.isEmpty else { throw ChatCommandError(localized("Nothing to export yet.")) }
        if arguments.format == nil, arguments.path.allSatisfy({ $0.isLetter || $0.isNumber }) {
            throw ChatCommandError(
                localized("\(path) is no format and has no extension; formats are markdown, json and jsonl."))
        }
        let format = arguments.format ?? Transcript.Format(fileName: path)
        return [.export(Transcript(conversation).text(format), path: path, format, replaces: arguments.replaces)]
    }

    /// Shows how many tokens were used.
    func showTokens() -> [Action] {
        guard spending.replies > 0 else { return [.note(localized("No token usage reported yet."))] }
        func count(_ number: Int?) -> String { number.map(String.init) ?? "?" }
        func cached(_ number: Int) -> String { number > 0 ? localized(" (\(number) of them cached)") : "" }
        var lines: [String] = []
        if let last = conversation.turns.last(where: { $0.reply?.usage != nil })?.reply?.usage {
            lines.append(
                localized(
                    "Last reply: \(count(last.promptTokens)) prompt tokens\(cached(last.cachedPromptTokens ?? 0)), "
                        + "\(count(last.completionTokens)) completion tokens."))
        }
        lines.append(
            localized(
                "All \(spending.replies) \(spending.replies, "reply", "replies"): \(spending.promptTokens) prompt tokens"
                    + "\(cached(spending.cachedTokens)), \(spending.completionTokens) completion tokens."))
        if let contextLength { lines.append(localized("The model takes \(contextLength) tokens.")) }
        return [.note(lines.joined(separator: "\n"))]
    }

    /// Shows what the conversation cost.
    func showCost() -> [Action] {
        guard spending.pricedReplies > 0 else {
            return [
                .note(
                    localized(
                        "Cost unknown: the server does not report it and the profile has no price for this model."))
            ]
        }
        let replies = spending.pricedReplies
        let last = conversation.turns.last { $0.reply?.cost != nil }?.reply?.cost
        return [
            .note(
                (last.map { localized("Last reply: \(Decimals.text($0, 6)). ") } ?? "")
                    + localized("All \(replies) \(replies, "reply", "replies"): \(Decimals.text(spending.cost, 6))."))
        ]
    }

    /// How much is shown of an exchange that is gone back to, in characters.
    private static let glimpse = 600

    /// The last message and its reply, for one who comes back to them.
    func lastExchange() -> [Action] {
        guard configuration.isInteractive, let last = conversation.turns.last else { return [] }
        func beginning(_ text: String) -> String {
            text.count > Self.glimpse ? text.prefix(Self.glimpse) + " …" : text
        }
        var lines = ["> " + beginning(last.message.text)]
        if let reply = last.reply {
            if !reply.text.isEmpty { lines.append(beginning(reply.text)) }
            switch reply.status {
            case .complete, .filtered, .length: break
            case .interrupted, .cutOff, .failed, .pending:
                lines.append(
                    reply.text.isEmpty
                        ? localized("(no reply; /retry resends the message)")
                        : localized("(cut off; /retry resends the message)"))
            }
        }
        return [.note(lines.joined(separator: "\n"))]
    }
}
