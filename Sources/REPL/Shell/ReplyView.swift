import MarkdownRendering
import Terminal

/// A reply on the screen: a spinner until its first piece, then the text as it comes.
struct ReplyView: Sendable {
    private var printer: ReplyPrinter
    private var spinner: Spinner

    /// Starts to wait for a reply.
    init(_ console: ChatConsole, _ options: DisplayOptions) {
        printer = ReplyPrinter(
            output: console.output, error: console.error, allowsColor: console.allowsColor,
            rendersMarkdown: options.rendersMarkdown)
        spinner = Spinner(on: console.error, allowsColor: console.allowsColor && console.isInteractive)
    }

    mutating func show(text: String) async throws {
        await spinner.stop()
        try printer.text(text)
    }

    mutating func show(reasoning: String) async {
        await spinner.stop()
        printer.reasoning(reasoning)
    }

    /// Takes the spinner away, and leaves the reply as it is where the output is gone.
    mutating func end(endsLine: Bool) async throws {
        await spinner.stop()
        if endsLine { try printer.end() }
    }
}
