import ArgumentParser
import ConversationStore
import Terminal

struct HistoryDocumentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "document",
        abstract: "Print a document that was sent with -f.",
        discussion: """
            Each text is stored once, by its SHA-256; history show prints the beginning of \
            it.

            Examples:
              cloudcompute history document 26c60a61d01d
              cloudcompute history document 26c60a61d01d > spec.txt
            """)

    @Argument(help: "The first digits of the document's SHA-256.")
    var hash: String

    @OptionGroup(title: "Global options") var local: LocalOptions

    private var global: GlobalOptions { local.global }

    func run() async throws {
        let text = try HistoryCommand.store(global).document(hashPrefix: hash)
        let output = CommandContext.Console(global).output
        try output.write(output.isTerminal ? ControlCharacterFilter.filter(text) : text)
    }
}
