package import LineEditor
import Synchronization
package import Terminal

/// The interactive loop: reads a line, sends the conversation, shows the reply as it streams.
package struct REPL: Sendable {
    /// Where the loop reads and writes.
    package struct Console: Sendable {
        /// Where lines come from.
        package var lines: any LineSource
        /// Where replies go.
        package var output: Output
        /// Where everything else goes.
        package var error: Output
        /// Whether a person types, so that prompts and hints are wanted.
        package var isInteractive: Bool
        /// Whether colour is wanted.
        package var allowsColor: Bool

        /// Creates a console.
        package init(
            lines: any LineSource, output: Output, error: Output, isInteractive: Bool, allowsColor: Bool
        ) {
            self.lines = lines
            self.output = output
            self.error = error
            self.isInteractive = isInteractive
            self.allowsColor = allowsColor
        }

        /// Says something beside the replies; whatever of it could drive a terminal is made visible.
        func note(_ text: String) {
            error.note(Style(for: error, allowsColor: allowsColor).dim(ControlCharacterFilter.filter(text)))
        }
    }

    private let console: Console
    private let services: Services
    private let memory: CompletionMemory

    /// Creates a loop.
    ///
    /// - Parameters:
    ///   - console: Where it reads and writes.
    ///   - services: What it can do besides.
    ///   - memory: What Tab completes from; the loop keeps it up to date.
    package init(console: Console, services: Services, memory: CompletionMemory = CompletionMemory()) {
        self.console = console
        self.services = services
        self.memory = memory
    }

    /// Talks until the user leaves.
    ///
    /// - Parameters:
    ///   - start: The conversation to begin or to go on with.
    ///   - looks: How replies are shown.
    ///   - interrupts: An element for each Ctrl-C; one that comes in a reply stops it.
    /// - Throws: ``OutputError`` where the output is gone; without a person to try again, whatever a message failed with.
    package func run(
        _ start: Conversation, frame: PromptFrame? = nil, looks: Looks = Looks(), interrupts: AsyncStream<Void>
    ) async throws {
        let turn = RunningTurn()
        let listener = Task { for await _ in interrupts { turn.cancel() } }
        defer { listener.cancel() }
        var dialogue = Dialogue(
            conversation: start, frame: frame, looks: looks, console: console, services: services, memory: memory,
            running: turn)
        if console.isInteractive {
            dialogue.greet()
            let (services, memory) = (services, memory)
            Task { if let models = try? await services.models() { memory.models = models } }
        }
        while true {
            switch await console.lines.next(prompt: dialogue.prompt) {
            case .end: return
            case .cancelled(let wasEmpty): if wasEmpty { console.note("Ctrl-D or /quit leaves.") }
            case .line(let line):
                if try await dialogue.take(line) == .leaves { return }
            }
        }
    }
}

/// The turn that Ctrl-C would stop.
final class RunningTurn: Sendable {
    private struct State {
        var cancel: (@Sendable () -> Void)?
        var wasCancelled = false
    }

    private let state = Mutex(State())

    func begin(_ cancel: @escaping @Sendable () -> Void) {
        state.withLock { $0 = State(cancel: cancel) }
    }

    func cancel() {
        state.withLock { state in
            guard let cancel = state.cancel else { return }
            state.wasCancelled = true
            cancel()
        }
    }

    /// Ends the turn; returns whether it was stopped.
    func end() -> Bool {
        state.withLock { state in
            state.cancel = nil
            return state.wasCancelled
        }
    }
}
