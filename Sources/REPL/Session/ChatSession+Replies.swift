import CloudComputeClient
import Conversations
import MarkdownRendering
import Terminal

/// The commands about what has been said: help, copies, transcripts, what it took.
extension ChatSession {
    /// Lists the commands, or explains one.
    func help(_ argument: String) throws -> [Action] {
        let name = argument.hasPrefix("/") ? String(argument.dropFirst()) : argument
        if name.isEmpty {
            let rows = SlashCommand.all.map { (term: "  /\($0.name) \($0.usage)", words: $0.help) }
            let footer = "\n  /help COMMAND explains one; /help help tells the keys."
            return [
                .show(
                    .definitions(
                        heading: nil, rows: rows + [("  //text", "sends /text")], indent: 34, footer: footer))
            ]
        }
        guard let command = SlashCommand.all.first(where: { $0.name == name }) else {
            let hint = SlashCommand.nearest(to: name).map { " Did you mean /help \($0)?" } ?? ""
            throw ChatCommandError("There is no command /\(name).\(hint)")
        }
        let sentences = ["It \(command.help).", command.detail].filter { !$0.isEmpty }
        return [
            .show(
                .definitions(
                    heading: "/\(command.name) \(command.usage)", rows: sentences.map { ("", $0) }, indent: 2,
                    footer: nil))
        ]
    }

    /// Copies the last reply, or its last code block.
    func copy(_ argument: String) throws -> [Action] {
        guard ["", "code"].contains(argument) else { throw ChatCommandError("/copy takes nothing, or code.") }
        guard let reply = conversation.lastReply else { throw ChatCommandError("There is no reply to copy.") }
        if argument.isEmpty { return [.copy(reply.text)] }
        guard let block = CodeBlocks.all(in: reply.text).last else {
            throw ChatCommandError("The last reply holds no code block.")
        }
        return [.copy(block.code)]
    }

    /// Says how a text was copied.
    func copied(_ count: Int, _ way: Clipboard.Way?) -> [Action] {
        switch way {
        case .program(let name): [.note("Copied \(count) characters with \(name).")]
        case .terminal: [.note("Copied \(count) characters through the terminal (OSC 52).")]
        case nil:
            refuse(
                ChatCommandError(
                    "There is no way to the clipboard: no program for it, and no terminal that could take it."))
        }
    }

    /// Writes the conversation to a file.
    func export(_ argument: String) throws -> [Action] {
        let words = argument.split(separator: " ", maxSplits: 1).map(String.init)
        let named = words.first.flatMap(Transcript.Format.init(rawValue:))
        let path = TypedPath.unquoted(named == nil ? argument : words.dropFirst().joined())
        guard !path.isEmpty else { throw ChatCommandError("Name the file: /export [markdown|json|jsonl] PATH.") }
        guard !conversation.turns.isEmpty else { throw ChatCommandError("There is nothing to export yet.") }
        let format = named ?? Transcript.Format(fileName: path)
        return [.export(Transcript(conversation).text(format), path: path, format)]
    }

    /// Shows how many tokens were used.
    func showTokens() -> [Action] {
        let usages = conversation.turns.flatMap(\.replies).compactMap(\.usage)
        guard let last = usages.last else { return [.note("The server has told of no tokens yet.")] }
        func count(_ number: Int?) -> String { number.map(String.init) ?? "?" }
        func cached(_ number: Int) -> String { number > 0 ? " (\(number) of them cached)" : "" }
        let prompt = Self.sum(usages.map(\.promptTokens))
        let completion = Self.sum(usages.map(\.completionTokens))
        var lines = [
            "Last reply: \(count(last.promptTokens)) prompt tokens\(cached(last.cachedPromptTokens ?? 0)), "
                + "\(count(last.completionTokens)) completion tokens.",
            "All replies here: \(prompt) prompt tokens\(cached(Self.sum(usages.map(\.cachedPromptTokens)))), "
                + "\(completion) completion tokens.",
        ]
        if let contextLength { lines.append("The model takes \(contextLength) tokens.") }
        return [.note(lines.joined(separator: "\n"))]
    }

    /// The sum of what is known, or the greatest number there is.
    private static func sum(_ counts: [Int?]) -> Int {
        counts.reduce(0) { sum, count in
            let (result, overflows) = sum.addingReportingOverflow(max(0, count ?? 0))
            return overflows ? .max : result
        }
    }

    /// Shows what the conversation cost.
    func showCost() -> [Action] {
        let costs =
            conversation.summaries.compactMap(\.cost) + conversation.turns.flatMap(\.replies).compactMap(\.cost)
        guard let last = costs.last else {
            return [
                .note(
                    "The cost is not known: the server names neither it nor the model's price, "
                        + "and the profile has no price for the model.")
            ]
        }
        return [
            .note(
                "Last reply: \(Decimals.text(last, 6)). All \(costs.count) replies here: "
                    + "\(Decimals.text(costs.reduce(0, +), 6)).")
        ]
    }
}
