import ArgumentParser
import ConversationStore
import Conversations
import Files
import Foundation
import Settings
import Terminal

struct HistoryExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write conversations as Markdown, JSON or JSONL.",
        discussion: """
            Markdown is for people; json is one object a conversation with all that is
            known, one a line; jsonl is one message a line, as /chat/completions takes
            them.

            Examples:
              cloudcompute history export 12 -o talk.md
              cloudcompute history export --all --format json > everything.jsonl
              cloudcompute history export 12 --format jsonl | jq -r .content
            """)

    @Argument(help: "The conversations' ids or titles.")
    var conversations: [String] = []

    @Flag(help: "Write all conversations, the oldest first.")
    var all = false

    @Option(help: "markdown, json or jsonl; by default chosen by the extension of -o.", transform: Self.form)
    var format: Transcript.Format?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Write to this file, which must not exist yet.", valueName: "file"),
        completion: .file())
    var output: String?

    @OptionGroup var global: GlobalOptions

    private static func form(_ text: String) throws -> Transcript.Format {
        guard let form = Transcript.Format(rawValue: text) else {
            throw ValidationError("--format takes markdown, json or jsonl, not \"\(text)\".")
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
            throw ValidationError("Name the conversations to export, or pass --all.")
        }
    }

    func run() async throws {
        let store = try HistoryCommand.store(global)
        let form = format ?? output.map { Transcript.Format(fileName: $0) } ?? .markdown
        let chosen =
            all
            ? try store.conversations(limit: Int.max, matching: nil).reversed()
            : try conversations.map { name throws(StoreError) in try store.conversation(matching: name) }
        var file: FileHandle?
        if let output, output != "-" {
            let descriptor = open(output, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else {
                throw CommandFailure(
                    "\(output) cannot be written: \(String(cString: strerror(errno)).lowercased()).", .inputOutput)
            }
            file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        }
        let console = CommandContext.Console(global)
        for (index, conversation) in chosen.enumerated() {
            let text = try Transcript(conversation, from: store).text(form)
            let separated = form == .markdown && index > 0 ? "\n" + text : text
            guard let file, let output else {
                try Self.print(separated, form, console.output)
                continue
            }
            do { try file.write(contentsOf: Data(separated.utf8)) } catch {
                throw CommandFailure("\(output) cannot be written: \(ErrorText.fileReason(error)).", .inputOutput)
            }
        }
    }
}
