import CloudComputeClient
import ConversationStore
import FakeChatBackend
import JSON
import Testing

@testable import Conversations

/// What the store takes it gives back, and a conversation can be stored again from it.
@Suite(.timeLimit(.minutes(1))) struct ReplyStoreTests {
    /// A reply in which every field says something.
    private static let whole: Reply = {
        var reply = Reply(text: "Hello", status: .length)
        reply.id = "chatcmpl-1"
        reply.reasoning = "hmm"
        reply.reasoningDetails = [["type": "reasoning.encrypted", "data": "QUJD", "index": 0], "second"]
        reply.refusal = "No."
        reply.toolCalls = [
            ChatReply.ToolCall(id: "call_1", name: "weather", arguments: #"{"city":"Köln"}"#),
            ChatReply.ToolCall(id: "", name: "clock", arguments: ""),
        ]
        reply.model = "a/b-2"
        reply.usage = Usage([
            "prompt_tokens": 3, "completion_tokens": 4, "cost": JSONValue(0.5), "other": [JSONValue(1.25)],
        ])
        reply.finishReason = FinishReason(rawValue: "length")
        reply.timings = ChatTimings(timeToFirstToken: .milliseconds(250), total: .milliseconds(1250))
        reply.cost = 0.5
        reply.error = "e"
        return reply
    }()

    private let scene: TemporaryStore
    private let store: ConversationStore

    init() throws {
        scene = try TemporaryStore()
        store = try scene.open()
    }

    private func reopened(_ id: Int64?) throws -> Conversation {
        let again = try scene.open()
        return try Conversation(again.conversation(id: try #require(id)), from: again)
    }

    private func message(_ text: String) -> ChatMessage { ChatMessage(role: .user, text: text) }

    @Test func everyFieldOfAReplySurvivesItsStoredForm() {
        #expect(Reply(Self.whole.stored) == Self.whole)
    }

    @Test func anEmptyReplySurvivesItsStoredForm() {
        let reply = Reply(status: .failed)
        #expect(Reply(reply.stored) == reply)
        #expect(reply.stored.toolCalls == nil && reply.stored.reasoningDetails == nil)
    }

    @Test(arguments: [StoredReply.Status.complete, .interrupted, .length, .filtered, .cutOff, .failed])
    func everyStatusSurvives(status: StoredReply.Status) {
        #expect(Reply(Reply(text: "x", status: status).stored).status == status)
    }

    @Test func aReplyThatIsPendingElsewhereCountsAsCutOff() {
        #expect(Reply(StoredReply(text: "so far", status: .pending)).status == .cutOff)
    }

    @Test(arguments: ["", "{}", "[", "null", "[7]", #"["x"]"#, #"[{"function":"f"}]"#, "[{}]"])
    func whatIsNoToolCallOrDetailStopsNoReading(json: String) {
        var stored = StoredReply(text: "x")
        (stored.toolCalls, stored.reasoningDetails, stored.usage) = (json, json, json)
        #expect(Reply(stored).text == "x")
    }

    @Test func aConversationIsReadBackAsItWasSaved() throws {
        var conversation = Conversation(model: "m", system: "s", parameters: ["temperature": JSONValue(0.5)])
        conversation.turns = [Turn(message: message("u"), reply: Self.whole)]
        try conversation.save(to: store)
        let read = try reopened(conversation.storedID)
        #expect(read.model == "m" && read.system == "s" && read.parametersJSON == #"{"temperature":0.5}"#)
        #expect(read.turns[0].reply == Self.whole)
        #expect(read.turns[0].storedIDs == conversation.turns[0].storedIDs)
        #expect(read.title == "u")
    }

    @Test func aReopenedConversationSavedAgainKeepsToolCallsAndReasoningDetails() throws {
        var conversation = Conversation(model: "m")
        conversation.turns = [Turn(message: message("u"), reply: Self.whole)]
        try conversation.save(to: store)
        var copy = try reopened(conversation.storedID)
        copy.detach()
        try copy.save(to: store)
        #expect(copy.storedID != conversation.storedID)
        #expect(try reopened(copy.storedID).turns[0].reply == Self.whole)
    }

    @Test func aForkKeepsToolCallsAndReasoningDetails() throws {
        var conversation = Conversation(model: "m")
        conversation.turns = [Turn(message: message("u"), reply: Self.whole)]
        try conversation.save(to: store)
        let fork = try store.fork(try #require(conversation.storedID))
        #expect(try Conversation(fork, from: store).turns[0].reply == Self.whole)
    }

    @Test func aMessageWithoutAReplyIsSavedToo() throws {
        var conversation = Conversation(model: "m")
        conversation.turns = [Turn(message: message("lost")), Turn(message: message("u"), reply: Reply(text: "a"))]
        try conversation.save(to: store)
        #expect(conversation.turns.map(\.storedIDs.count) == [1, 2])
        let read = try reopened(conversation.storedID)
        #expect(read.turns.map { $0.reply?.text } == [nil, "a"])
    }

    @Test func theModelThatWasAskedIsSavedWhereTheReplyNamesNone() throws {
        var conversation = Conversation(model: "asked")
        conversation.turns = [Turn(message: message("u"), reply: Reply(text: "a"))]
        try conversation.save(to: store)
        #expect(try reopened(conversation.storedID).turns[0].reply?.model == "asked")
    }

    @Test func theTitleOfTheUserIsSaved() throws {
        var conversation = Conversation(model: "m")
        conversation.title = "mine"
        conversation.turns = [Turn(message: message("u"))]
        try conversation.save(to: store)
        #expect(try reopened(conversation.storedID).title == "mine")
    }

    @Test func imagesComeBackWithTheirMessage() throws {
        let picture = ChatMessage(role: .user, parts: [.text("what"), .imageURL("data:image/png;base64,AA==")])
        let bare = ChatMessage(role: .user, parts: [.imageURL("data:image/png;base64,BB==")])
        var conversation = Conversation(model: "m")
        conversation.turns = [Turn(message: picture), Turn(message: bare)]
        try conversation.save(to: store)
        #expect(try reopened(conversation.storedID).turns.map(\.message) == [picture, bare])
    }

    @Test func aNewTurnBeginsTheConversation() throws {
        let conversation = Conversation(model: "m", system: "s")
        let record = try store.begin(NewTurn(message("Why  so?\nmore"), title: "Why  so?\nmore", in: conversation))
        #expect(record.title == "Why so?")
        let stored = try store.conversation(id: record.conversationID)
        #expect(stored.title == "Why so?" && stored.system == "s")
        let messages = try store.messages(of: record.conversationID)
        #expect(messages.map(\.id) == [record.messageID, record.replyID])
        #expect(messages[1].reply?.status == .pending)
    }

    @Test func aTurnOfAStoredConversationGoesThere() throws {
        var conversation = Conversation(model: "m")
        conversation.turns = [Turn(message: message("u"), reply: Reply(text: "a"))]
        try conversation.save(to: store)
        let record = try store.begin(NewTurn(message("more"), title: "more", in: conversation))
        #expect(record.conversationID == conversation.storedID && record.title == "u")
        #expect(try store.messages(of: record.conversationID).count == 4)
    }

    @Test func aMessageThatIsAskedAgainStandsOnce() throws {
        var conversation = Conversation(model: "m")
        conversation.turns = [Turn(message: message("u"), reply: Reply(text: "a"))]
        try conversation.save(to: store)
        let former = conversation.turns[0]
        let record = try store.begin(NewTurn(message("u"), title: "u", in: conversation, again: former))
        #expect(record.messageID == former.storedIDs[0])
        var read = try reopened(conversation.storedID)
        #expect(read.turns.map { $0.reply?.text } == ["a"])
        #expect(read.turns[0].storedIDs == former.storedIDs + [record.replyID])
        try store.finishReply(record.replyID, StoredReply(text: "b"))
        read = try reopened(conversation.storedID)
        #expect(read.turns.map { $0.reply?.text } == ["b"])
    }

    @Test func aMessageThatIsAskedAgainAfterAnotherProgramSpokeIsSaidAgain() throws {
        var conversation = Conversation(model: "m")
        conversation.turns = [Turn(message: message("u"), reply: Reply(text: "a"))]
        try conversation.save(to: store)
        try store.addUserMessage("other", to: try #require(conversation.storedID))
        _ = try store.begin(NewTurn(message("u"), title: "u", in: conversation, again: conversation.turns[0]))
        #expect(try reopened(conversation.storedID).turns.map(\.message.text) == ["u", "other", "u"])
    }

    @Test func aTurnOfADeletedConversationIsRefused() throws {
        var conversation = Conversation(model: "m")
        conversation.storedID = 99
        #expect(throws: StoreError.noConversation(99, path: store.path)) {
            _ = try store.begin(NewTurn(message("u"), title: "u", in: conversation))
        }
    }
}
