import CloudComputeClient
import MarkdownRendering
import REPL
import Terminal

/// Prints a reply as it comes, where that is wanted.
actor ReplyOutput {
    private let newPrinter: @Sendable () -> ReplyPrinter
    private var printer: ReplyPrinter
    private var spinner: Spinner?
    private let isShown: Bool
    private let showsReasoning: Bool

    init(_ console: CommandContext.Console, _ options: DisplayOptions, isShown: Bool) {
        newPrinter = {
            ReplyPrinter(
                output: console.output, error: console.error, allowsColor: console.allowsColor,
                rendersMarkdown: options.rendersMarkdown)
        }
        printer = newPrinter()
        spinner = Spinner(on: console.error, allowsColor: console.allowsColor)
        self.isShown = isShown
        showsReasoning = options.showsReasoning
    }

    /// Prints the next piece.
    func show(_ event: ChatEvent) async throws {
        guard isShown else { return }
        if case .reasoning = event, !showsReasoning { return }
        await stopWaiting()
        switch event {
        case .text(let text, choice: 0): try printer.text(text)
        case .reasoning(let text, choice: 0): printer.reasoning(text)
        default: break
        }
    }

    /// Ends a reply that another one follows.
    func endRound() async throws {
        await stopWaiting()
        try printer.end()
        printer = newPrinter()
    }

    /// Ends the reply with a line end.
    func end() async throws {
        await stopWaiting()
        try printer.end()
    }

    /// Takes the spinner away, before something else is written.
    func stopWaiting() async {
        guard var waiting = spinner else { return }
        spinner = nil
        await waiting.stop()
    }
}
