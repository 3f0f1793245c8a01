import CloudComputeClient
import ConversationStore
import FakeChatBackend
import Pricing
import Synchronization
import Tools

@testable import Conversations

/// Turns with tools, a server in memory and a real store.
struct ToolScene: Sendable {
    /// A person who gives prepared answers, and then stops.
    private final class Person: ToolTurnView {
        let answers: Mutex<[ConsentAnswer]>

        init(_ answers: [ConsentAnswer]) { self.answers = Mutex(answers) }

        func show(_ event: ChatEvent) async throws {}
        func beginRound() async {}
        func endRound() async throws {}
        func begin(_ tool: ToolDefinition) async {}
        func show(_ progress: ToolProgress) async {}
        func show(_ call: ToolRound.AnsweredCall, wasAsked: Bool) async {}
        func ask(_ question: ConsentQuestion) async -> ConsentAnswer {
            answers.withLock { $0.isEmpty ? .stop : $0.removeFirst() }
        }
        func showLeftOut(_ tool: ToolDefinition) async {}
        func show(_ failure: ToolApprovals.Failure) async {}
    }

    let folder: TemporaryStore
    let approvals: ToolApprovals

    init() throws {
        folder = try TemporaryStore()
        approvals = ToolApprovals(path: folder.path("approvals/tool-approvals.json"))
    }

    /// Runs a stored turn.
    func run(
        _ backend: FakeChatBackend, _ toolbox: FakeToolbox, allowing pattern: String? = nil,
        answers: [ConsentAnswer] = [], maximumRounds: Int = 25
    ) async throws -> FinishedTurn {
        let store = try folder.open()
        let conversation = Conversation(model: "m")
        let message = ChatMessage(role: .user, text: "hi")
        let record = try store.begin(NewTurn(message, title: "hi", in: conversation))
        let access = ToolAccess(toolbox, approvals: approvals, maximumRounds: maximumRounds)
        var policy = ConsentPolicy(patterns: pattern.map { [ToolPattern($0)] } ?? [], canAsk: true)
        return await ToolTurnRunner(TurnRunner(backend) { PriceList() }, access).run(
            conversation.request(saying: message, offersTools: true), policy: &policy, record: (store, record),
            view: Person(answers))
    }

    /// The conversation as another program reads it.
    func reopened() throws -> Conversation {
        let store = try folder.open()
        return try Conversation(store.conversation(id: 1), from: store)
    }
}

extension FakeChatBackend.Reply {
    /// A reply that calls tools: ids, names and arguments.
    static func calls(
        _ calls: (id: String, name: String, arguments: String)..., finish: FinishReason = .toolCalls
    ) -> FakeChatBackend.Reply {
        self.calls(all: calls, finish: finish)
    }

    /// A reply that calls as many tools as need be.
    static func calls(
        all calls: [(id: String, name: String, arguments: String)], finish: FinishReason = .toolCalls
    ) -> FakeChatBackend.Reply {
        .steps(
            calls.enumerated().map { place, call in
                .event(
                    .toolCall(
                        ToolCallFragment(index: place, id: call.id, name: call.name, arguments: call.arguments),
                        choice: 0))
            } + [.event(.finish(finish, choice: 0))])
    }

    /// A reply of text.
    static func text(_ text: String) -> FakeChatBackend.Reply { .steps(FakeChatBackend.steps(text: text)) }
}
