import ArgumentParser
import ConversationStore

struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Manage saved conversations.",
        discussion: """
            Conversations of chat and ask are stored on this machine alone, readable by you \
            alone; `cloudcompute config path --data` prints the file.

            Examples:
              cloudcompute history list
              cloudcompute history search "prefill"
              cloudcompute history show 12
              cloudcompute history export 12 -o talk.md
            """,
        subcommands: [
            HistoryListCommand.self, HistoryShowCommand.self, HistorySearchCommand.self, HistoryExportCommand.self,
            HistoryDocumentCommand.self, HistoryDeleteCommand.self,
        ],
        defaultSubcommand: HistoryListCommand.self)

    /// Opens the store that the settings in force name, to read it.
    static func store(_ global: GlobalOptions) throws -> ConversationStore {
        try ConversationFile.openToRead(try CommandContext.settings(global, model: nil))
    }
}
