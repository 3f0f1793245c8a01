import CloudComputeClient
import MarkdownRendering
import REPL
import Terminal

/// Prints a reply as it comes, where that is wanted.
actor ReplyOutput {
    private var printer: ReplyPrinter
    private let isShown: Bool

    init(_ console: CommandContext.Console, _ options: DisplayOptions, isShown: Bool) {
        printer = ReplyPrinter(
            output: console.output, error: console.error, allowsColor: console.allowsColor,
            rendersMarkdown: options.rendersMarkdown)
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

    /// Ends the reply with a line end.
    func end() throws { try printer.end() }
}
