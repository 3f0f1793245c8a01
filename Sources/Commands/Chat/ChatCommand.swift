import ArgumentParser
import CloudComputeClient
import Conversations
import Files
import LineEditor
import Localization
import REPL
import Terminal

struct ChatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "chat",
        abstract: "Chat with a model.",
        discussion: """
            Ctrl-C stops a reply and keeps what has come; Ctrl-D quits. /help lists the \
            commands. What is said is stored as it is said; --continue goes on with it. \
            What is piped in on a terminal is attached to the first message, and the \
            keyboard is read from the terminal itself. Elsewhere, and with --lines, each \
            line of standard input is a message.

            Examples:
              cloudcompute chat --sandbox
              cloudcompute chat -m qwen/qwen3.8-flash -s "Answer in Russian."
              cloudcompute chat -t prompts/translate.md --var language=Russian
              cloudcompute chat -f src/main.c -f https://example.com/spec.txt
              dmesg | cloudcompute chat
              cloudcompute chat --continue
              cloudcompute chat --sandbox -T all
              cloudcompute chat --conversation "Kernel panics"
              cloudcompute chat --on instance:564
            """)

    @OptionGroup var model: ModelOption

    @Option(name: .shortAndLong, help: ArgumentHelp("The system prompt.", valueName: "text"))
    var system: String?

    @OptionGroup var template: TemplateOption
    @OptionGroup var attachments: AttachmentOptions

    @Flag(help: "Take each line of standard input as a message, on a terminal too.")
    var lines = false

    @OptionGroup var parameters: ParameterOption
    @OptionGroup var tools: ToolOptions
    @OptionGroup var conversation: ConversationOptions
    @OptionGroup var display: DisplayOptionGroup
    @OptionGroup var on: InstanceTargetOption
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        if lines, attachments.takesStandardInput {
            throw ValidationError(localized("--lines and - both take standard input; leave one of them out."))
        }
    }

    func run() async throws {
        let keyboard = KeyboardInput(lines: lines, isNamed: attachments.takesStandardInput)
        let sources = try keyboard.sources(attachments, CommandContext.Console(global))
        let setup = try PromptSetup(system: system, template: template, parameters: parameters)
        let (conversation, options, model, on, tools) = (conversation, display.options, model.model, on, tools)
        try await CommandContext.run(global, model: model, sandboxPace: ConversationOptions.sandboxTokenRate, on: on) {
            context in
            let chosen = try ToolSetup.find(tools, context)
            let files = try await context.fetched(sources)
            let start = try await conversation.start(context, setup)
            _ = try FileAttachment.message("", with: files, after: start, limitsImages: context.isCloudCompute)
            let store = conversation.store(context)
            let models = ModelCache(context.listedModels) { context.keep($0) }
            let editor = LineEditor(
                historyPath: conversation.noSave ? nil : context.inputHistoryPath,
                completer: CommandCompleter(models: models, store: store) { TemplateCommand.savedNames },
                historyNotice: {
                    context.console.note(localized("Typed lines are not kept: \($0.path): \($0.reason)."))
                })
            defer { editor?.restoreTerminal() }
            let console = ChatConsole(
                lines: editor ?? PipeLineReader(), output: context.console.output, error: context.console.error,
                isInteractive: editor != nil, allowsColor: context.console.allowsColor)
            var dependencies = ChatDependencies(context, store: store)
            try await chosen?.checkOffer()
            dependencies.tools = chosen.map { ($0.access, $0.policy) }
            let toolboxes = OpenToolboxes()
            toolboxes.add(chosen)
            dependencies.openTools = { names in
                let chosen = try ToolSetup.find(tools, choosing: names, context)
                toolboxes.add(chosen)
                return chosen.map { ($0.access, $0.policy) }
            }
            if let editor { dependencies.edit = { await editor.edit($0) } }
            let repl = REPL(console: console, dependencies: dependencies, models: models)
            try await Self.talk(editor, toolboxes, context.console) {
                try await repl.run(
                    start, template: setup.applied, attachments: files, options: options, signals: $0)
            }
        }
    }

    /// How long a reply that is stopped may take to be stored.
    private static let graceForReply = Duration.milliseconds(200)

    /// Talks until the user leaves.
    ///
    /// A request to end gives the terminal back and ends the process at once, since the editor cannot be called away
    /// from its line.
    private static func talk(
        _ editor: LineEditor?, _ toolboxes: OpenToolboxes, _ console: CommandContext.Console,
        _ run: (AsyncStream<ChatSignal>) async throws -> Void
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
                await toolboxes.end()
                for output in [console.output, console.error] {
                    try? output.write(Style(for: output, allowsColor: console.allowsColor).reset)
                }
                editor?.restoreTerminal()
                ProcessEnd.now(128 + number)
            }
        }
        var failure: (any Error)?
        do {
            try await run(requests)
        } catch {
            failure = error
        }
        // Where a signal has come, this ends the process with its code.
        ending.cancel()
        await ending.value
        if let failure { throw failure }
    }
}
