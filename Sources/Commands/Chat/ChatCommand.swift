import ArgumentParser
import CloudComputeClient
import LineEditor
import REPL
import Terminal

struct ChatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat",
        abstract: "Talk with a model; the conversation so far goes along with each message.",
        discussion: """
            Ctrl-C stops a reply and keeps what has come; Ctrl-D leaves. /help lists the
            commands. What is said is stored as it is said; --continue goes on with it.
            Where standard input is no terminal, each of its lines is a message.

            Examples:
              cloudcompute chat --sandbox
              cloudcompute chat -m qwen/qwen3.8-flash -s "Answer in Russian."
              cloudcompute chat -t prompts/translate.md
              cloudcompute chat --continue
              cloudcompute chat --conversation "Kernel panics"
              cloudcompute chat --on instance:564
            """)

    @OptionGroup var model: ModelOption

    @Option(name: .shortAndLong, help: ArgumentHelp("The system prompt.", valueName: "text"))
    var system: String?

    @OptionGroup var template: TemplateOption
    @OptionGroup var parameters: ParameterOption
    @OptionGroup var conversation: ConversationOptions
    @OptionGroup var look: LookOptions
    @OptionGroup var on: OnOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let setup = try PromptSetup(system: system, template: template, parameters: parameters)
        let (conversation, look, model, on) = (conversation, look, model.model, on)
        try await Session.run(global, model: model, sandboxPace: Question.sandboxPace, on: on) { session in
            let start = try await conversation.start(session, setup)
            let store = conversation.store(session)
            let memory = CompletionMemory()
            let editor = LineEditor(
                historyPath: conversation.noSave ? nil : InputHistory.path(session),
                completer: CommandCompleter(memory: memory, store: store),
                historyNotice: { session.console.note($0) })
            defer { editor?.restoreTerminal() }
            let console = REPL.Console(
                lines: editor ?? PipeLineReader(), output: session.console.output, error: session.console.error,
                isInteractive: editor != nil, allowsColor: session.console.allowsColor)
            var services = Services(session, store: store)
            if let editor { services.edit = { await editor.edit($0) } }
            let repl = REPL(console: console, services: services, memory: memory)
            try await Self.talk(repl, start, setup.frame, look.looks, editor, session.console)
        }
    }

    /// How long a reply that is stopped may take to be stored.
    private static let graceForReply = Duration.milliseconds(200)

    /// Talks until the user leaves.
    ///
    /// A request to end gives the terminal back and ends the process at once, since the editor cannot be called away
    /// from its line.
    private static func talk(
        _ repl: REPL, _ conversation: Conversation, _ frame: PromptFrame?, _ looks: Looks, _ editor: LineEditor?,
        _ console: Session.Console
    ) async throws {
        let (interrupts, continuation) = AsyncStream.makeStream(of: Void.self)
        // Before the prompt, so that no signal comes while nobody listens.
        let signals = SignalWatch.signals([
            SignalWatch.interrupt, SignalWatch.terminate, SignalWatch.hangUp, SignalWatch.quit,
        ])
        let ending = Task {
            for await number in signals {
                continuation.yield()
                if number == SignalWatch.interrupt, editor != nil { continue }
                // The reply under way is stored as far as it has come.
                try? await Task.sleep(for: graceForReply)
                for output in [console.output, console.error] {
                    try? output.write(Style(for: output, allowsColor: console.allowsColor).reset)
                }
                editor?.restoreTerminal()
                ProcessEnd.now(128 + number)
            }
        }
        defer { ending.cancel() }
        try await repl.run(conversation, frame: frame, looks: looks, interrupts: interrupts)
    }
}

/// The options by which a command shows replies.
struct LookOptions: ParsableArguments {
    @Flag(help: "Show replies as they come, Markdown unrendered.")
    var plain = false

    @Flag(name: .shortAndLong, help: "No status line after a reply.")
    var quiet = false

    /// How replies are shown.
    var looks: Looks {
        var looks = Looks(rendersMarkdown: !plain)
        looks.showsStatus = !quiet
        return looks
    }
}
