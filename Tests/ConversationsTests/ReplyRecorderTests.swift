import CloudComputeClient
import FakeChatBackend
import Foundation
import Pricing
import Testing

@testable import ConversationStore
@testable import Conversations

@Suite(.timeLimit(.minutes(1))) struct ReplyRecorderTests {
    private let scene: TemporaryStore
    private let store: ConversationStore
    private let record: TurnRecord
    private let request = ChatRequest(model: "m", messages: [ChatMessage(role: .user, text: "u")])

    init() throws {
        scene = try TemporaryStore()
        store = try scene.open()
        record = try store.begin(
            NewTurn(ChatMessage(role: .user, text: "u"), title: "u", in: Conversation(model: "m")))
    }

    private func stored() throws -> StoredReply? { try store.messages(of: record.conversationID).last?.reply }

    private func run(_ steps: [FakeChatBackend.Step]) async -> FinishedTurn {
        let runner = TurnRunner(FakeChatBackend([.steps(steps)]), prices: { PriceList() })
        return await runner.run(request, recorder: ReplyRecorder(store, record)) { _ in }
    }

    @Test func theReplyIsStoredWhenTheTurnEnds() async throws {
        let turn = await run(FakeChatBackend.steps(text: "one two"))
        #expect(turn.storeError == nil)
        #expect(try stored() == turn.reply.stored)
    }

    @Test func aReplyThatBreaksOffIsStoredAsFarAsItCame() async throws {
        _ = await run([.event(.text("half", choice: 0)), .fail(FakeChatBackend.Failure("gone"))])
        let reply = try #require(try stored())
        #expect(reply.text == "half" && reply.status == .cutOff && reply.error == "gone")
    }

    @Test func aReplyWithoutAnythingIsStoredAsFailed() async throws {
        _ = await run([.fail(FakeChatBackend.Failure("gone"))])
        #expect(try stored()?.status == .failed)
    }

    @Test func toolCallsAreStored() async throws {
        let call = ToolCallFragment(index: 0, id: "c", name: "f", arguments: "{}")
        _ = await run([.event(.toolCall(call, choice: 0)), .event(.finish(.toolCalls, choice: 0))])
        let reply = Reply(try #require(try stored()))
        #expect(reply.toolCalls == [ChatReply.ToolCall(id: "c", name: "f", arguments: "{}")])
    }

    @Test func aReplyOfADeletedConversationSaysSo() async throws {
        try scene.open().delete(record.conversationID)
        let turn = await run(FakeChatBackend.steps(text: "one"))
        if case .noReply(record.replyID, _)? = turn.storeError {} else { Issue.record("\(turn.storeError as Any)") }
        #expect(turn.reply.text == "one" && turn.reply.status == .complete)
    }

    @Test func anInterruptedReplyIsStoredAsSuch() async throws {
        let (waiting, continuation) = AsyncStream.makeStream(of: Void.self)
        let backend = FakeChatBackend([
            .steps([.event(.text("half", choice: 0)), .hang { continuation.yield() }])
        ])
        let task = Task { [request, store, record] in
            await TurnRunner(backend, prices: { PriceList() })
                .run(request, recorder: ReplyRecorder(store, record)) { _ in }
        }
        for await _ in waiting { break }
        task.cancel()
        _ = await task.value
        let reply = try #require(try stored())
        #expect(reply.text == "half" && reply.status == .interrupted)
    }

    @Test func theWholeReplyTakesThePlaceOfItsPieces() async throws {
        let recorder = ReplyRecorder(store, record)
        recorder.start()
        recorder.add(text: "pie")
        recorder.add(text: "ces", reasoning: "hm")
        #expect(await recorder.finish(StoredReply(text: "whole")) == .success([]))
        #expect(
            try stored()
                == { () -> StoredReply in
                    var reply = StoredReply(text: "whole")
                    reply.model = "m"
                    return reply
                }())
    }

    @Test func aRecorderThatWasNeverStartedStoresTheReply() async throws {
        #expect(await ReplyRecorder(store, record).finish(StoredReply(text: "x")) == .success([]))
        #expect(try stored()?.text == "x")
    }

    @Test func aPieceThatCannotBeWrittenIsWrittenWithTheNext() throws {
        let hasty = try ConversationStore(path: scene.path("conversations.db"), owner: .current, patience: 0) { Date() }
        let recorder = ReplyRecorder(hasty, record)
        recorder.add(text: "one ")
        recorder.write()
        recorder.add(text: "two ", reasoning: "hm")
        try store.write { _ in
            recorder.write()
            recorder.add(text: "three ")
            recorder.write()
        }
        #expect(try stored()?.text == "one ")
        recorder.add(text: "four")
        recorder.write()
        #expect(try stored()?.text == "one two three four" && stored()?.reasoning == "hm")
    }

    @Test func aStoreThatWasBusyForAWhileHasFailedNothing() async throws {
        let hasty = try ConversationStore(path: scene.path("conversations.db"), owner: .current, patience: 0) { Date() }
        let recorder = ReplyRecorder(hasty, record)
        recorder.add(text: "one")
        try store.write { _ in recorder.write() }
        #expect(await recorder.finish(StoredReply(text: "whole")) == .success([]))
        #expect(try stored()?.text == "whole")
    }
}
