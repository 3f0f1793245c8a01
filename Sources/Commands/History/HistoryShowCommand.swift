import ArgumentParser
import ConversationStore
import Conversations
import Localization
import MarkdownRendering
import Terminal

struct HistoryShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "show",
        abstract: "Show a conversation.",
        discussion: """
            Examples:
              cloudcompute history show
              cloudcompute history show 12
              cloudcompute history show "Kernel panics" --json | jq -r '.turns[].content'
            """)

    @Argument(
        help: "The conversation's id or title; without one the latest is shown.",
        completion: .stored(.conversations))
    var conversation: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var look: PlainOption
    @OptionGroup(title: "Global options") var local: LocalOptions

    private var global: GlobalOptions { local.global }

    func run() async throws {
        let store = try HistoryCommand.store(global)
        let stored: StoredConversation
        if let conversation {
            stored = try store.conversation(matching: conversation)
        } else {
            guard let latest = try store.latestConversation() else {
                throw CommandFailure(localized("No conversation is stored yet."), .missingInput)
            }
            stored = latest
        }
        let console = CommandContext.Console(global)
        let transcript = try Transcript(stored, from: store)
        if json { return try console.output.write(json: Array(transcript.text(.json).utf8)) }
        var printer = ReplyPrinter(
            output: console.output, error: console.error, allowsColor: console.allowsColor,
            rendersMarkdown: !look.plain)
        try printer.text(transcript.text(.markdown))
        try printer.end()
    }
}

/// The option by which a command leaves Markdown as it is.
struct PlainOption: ParsableArguments {
    @Flag(help: "Leave Markdown as it is.")
    var plain = false
}
