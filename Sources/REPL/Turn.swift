import CloudComputeClient
import MarkdownRendering
import Terminal

/// One message on its way and its reply as it comes.
struct Turn: Sendable {
    /// What came, whole or not.
    var reply = ChatReply()
    /// What ended it early.
    var error: (any Error)?
    /// The output is gone, so there is nobody to talk to.
    var outputFailure: OutputError?
    /// How long it took.
    var timings = ChatTimings(timeToFirstToken: nil, total: .zero)

    /// Sends a request and shows the reply as it comes.
    ///
    /// Cancelling the task stops it and keeps what has come.
    static func run(
        _ request: ChatRequest, _ stream: @Sendable (ChatRequest) async throws -> ChatStream,
        _ console: REPL.Console, looks: Looks, recorder: ReplyRecorder?
    ) async -> Turn {
        var turn = Turn()
        var accumulator = ChatAccumulator()
        var printer = ReplyPrinter(
            output: console.output, error: console.error, allowsColor: console.allowsColor,
            rendersMarkdown: looks.rendersMarkdown)
        let clock = ContinuousClock()
        let start = clock.now
        var spinner = Spinner(on: console.error, allowsColor: console.allowsColor && console.isInteractive)
        recorder?.start()
        do {
            for try await event in try await stream(request) {
                accumulator.add(event)
                switch event {
                case .text(let text, choice: 0):
                    if turn.timings.timeToFirstToken == nil { turn.timings.timeToFirstToken = clock.now - start }
                    recorder?.add(text: text)
                    await spinner.stop()
                    try printer.text(text)
                case .reasoning(let text, choice: 0):
                    if turn.timings.timeToFirstToken == nil { turn.timings.timeToFirstToken = clock.now - start }
                    recorder?.add(reasoning: text)
                    // Hidden reasoning is a wait like any other.
                    guard looks.showsReasoning else { continue }
                    await spinner.stop()
                    printer.reasoning(text)
                default: break
                }
            }
            await spinner.stop()
            try printer.end()
        } catch {
            await spinner.stop()
            if let failure = error as? OutputError { turn.outputFailure = failure } else { turn.error = error }
            do { try printer.end() } catch { turn.outputFailure = turn.outputFailure ?? error }
        }
        turn.timings.total = clock.now - start
        turn.reply = accumulator.reply
        return turn
    }
}

/// How replies are shown.
package struct Looks: Sendable {
    /// Whether Markdown is rendered on a terminal.
    package var rendersMarkdown: Bool
    /// Whether reasoning is shown.
    package var showsReasoning = true
    /// Whether a status line follows each reply.
    package var showsStatus = true

    /// Creates the usual looks.
    package init(rendersMarkdown: Bool = true) {
        self.rendersMarkdown = rendersMarkdown
    }
}
