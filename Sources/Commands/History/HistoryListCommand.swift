import ArgumentParser
import CloudComputeClient
import ConversationStore
import Conversations
import JSON
import Localization
import Terminal

struct HistoryListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "list",
        abstract: "List conversations, the latest first.",
        discussion: """
            Where no title holds the text the exit code is 1.

            Examples:
              cloudcompute history list
              cloudcompute history list kernel
              cloudcompute history list --all --json | jq -r '.[].title'
            """)

    @Argument(help: "Show only conversations whose title holds this text.")
    var filter: String?

    @Option(name: [.customShort("n"), .long], help: ArgumentHelp("Show at most this many.", valueName: "count"))
    var limit = 20

    @Flag(help: "Show all.")
    var all = false

    @Flag(help: "Print a JSON array.")
    var json = false

    @OptionGroup(title: "Global options") var local: LocalOptions

    private var global: GlobalOptions { local.global }

    func validate() throws {
        if limit < 1 { throw ValidationError(localized("--limit takes a number from 1 on, not \(limit).")) }
    }

    func run() async throws {
        let store = try HistoryCommand.store(global)
        let console = CommandContext.Console(global)
        let conversations = try store.conversations(limit: all ? Int.max : limit, matching: filter)
        if json {
            let rows = conversations.map(\.json)
            try console.output.write(json: JSONValue.array(rows).jsonBytes + [0x0A])
        } else if !conversations.isEmpty {
            try console.output.write(ConversationTable.text(conversations, width: console.output.columns))
        } else if filter == nil {
            console.note(localized("No conversation is stored yet."))
        }
        if let filter, conversations.isEmpty {
            throw CommandFailure(localized("No title holds \"\(filter)\"."), .someFailed)
        }
        guard !json, filter == nil else { return }
        let rest = try store.conversationCount() - conversations.count
        if rest > 0 { console.note(localized("… and \(rest) more; --all shows all.")) }
    }
}

extension StoredConversation {
    /// What is known of the conversation besides its turns.
    var json: JSONValue {
        [
            "id": JSONValue(Int(id)), "title": .string(title), "model": .string(model),
            "system": system.map { .string($0) } ?? .null, "turns": JSONValue(messageCount),
            "created_at": .string(Transcript.time(createdAt)), "updated_at": .string(Transcript.time(updatedAt)),
            "forked_from": forkedFrom.map { JSONValue(Int($0)) } ?? .null,
        ]
    }
}
