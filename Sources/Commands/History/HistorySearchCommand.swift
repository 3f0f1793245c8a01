import ArgumentParser
import CloudComputeClient
import ConversationStore
import Conversations
import JSON
import Localization
import Terminal

struct HistorySearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "search",
        abstract: "Search saved conversations, newest first.",
        discussion: """
            All words must match; the last may be a prefix; "quotes" make a \
            phrase. Ends with exit code 1 where nothing is found.

            Examples:
              cloudcompute history search kernel panic
              cloudcompute history search '"out of memory"' --json | jq -r '.[].id'
            """)

    @Argument(help: "The words to search for.")
    var words: [String]

    @Option(name: [.customShort("n"), .long], help: ArgumentHelp("Show at most this many.", valueName: "count"))
    var limit = 20

    @Flag(help: "Print a JSON array.")
    var json = false

    @OptionGroup(title: "Global options") var local: LocalOptions

    private var global: GlobalOptions { local.global }

    func validate() throws {
        if limit < 1 { throw ValidationError(localized("--limit takes a number from 1 on, not \(limit).")) }
    }

    func run() async throws {
        let query = words.joined(separator: " ")
        let hits = try HistoryCommand.store(global).search(query, limit: limit)
        let console = CommandContext.Console(global)
        if json {
            let rows = hits.map { hit -> JSONValue in
                var row = hit.conversation.json.object ?? [:]
                row["snippet"] = .string(hit.plainSnippet)
                return .object(row)
            }
            try console.output.write(json: JSONValue.array(rows).jsonBytes + [0x0A])
        } else if !hits.isEmpty {
            let style = Style(for: console.output, allowsColor: console.allowsColor)
            try console.output.write(hits.map { ConversationTable.text($0, style: style) + "\n" }.joined())
        }
        if hits.isEmpty { throw CommandFailure(localized("No matches for \"\(query)\"."), .someFailed) }
    }
}
