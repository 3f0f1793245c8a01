public import CloudComputeClient
public import LineEditor
import Synchronization
public import TerminalUI

/// The interactive loop: reads a line, sends the conversation, shows the reply as it streams.
public struct REPL: Sendable {
    /// Where the loop reads and writes.
    public struct Console: Sendable {
        /// Where lines come from.
        public var lines: any LineSource
        /// Where replies go.
        public var output: Output
        /// Where everything else goes.
        public var error: Output
        /// Whether a person types, so that prompts and hints are wanted.
        public var isInteractive: Bool
        /// Whether colour is wanted.
        public var allowsColor: Bool

        /// Creates a console.
        public init(
            lines: any LineSource, output: Output, error: Output, isInteractive: Bool, allowsColor: Bool
        ) {
            self.lines = lines
            self.output = output
            self.error = error
            self.isInteractive = isInteractive
            self.allowsColor = allowsColor
        }
    }

    private let console: Console
    private let stream: @Sendable (ChatRequest) async throws -> ChatStream
    private let explain: @Sendable (any Error) -> String
    private let prepare: @Sendable (String) throws -> String

    /// Creates a loop.
    ///
    /// - Parameters:
    ///   - console: Where it reads and writes.
    ///   - stream: Sends a request.
    ///   - prepare: Makes the message of what was typed, for example with a template.
    ///   - explain: Puts an error into one sentence for a person.
    public init(
        console: Console, stream: @escaping @Sendable (ChatRequest) async throws -> ChatStream,
        prepare: @escaping @Sendable (String) throws -> String = { $0 },
        explain: @escaping @Sendable (any Error) -> String
    ) {
        self.console = console
        self.stream = stream
        self.prepare = prepare
        self.explain = explain
    }

    /// Talks until the user leaves.
    ///
    /// - Parameter interrupts: An element for each Ctrl-C; one that comes in a reply stops it.
    /// - Throws: ``OutputError`` where the output is gone; without a person to try again, whatever a message failed with.
    public func run(_ start: Conversation, interrupts: AsyncStream<Void>) async throws {
        var conversation = start
        let turn = RunningTurn()
        let listener = Task { for await _ in interrupts { turn.cancel() } }
        defer { listener.cancel() }
        if console.isInteractive {
            note("\(conversation.model) — /help shows what can be done, Ctrl-D leaves.")
        }
        while true {
            switch await console.lines.next(prompt: prompt) {
            case .end: return
            case .cancelled: note("Ctrl-D or /quit leaves.")
            case .line(let line):
                switch SlashCommand.read(line) {
                case .empty: continue
                case .command("quit", _): return
                case .command(let name, let argument): perform(name, argument, &conversation)
                case .unknown(let name, let nearest):
                    let hint = nearest.map { "did you mean /\($0)?" } ?? "/help lists the commands."
                    note(
                        "There is no command /\(ControlCharacterFilter.filterLine(name)); \(hint) "
                            + "A line that begins with // is sent with one slash.")
                case .message(let text):
                    try await say(text, &conversation, turn)
                }
            }
        }
    }

    private var prompt: String { console.isInteractive ? "> " : "" }

    private func note(_ text: String) {
        console.error.note(Style(for: console.error, allowsColor: console.allowsColor).dim(text))
    }

    private func perform(_ name: String, _ argument: String, _ conversation: inout Conversation) {
        switch name {
        case "help":
            let table = SlashCommand.all.map { command in
                let usage = "/\(command.name) \(command.argument)"
                return "  \(usage)\(String(repeating: " ", count: max(1, 22 - usage.count)))\(command.help)"
            }
            console.error.note(
                (table + [
                    "  //text                sends /text", "",
                    "  Ctrl-C stops a reply or gives up a line; Ctrl-R searches earlier lines;",
                    "  Alt-Enter breaks the line; a paste of many lines is one message.",
                ]).joined(separator: "\n"))
        case "model":
            if argument.isEmpty {
                note("Model: \(conversation.model)")
            } else {
                conversation.model = argument
                note("Goes on with \(ControlCharacterFilter.filterLine(argument)).")
            }
        case "system":
            if argument == "off" {
                conversation.system = nil
                note("No system prompt.")
            } else if argument.isEmpty {
                note("System prompt: \(conversation.system.map(ControlCharacterFilter.filter) ?? "none")")
            } else {
                conversation.system = argument
                note("The system prompt is set.")
            }
        default:
            conversation.forget()
            note("A new conversation.")
        }
    }

    /// Sends a message and shows the reply.
    private func say(_ text: String, _ conversation: inout Conversation, _ turn: RunningTurn) async throws {
        let request: ChatRequest
        do { request = conversation.request(saying: try prepare(text)) } catch {
            guard console.isInteractive else { throw error }
            return console.error.note(explain(error))
        }
        let task = Task { [stream, console] in await Turn.run(request, stream, console) }
        turn.begin { task.cancel() }
        let outcome = await task.value
        let wasInterrupted = turn.end()
        if let failure = outcome.outputFailure { throw failure }
        let reply = outcome.reply.first
        if wasInterrupted {
            note("Interrupted; what had come stays in the conversation.")
        } else if let error = outcome.error {
            guard console.isInteractive else { throw error }
            console.error.note(explain(error))
        }
        if outcome.error == nil || !reply.text.isEmpty {
            conversation.add(user: request.messages.last?.text ?? text, assistant: reply.text)
        }
        if reply.finishReason == .length { note("The reply was cut off: it reached the limit on tokens (length).") }
        if reply.finishReason == .contentFilter { note("The reply was cut off by a content filter.") }
    }
}

/// The turn that Ctrl-C would stop.
private final class RunningTurn: Sendable {
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
