import CloudComputeClient
import ConversationStore
import MarkdownRendering
import Terminal

/// The commands about what was said last: help, again, back, copy, what it took.
extension Dialogue {
    /// Does `/help`.
    func help(_ argument: String) throws {
        let name = argument.hasPrefix("/") ? String(argument.dropFirst()) : argument
        if name.isEmpty {
            let rows =
                SlashCommand.all.map { ("  /\($0.name) \($0.argument)", $0.help) } + [("  //text", "sends /text")]
            let table = HangingText.text(rows, indent: 34, columns: console.error.columns)
            return console.error.note(table + "\n\n  /help COMMAND explains one; /help help tells the keys.")
        }
        guard let command = SlashCommand.all.first(where: { $0.name == name }) else {
            let hint = SlashCommand.nearest(to: name).map { " Did you mean /help \($0)?" } ?? ""
            throw Refusal("There is no command /\(name).\(hint)")
        }
        let sentences = ["It \(command.help).", command.detail].filter { !$0.isEmpty }
        console.error.note(
            "/\(command.name) \(command.argument)\n"
                + HangingText.text(sentences.map { ("", $0) }, indent: 2, columns: console.error.columns))
    }

    /// Does `/edit`.
    mutating func edit(_ argument: String) async throws {
        guard let edit = services.edit else { throw Refusal("/edit needs a terminal.") }
        guard let text = await edit(argument) else {
            throw Refusal("The editor did not end well, so nothing was sent; $VISUAL or $EDITOR names another one.")
        }
        if text.allSatisfy(\.isWhitespace) { return note("The text is empty, so nothing was sent.") }
        console.error.note("> " + ControlCharacterFilter.filter(text))
        try await say(text)
    }

    /// Does `/retry`.
    mutating func retry(_ argument: String) async throws {
        guard let former = conversation.exchanges.popLast() else { throw Refusal("There is nothing to ask again.") }
        let model = conversation.model
        if !argument.isEmpty { await changeModel(argument) }
        try await send(former.message, title: former.message.text)
        // The former reply goes only for one that can stand in its place.
        guard former.reply?.isUsable == true, let latest = conversation.exchanges.last, latest.reply?.isUsable != true
        else { return drop(former) }
        conversation.exchanges[conversation.exchanges.count - 1] = former
        drop(latest)
        if model != conversation.model { await changeModel(model) }
        note("The former reply stays.")
    }

    /// Takes an exchange out of the stored conversation; the store keeps it out of sight.
    private mutating func drop(_ exchange: Exchange) {
        guard let id = conversation.storedID, !exchange.turns.isEmpty else { return }
        _ = storing { store throws(StoreError) in _ = try store.dropTurns(exchange.turns, of: id) }
    }

    /// Does `/undo`.
    mutating func undo() throws {
        guard let last = conversation.exchanges.popLast() else { throw Refusal("There is nothing to take back.") }
        drop(last)
        note("Taken back: \(Conversation.title(for: last.message.text))")
    }

    /// Does `/copy`.
    func copy(_ argument: String) throws {
        guard ["", "code"].contains(argument) else { throw Refusal("/copy takes nothing, or code.") }
        guard let reply = conversation.lastReply else { throw Refusal("There is no reply to copy.") }
        var text = reply.text
        if argument == "code" {
            guard let block = CodeBlocks.all(in: text).last else {
                throw Refusal("The last reply holds no code block.")
            }
            text = block.code
        }
        switch Clipboard.copy(text, output: console.error.isTerminal ? console.error : console.output) {
        case .program(let name): note("Copied \(text.count) characters with \(name).")
        case .terminal: note("Copied \(text.count) characters through the terminal (OSC 52).")
        case nil:
            throw Refusal("There is no way to the clipboard: no program for it, and no terminal that could take it.")
        }
    }

    /// Does `/tokens`.
    func showTokens() {
        let usages = conversation.exchanges.compactMap { $0.reply?.usage }
        guard let last = usages.last else { return note("The server has told of no tokens yet.") }
        func count(_ number: Int?) -> String { number.map(String.init) ?? "?" }
        let prompt = Self.sum(usages.map(\.promptTokens))
        let completion = Self.sum(usages.map(\.completionTokens))
        var lines = [
            "Last reply: \(count(last.promptTokens)) prompt tokens, \(count(last.completionTokens)) completion tokens.",
            "All replies here: \(prompt) prompt tokens, \(completion) completion tokens.",
        ]
        if let length = memory.models.first(where: { $0.id == conversation.model })?.contextLength {
            lines.append("The model takes \(length) tokens.")
        }
        note(lines.joined(separator: "\n"))
    }

    /// The sum of what is known, or the greatest number there is.
    private static func sum(_ counts: [Int?]) -> Int {
        counts.reduce(0) { sum, count in
            let (result, overflows) = sum.addingReportingOverflow(max(0, count ?? 0))
            return overflows ? .max : result
        }
    }

    /// Does `/cost`.
    func showCost() {
        let costs = conversation.exchanges.compactMap { $0.reply?.cost }
        guard let last = costs.last else {
            return note("Nobody tells the cost: the server does not, and the profile has no price for the model.")
        }
        note(
            "Last reply: \(Decimals.text(last, 6)). All \(costs.count) replies here: "
                + "\(Decimals.text(costs.reduce(0, +), 6)).")
    }
}
