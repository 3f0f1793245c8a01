import ArgumentParser
import ConversationStore
import Conversations
import Localization
import Terminal

struct HistoryExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "export",
        abstract: "Write conversations as Markdown, JSON or JSONL.",
        discussion: """
            Markdown is for people; json is one object a conversation with all that is \
            known, one a line; jsonl is one message a line, as /chat/completions takes \
            them.

            Examples:
              cloudcompute history export 12 -o talk.md
              cloudcompute history export --all --format json > everything.jsonl
              cloudcompute history export 12 --format jsonl | jq -r .content
            """)

    @Argument(
        help: "The conversations' ids or titles.",
        completion: .stored(.conversations))
    var conversations: [String] = []

    @Flag(help: "Write all conversations, the oldest first.")
    var all = false

    @Option(
        help: "markdown, json or jsonl; by default chosen by the extension of -o.",
        completion: .list(["markdown", "json", "jsonl"]), transform: Self.form)
    var format: Transcript.Format?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Write to this file; asks before it replaces one.", valueName: "file"),
        completion: .file())
    var output: String?

    @Flag(name: .shortAndLong, help: "Replace the file named by -o without asking.")
    var force = false

    @OptionGroup(title: "Global options") var local: LocalOptions

    private var global: GlobalOptions { local.global }

    private static func form(_ text: String) throws -> Transcript.Format {
        guard let form = Transcript.Format(rawValue: text) else {
            throw ValidationError(localized("--format takes markdown, json or jsonl, not \"\(text)\"."))
        }
        return form
    }

    /// Prints the text: exactly into a pipe, harmless on a terminal.
    private static func print(_ text: String, _ form: Transcript.Format, _ output: Output) throws(OutputError) {
        switch form {
        case .markdown: try output.write(output.isTerminal ? ControlCharacterFilter.filter(text) : text)
        case .json, .jsonl: try output.write(json: Array(text.utf8))
        }
    }

    func validate() throws {
        if all == !conversations.isEmpty {
            throw ValidationError(localized("Name the conversations to export, or pass --all."))
        }
    }

    func run() async throws {
        let store = try HistoryCommand.store(global)
        let form = format ?? output.map { Transcript.Format(fileName: $0) } ?? .markdown
        let chosen =
            all
            ? try store.conversations(limit: Int.max, matching: nil).reversed()
            : try conversations.map { name throws(StoreError) in try store.conversation(matching: name) }
        let console = CommandContext.Console(global)
        let path = output == "-" ? nil : output
        var file: TranscriptFile?
        if let path { file = try await TranscriptFile(path, replaces: force, console) }
        do {
            for (index, conversation) in chosen.enumerated() {
                let text = try Transcript(conversation, from: store).text(form)
                let separated = form == .markdown && index > 0 ? "\n" + text : text
                if let file { try file.write(separated) } else { try Self.print(separated, form, console.output) }
            }
        } catch {
            file?.discard()
            throw error
        }
        try file?.commit()
    }
}
