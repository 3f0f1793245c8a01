import ArgumentParser
import ConversationStore
import Localization
import Terminal

struct HistoryDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "delete",
        abstract: "Delete conversations for good.",
        discussion: """
            On a terminal it asks before; without one it needs --yes.

            Examples:
              cloudcompute history delete 12
              cloudcompute history delete 12 13 --yes
            """)

    @Argument(help: "The conversations' ids or titles.", completion: .stored(.conversations))
    var conversations: [String]

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @OptionGroup(title: "Global options") var local: LocalOptions

    private var global: GlobalOptions { local.global }

    func run() async throws {
        let store = try ConversationFile.open(try CommandContext.settings(global, model: nil))
        let console = CommandContext.Console(global)
        let chosen = try conversations.map { name throws(StoreError) in try store.conversation(matching: name) }
        let names = chosen.map { localized("\($0.id), \"\(ControlCharacterFilter.filterLine($0.title))\"") }
        if !yes {
            let question = localized("Delete \(names.joined(separator: "; ")) for good?")
            guard try await Confirmation.asks(question, console) else {
                throw CommandFailure(localized("Nothing was deleted."), .someFailed)
            }
        }
        for conversation in chosen { try store.delete(conversation.id) }
        console.note(localized("Deleted \(names.joined(separator: "; "))."))
    }
}
