import CloudComputeClient
import Conversations
import Tools

/// A turn with tools as a chat shows it: what happens goes to the session, which says what is shown.
struct ChatToolView: ToolTurnView {
    let shell: ChatShell

    func show(_ event: ChatEvent) async throws { try await shell.receive(.reply(event)) }
    func beginRound() async { await shell.beginReply() }
    func endRound() async throws { try await shell.receive(.roundEnded) }
    func begin(_ tool: ToolDefinition) async { await shell.begin(tool) }
    func show(_ progress: ToolProgress) async { await shell.show(progress) }

    func show(_ call: ToolRound.AnsweredCall, wasAsked: Bool) async {
        await shell.endTool()
        try? await shell.receive(.toolRan(call, wasAsked: wasAsked))
    }

    func ask(_ question: ConsentQuestion) async -> ConsentAnswer { await shell.ask(question) }
    func showLeftOut(_ tool: ToolDefinition) async { try? await shell.receive(.toolLeftOut(tool)) }
    func show(_ failure: ToolApprovals.Failure) async { try? await shell.receive(.approvalNotKept(failure)) }
}
