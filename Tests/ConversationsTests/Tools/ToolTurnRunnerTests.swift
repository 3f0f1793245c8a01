import CloudComputeClient
import ConversationStore
import FakeChatBackend
import JSON
import Pricing
import Testing
import Tools

@testable import Conversations

@Suite(.timeLimit(.minutes(1))) struct ToolTurnRunnerTests {
    private let scene: ToolScene

    init() throws { scene = try ToolScene() }

    @Test func callsAreRunAndTheirResultsGoToTheModel() async throws {
        let backend = FakeChatBackend([.calls(("c1", "box__a", "{ \"x\" : 1 }"), ("c2", "box__b", "")), .text("Done.")])
        let box = FakeToolbox(FakeToolbox.tools("a", "b"))
        let turn = try await scene.run(backend, box, allowing: "box__*")
        #expect(turn.reply.text == "Done." && turn.ending == nil && turn.rounds.count == 1)
        #expect(box.calls.map(\.tool.name) == ["a", "b"])
        let sent = backend.requests[1].json(stream: true)
        #expect(sent["tools"]?.array?.count == 2)
        let messages = try #require(sent["messages"]?.array)
        #expect(messages.map { $0["role"]?.string } == ["user", "assistant", "tool", "tool"])
        #expect(messages[1]["tool_calls"]?.array?[0]["function"]?["arguments"]?.string == "{ \"x\" : 1 }")
        #expect(messages[2]["content"]?.string == #"{"x":1}"# && messages[2]["tool_call_id"]?.string == "c1")
    }

    @Test func aToolThatChangesWhereNobodyCanAllowItIsLeftOutOnce() {
        let policy = ConsentPolicy(patterns: [ToolPattern("*")], canAsk: false)
        var loop = ToolLoop(policy: policy, maximumRounds: 1) { "id" }
        var tools = FakeToolbox.tools("a", "b")
        #expect(loop.offer(tools).map(\.name) == ["a", "b"] && loop.leftOut.isEmpty)
        tools[0].description = "Another one."
        #expect(loop.offer(tools).map(\.name) == ["b"] && loop.leftOut == [tools[0]])
        _ = loop.offer(tools)
        #expect(loop.leftOut.isEmpty)
        #expect(ToolRunLine.leftOut(tools[0]).hasPrefix("box__a is left out: its definition has changed"))
    }

    @Test func aResultThatWasCutIsCountedWhole() {
        var result = ToolResult(outcome: .done, text: String(repeating: "a", count: 30_000))
        result.whole = ToolResult.Size(of: String(repeating: "a", count: 50_000))
        #expect(result.textForModel.contains("\n[… 22000 characters left out …]\n"))
        #expect(result.shortened.textForModel == result.textForModel && result.shortened.whole == result.whole)
        let call = ToolRound.AnsweredCall(.init(id: "1", name: "t", arguments: ""), result)
        #expect(ToolRunLine.text(call).hasSuffix("cut to 28,000 of 50,000 characters"))
    }

    @Test func whatIsStoredIsWhatWasSaid() async throws {
        let backend = FakeChatBackend([.calls(("c1", "box__a", "{}")), .calls(("c2", "nope", "{")), .text("Done.")])
        let turn = try await scene.run(backend, FakeToolbox(FakeToolbox.tools("a")), allowing: "*")
        let read = try scene.reopened()
        #expect(read.turns.count == 1 && read.turns[0].rounds.map(\.calls) == turn.rounds.map(\.calls))
        #expect(read.turns[0].rounds.map(\.model) == ["m", "m"])
        #expect(read.turns[0].rounds.flatMap(\.calls).map(\.result.outcome) == [.done, .unknownTool])
        #expect(read.turns[0].reply?.text == "Done." && read.turns[0].storedIDs == [1] + turn.storedIDs)
        #expect(turn.storedIDs.count == 5)
    }

    @Test func anAnswerIsStoredBeforeTheNextRequest() async throws {
        let (asked, continuation) = AsyncStream.makeStream(of: ToolResult.Outcome?.self)
        let backend = FakeChatBackend([
            .calls(("c1", "box__a", "{}")),
            .steps([
                .hang { [scene] in
                    continuation.yield(try? scene.reopened().turns.first?.rounds.first?.calls.first?.result.outcome)
                }
            ]),
        ])
        let task = Task { try await scene.run(backend, FakeToolbox(FakeToolbox.tools("a")), allowing: "*") }
        for await outcome in asked {
            #expect(outcome == .done)
            break
        }
        task.cancel()
        let turn = try await task.value
        #expect(turn.reply.status == .interrupted && turn.rounds.count == 1)
    }

    @Test func aCallThatIsInterruptedLeavesAValidConversation() async throws {
        let (started, continuation) = AsyncStream.makeStream(of: Void.self)
        let box = FakeToolbox(FakeToolbox.tools("a")) { _ in
            continuation.yield()
            let (never, _) = AsyncStream.makeStream(of: Void.self)
            for await _ in never {}
            return ToolResult(outcome: .interrupted, text: "Error: interrupted.")
        }
        let backend = FakeChatBackend([.calls(("c1", "box__a", "{}"), ("c2", "box__a", "{}")), .text("never")])
        let task = Task { try await scene.run(backend, box, allowing: "*") }
        for await _ in started { break }
        // What a kill would leave now.
        #expect(try scene.reopened().turns[0].rounds[0].calls.map(\.result.outcome) == [.interrupted, .interrupted])
        task.cancel()
        let turn = try await task.value
        #expect(turn.ending == .interrupted && turn.reply.status == .interrupted && backend.requests.count == 1)
        #expect(turn.rounds[0].calls.map(\.result.outcome) == [.interrupted, .interrupted])
        let request = try scene.reopened().request(saying: ChatMessage(role: .user, text: "go on"), offersTools: true)
        #expect(request.messages.map(\.role) == [.user, .assistant, .tool, .tool, .user])
    }

    @Test func twoProgramsMayTalkInOneConversationAtOnce() throws {
        let store = try scene.folder.open()
        let call = ChatReply.ToolCall(id: "c1", name: "box__a", arguments: "{}")
        let result = ToolResult(outcome: .done, text: "1")
        func begin(_ text: String, _ id: Int64?) throws -> TurnRecord {
            var conversation = Conversation(model: "m")
            conversation.storedID = id
            return try store.begin(NewTurn(ChatMessage(role: .user, text: text), title: text, in: conversation))
        }
        let first = try begin("first", nil)
        let second = try begin("second", first.conversationID)
        var called = Reply(text: "")
        called.toolCalls = [call]
        _ = try store.finishReply(
            first.replyID, called.stored, calling: [ToolRound.AnsweredCall(call, result).stored(model: "m")])
        try store.finishReply(second.replyID, Reply(text: "two").stored)
        let last = try store.beginReply(afterRound: 1, in: first.conversationID, model: "m", parameters: "{}")
        try store.finishReply(last, Reply(text: "one").stored)
        let turns = try scene.reopened().turns
        #expect(turns.map(\.reply?.text) == ["one", "two"] && turns.map(\.rounds.count) == [1, 0])
        #expect(turns[0].rounds[0].calls.map(\.result) == [result])
        #expect(turns.map(\.storedIDs.count) == [4, 2])
    }

    @Test func roundsHaveALimit() async throws {
        let backend = FakeChatBackend((1...3).map { .calls(("c\($0)", "box__a", "{}")) })
        let box = FakeToolbox(FakeToolbox.tools("a"))
        let turn = try await scene.run(backend, box, allowing: "*", maximumRounds: 2)
        #expect(turn.ending == .overRounds(2) && box.calls.count == 2 && turn.rounds.count == 3)
        #expect(turn.rounds[2].calls[0].result.outcome == .overLimit)
        #expect(try scene.reopened().turns[0].reply == nil)
    }

    @Test(arguments: [FinishReason.length, .contentFilter])
    func callsOfAReplyThatWasCutAreDropped(reason: FinishReason) async throws {
        let backend = FakeChatBackend([.calls(("c1", "box__a", "{}"), finish: reason)])
        let box = FakeToolbox(FakeToolbox.tools("a"))
        let turn = try await scene.run(backend, box, allowing: "*")
        #expect(turn.rounds.isEmpty && box.calls.isEmpty && turn.reply.toolCalls.isEmpty)
    }

    @Test func aCallWithoutAnIDGetsOne() async throws {
        let backend = FakeChatBackend([.calls(("", "box__a", "{}")), .text("Done.")])
        let turn = try await scene.run(backend, FakeToolbox(FakeToolbox.tools("a")), allowing: "*")
        let id = turn.rounds[0].calls[0].call.id
        #expect(id.count == 9 && id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
        #expect(backend.requests[1].messages[1].toolCalls[0].id == id)
        #expect(try scene.reopened().turns[0].rounds.map(\.calls) == turn.rounds.map(\.calls))
    }

    @Test func aRefusalOfTheFirstRequestMayBeAboutTools() async throws {
        let refusal = CloudComputeError(.rejected, "No tools.", statusCode: 400)
        let turn = try await scene.run(
            FakeChatBackend([.steps([.fail(refusal)])]), FakeToolbox(FakeToolbox.tools("a")), allowing: "*")
        #expect(turn.error is ToolsRefused)
    }

    @Test func whatIsAlwaysAllowedIsKept() async throws {
        let backend = FakeChatBackend([.calls(("c1", "box__a", "{}")), .text("Done.")])
        let tools = FakeToolbox.tools("a")
        _ = try await scene.run(backend, FakeToolbox(tools), answers: [.always])
        #expect(try scene.approvals.all().map(\.definition.name) == [tools[0].name])
    }

    @Test func peopleGetAStoredResultWhole() async throws {
        let text = String(repeating: "a", count: 1 << 20)
        let calls = (0..<32).map { (id: "c\($0)", name: "box__a", arguments: "{}") }
        let backend = FakeChatBackend([.calls(all: calls), .calls(("last", "box__a", "{}")), .text("Done.")])
        let box = FakeToolbox(FakeToolbox.tools("a")) { _ in ToolResult(outcome: .done, text: text) }
        let turn = try await scene.run(backend, box, allowing: "*")
        #expect(turn.rounds[0].calls.allSatisfy { $0.result.text == text })
        // So many are kept whole, and no more.
        let last = turn.rounds[1].calls[0].result
        #expect(last.text == last.textForModel && last.whole?.characters == 1 << 20)
        #expect(turn.rounds[0].calls[0].result.textForModel == last.text)
    }

    @Test func longResultsAreShownToTheModelInPart() {
        let text = String(repeating: "a", count: 30_000)
        let shown = ToolResult(outcome: .done, text: text).textForModel
        #expect(shown.hasPrefix(String(repeating: "a", count: 20_000) + "\n[… 2000 characters left out …]\n"))
        #expect(shown.hasSuffix("]\n" + String(repeating: "a", count: 8000)))
        #expect(ToolResult(outcome: .done, text: String(text.prefix(28_000))).textForModel.count == 28_000)
    }
}
