import CloudComputeClient
import MarkdownRendering
import REPL
import Terminal

/// Prints a reply as it comes, where that is wanted.
actor ReplyOutput {
    private let newPrinter: @Sendable () -> ReplyPrinter
    private var printer: ReplyPrinter
    private let isShown: Bool

    init(_ console: CommandContext.Console, _ options: DisplayOptions, isShown: Bool) {
        newPrinter = {
            ReplyPrinter(
                output: console.output, error: console.error, allowsColor: console.allowsColor,
                rendersMarkdown: options.rendersMarkdown)
        }
        printer = newPrinter()
        self.isShown = isShown
    }

    /// Prints the next piece.
    func show(_ event: ChatEvent) throws {
        guard isShown else { return }
        switch event {
        case .text(let text, choice: 0): try printer.text(text)
        case .reasoning(let text, choice: 0): printer.reasoning(text)
        default: break
        }
    }

    /// Ends a reply that another one follows.
    func endRound() throws {
        try printer.end()
        printer = newPrinter()
    }

    /// Ends the reply with a line end.
    func end() throws { try printer.end() }
}
