import CloudComputeClient
import TerminalUI

/// One message and its reply.
struct Turn: Sendable {
    /// What came, whole or not.
    var reply = ChatReply()
    /// What ended it early.
    var error: (any Error)?
    /// The output is gone, so there is nobody to talk to.
    var outputFailure: OutputError?

    /// Sends a request and shows the reply as it comes.
    ///
    /// Cancelling the task stops it and keeps what has come.
    static func run(
        _ request: ChatRequest, _ stream: @Sendable (ChatRequest) async throws -> ChatStream,
        _ console: REPL.Console
    ) async -> Turn {
        var turn = Turn()
        var accumulator = ChatAccumulator()
        var printer = ReplyPrinter(output: console.output, error: console.error, allowsColor: console.allowsColor)
        do {
            for try await event in try await stream(request) {
                accumulator.add(event)
                switch event {
                case .text(let text, choice: 0): try printer.text(text)
                case .reasoning(let text, choice: 0): printer.reasoning(text)
                default: break
                }
            }
            try printer.end()
        } catch let error as OutputError {
            turn.outputFailure = error
        } catch {
            turn.error = error
            do { try printer.end() } catch { turn.outputFailure = error }
        }
        turn.reply = accumulator.reply
        return turn
    }
}
