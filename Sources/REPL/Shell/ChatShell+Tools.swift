import CloudComputeClient
import ConversationStore
import Conversations
import Terminal
import Tools

/// Turns in which the model may call tools, and what is asked of the tools.
extension ChatShell {
    /// Sends a request to a model that may call tools.
    func send(
        _ request: ChatRequest, _ record: (ConversationStore, TurnRecord)?, _ runner: TurnRunner,
        _ tools: (access: ToolAccess, policy: ConsentPolicy)
    ) async throws {
        let task = Task {
            var policy = tools.policy
            let turn = await ToolTurnRunner(runner, tools.access).run(
                request, policy: &policy, record: record, view: ChatToolView(shell: self))
            return (turn, policy)
        }
        cancel = { task.cancel() }
        let (turn, policy) = await task.value
        cancel = nil
        self.tools?.policy = policy
        await endTool()
        try await receive(.turnEnded(turn))
    }

    /// Shows that a reply is awaited.
    func beginReply() { view = ReplyView(console, session.options) }

    /// Shows that a tool runs.
    func begin(_ tool: ToolDefinition) async {
        await endTool()
        toolSpinner = ToolSpinner(
            tool, on: console.error, allowsColor: console.allowsColor && console.isInteractive)
    }

    func show(_ progress: ToolProgress) { toolSpinner?.show(progress) }

    /// Takes away what shows that a tool runs.
    func endTool() async {
        var ended = toolSpinner
        toolSpinner = nil
        await ended?.stop()
    }

    func ask(_ question: ConsentQuestion) async -> ConsentAnswer {
        await endTool()
        return await dependencies.askConsent(question)
    }

    /// Ends the tools that were started.
    func endTools() async { await tools?.access.toolbox.end() }

    func answer(_ operation: ToolsOperation) async -> Result<ToolsAnswer, any Error> {
        if case .open(let names) = operation, tools == nil || !names.isEmpty {
            do {
                let opened = try dependencies.openTools(names.isEmpty ? ["all"] : names)
                await endTools()
                tools = opened
            } catch {
                return .failure(error)
            }
        }
        guard let tools else { return .success(.opened(count: 0)) }
        let result = await stoppable {
            var executor = ToolsExecutor(access: tools.access, policy: tools.policy)
            return (try await executor.perform(operation), executor.policy)
        }
        return result.map { answer, policy in
            self.tools?.policy = policy
            return answer
        }
    }
}
