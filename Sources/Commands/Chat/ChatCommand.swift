import ArgumentParser
import CloudComputeClient
import Conversations
import Files
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
    @OptionGroup var display: DisplayOptionGroup
    @OptionGroup var on: InstanceTargetOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let setup = try PromptSetup(system: system, template: template, parameters: parameters)
        let (conversation, options, model, on) = (conversation, display.options, model.model, on)
        try await CommandContext.run(global, model: model, sandboxPace: ConversationOptions.sandboxTokenRate, on: on) {
            context in
            let start = try await conversation.start(context, setup)
            let store = conversation.store(context)
            let models = ModelCache()
            let editor = LineEditor(
                historyPath: conversation.noSave ? nil : context.inputHistoryPath,
                completer: CommandCompleter(models: models, store: store),
                historyNotice: { context.console.note("Typed lines are not kept: \($0.path): \($0.reason).") })
            defer { editor?.restoreTerminal() }
            let console = ChatConsole(
                lines: editor ?? PipeLineReader(), output: context.console.output, error: context.console.error,
                isInteractive: editor != nil, allowsColor: context.console.allowsColor)
            var dependencies = ChatDependencies(context, store: store)
            if let editor { dependencies.edit = { await editor.edit($0) } }
            let repl = REPL(console: console, dependencies: dependencies, models: models)
            try await Self.talk(repl, start, setup.applied, options, editor, context.console)
        }
    }

    /// How long a reply that is stopped may take to be stored.
    private static let graceForReply = Duration.milliseconds(200)

    /// Talks until the user leaves.
    ///
    /// A request to end gives the terminal back and ends the process at once, since the editor cannot be called away
    /// from its line.
    private static func talk(
        _ repl: REPL, _ conversation: Conversation, _ template: AppliedTemplate?, _ options: DisplayOptions,
        _ editor: LineEditor?, _ console: CommandContext.Console
    ) async throws {
        let (requests, continuation) = AsyncStream.makeStream(of: ChatSignal.self)
        // Before the prompt, so that no signal comes while nobody listens.
        let signals = SignalWatch.signals([
            SignalWatch.interrupt, SignalWatch.terminate, SignalWatch.hangUp, SignalWatch.quit,
        ])
        let ending = Task {
            for await number in signals {
                if number == SignalWatch.interrupt, editor != nil {
                    continuation.yield(.interrupt)
                    continue
                }
                continuation.yield(.end)
                // The reply under way is stored as far as it has come; the sleep ends where the chat does.
                try? await Task.sleep(for: graceForReply)
                for output in [console.output, console.error] {
                    try? output.write(Style(for: output, allowsColor: console.allowsColor).reset)
                }
                editor?.restoreTerminal()
                ProcessEnd.now(128 + number)
            }
        }
        var failure: (any Error)?
        do {
            try await repl.run(conversation, template: template, options: options, signals: requests)
        } catch {
            failure = error
        }
        // Where a signal has come, this ends the process with its code.
        ending.cancel()
        await ending.value
        if let failure { throw failure }
    }
}
