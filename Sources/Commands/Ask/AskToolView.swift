import CloudComputeClient
import Conversations
import Localization
import Terminal
import Tools

/// A turn with tools as `ask` shows it: replies as they come, a line for each call beside them.
actor AskToolView: ToolTurnView {
    private let output: ReplyOutput
    private let console: CommandContext.Console
    private var spinner: ToolSpinner?
    private var start: CommandContext.Console.Wait?

    init(_ output: ReplyOutput, _ console: CommandContext.Console) {
        self.output = output
        self.console = console
    }

    /// Shows that tools are started.
    func beginStart(_ servers: [String]) {
        if !servers.isEmpty { start = console.wait(localized("starting \(servers.joined(separator: ", "))")) }
    }

    func show(_ event: ChatEvent) async throws { try await output.show(event) }

    func beginRound() async {}

    func endRound() async throws { try await output.endRound() }

    func begin(_ tool: ToolDefinition) async {
        await end()
        spinner = ToolSpinner(tool, on: console.error, allowsColor: console.allowsColor)
    }

    func show(_ progress: ToolProgress) async { spinner?.show(progress) }

    func show(_ call: ToolRound.AnsweredCall, wasAsked: Bool) async {
        await end()
        console.note(ToolRunLine.text(call, showsArguments: !wasAsked))
    }

    func ask(_ question: ConsentQuestion) async -> ConsentAnswer {
        await end()
        return await ConsentPrompt.ask(question)
    }

    func showLeftOut(_ tool: ToolDefinition) async { console.note(ToolRunLine.leftOut(tool)) }

    func show(_ failure: ToolApprovals.Failure) async { console.note(ErrorText.text(failure)) }

    /// Takes the spinner away.
    func end() async {
        var (ended, started) = (spinner, start)
        (spinner, start) = (nil, nil)
        await ended?.stop()
        await started?.stop()
    }
}
