import CloudComputeClient
import ConversationStore
import Conversations
import FakeChatBackend
import Testing
import Tools

@testable import REPL

/// Chats with tools, over a real store.
@Suite(.timeLimit(.minutes(1))) struct ChatShellToolTests {
    private let scene: ChatScene

    init() throws { scene = try ChatScene() }

    private static func calls(_ names: String...) -> FakeChatBackend.Reply {
        .steps(
            names.enumerated().map { place, name in
                .event(
                    .toolCall(ToolCallFragment(index: place, id: "c\(place)", name: name, arguments: "{}"), choice: 0))
            } + [.event(.finish(.toolCalls, choice: 0))])
    }

    private static func text(_ text: String) -> FakeChatBackend.Reply { .steps(FakeChatBackend.steps(text: text)) }

    /// Chats with two tools; each question is answered as a closure says.
    private func chat(
        _ lines: [String], _ replies: [FakeChatBackend.Reply], _ box: FakeToolbox,
        _ answer: @escaping @Sendable (ConsentQuestion) -> ConsentAnswer
    ) async throws -> ChatScene.Outcome {
        try await scene.chat(lines, FakeChatBackend(replies)) { [scene] dependencies in
            let approvals = ToolApprovals(path: scene.folder.path("tool-approvals.json"))
            dependencies.tools = (ToolAccess(box, approvals: approvals), ConsentPolicy(canAsk: true))
            dependencies.askConsent = { answer($0) }
        }
    }

    @Test func callsAreAskedAboutRunToldOfAndStored() async throws {
        let box = FakeToolbox(FakeToolbox.tools("a", "b"))
        let outcome = try await chat(
            ["hi", "again"],
            [Self.calls("box__a", "box__b"), Self.text("Done."), Self.calls("box__a"), Self.text("More.")], box
        ) { $0.tool.name == "a" ? .toolForSession : .no(reason: "later") }
        #expect(outcome.error == nil)
        #expect(outcome.notices.contains("box__a → 1 line, 0.2 s\nbox__b → denied\n"))
        #expect(outcome.output == "Done.\nMore.\n")
        #expect(box.calls.map(\.tool.name) == ["a", "a"] && box.hasEnded)
        let read = try Conversation(scene.store.conversation(id: 1), from: scene.store)
        #expect(read.turns.map { $0.rounds.flatMap(\.calls).map(\.result.outcome) } == [[.done, .denied], [.done]])
        #expect(read.turns[0].rounds[0].calls[1].result.text.hasSuffix("Reason: later"))
    }

    @Test func aToolIsAllowedAndAskedAboutByCommand() async throws {
        let box = FakeToolbox(FakeToolbox.tools("a"))
        let outcome = try await chat(
            ["/tools allow box__*", "hi", "/tools ask box__a", "hi", "/tools", "/tools show box__a", "/tools allow x"],
            [Self.calls("box__a"), Self.text("Done."), Self.calls("box__a"), Self.text("Done.")], box
        ) { _ in .no(reason: nil) }
        #expect(box.calls.count == 1)
        #expect(outcome.notices.contains("Without a question run: box__a."))
        #expect(outcome.notices.contains("box__a → denied") && outcome.notices.contains("Does a."))
        #expect(outcome.notices.contains("No tool fits x"))
    }

    @Test func retryUndoAndForkTakeWholeTurns() async throws {
        let box = FakeToolbox(FakeToolbox.tools("a"))
        _ = try await chat(
            ["one", "/retry", "two", "/undo", "/fork"],
            [
                Self.calls("box__a"), Self.text("first"), Self.calls("box__a"), Self.text("second"),
                Self.calls("box__a"), Self.text("third"),
            ], box
        ) { _ in .once }
        for id in [1, 2] as [Int64] {
            let read = try Conversation(scene.store.conversation(id: id), from: scene.store)
            #expect(read.turns.map(\.reply?.text) == ["second"] && read.turns[0].rounds.count == 1)
            #expect(read.turns[0].storedIDs.count == 4)
        }
    }
}
