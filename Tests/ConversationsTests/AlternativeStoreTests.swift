import CloudComputeClient
import ConversationStore
import FakeChatBackend
import JSON
import Testing

@testable import Conversations

/// Replies of several models to one message, in the store.
@Suite(.timeLimit(.minutes(1))) struct AlternativeStoreTests {
    private let folder: TemporaryStore
    private let store: ConversationStore

    init() throws {
        folder = try TemporaryStore()
        store = try folder.open()
    }

    /// A conversation of one message with the replies of three models.
    private func comparison() throws -> (TurnRecord, [TurnRecord]) {
        let message = ChatMessage(role: .user, text: "q")
        let first = try store.begin(NewTurn(message, title: "q", in: Conversation(model: "a")))
        let others = try #require(try store.beginComparison(with: ["b", "c"], to: first, parameters: "{}"))
        for (record, text) in zip([first] + others, ["of a", "of b", "of c"]) {
            try store.finishReply(record.replyID, StoredReply(text: text))
        }
        return (first, others)
    }

    private func read() throws -> Conversation {
        try Conversation(try store.conversation(id: 1), from: store)
    }

    @Test func allRepliesAreKeptAndOneIsTheBranch() throws {
        _ = try comparison()
        let turn = try #require(try read().turns.first)
        #expect(turn.reply?.text == "of a" && turn.choices.map(\.text) == ["of a", "of b", "of c"])
        #expect(turn.choices.map(\.model) == ["a", "b", "c"])
        #expect(try store.conversation(id: 1).messageCount == 2)
        #expect(
            try read().request(saying: ChatMessage(role: .user, text: "n")).messages.map(\.text) == ["q", "of a", "n"])
    }

    @Test func whatIsPickedIsTheBranchWhenItIsReadAgain() throws {
        _ = try comparison()
        for position in [2, 1, 0, 2] {
            var conversation = try read()
            let picked = conversation.turns[0].pick(position)
            let moved = try #require(picked)
            try store.pick(moved.branch, inPlaceOf: moved.aside, to: conversation.turns[0].storedIDs[0], of: 1)
            let turn = try #require(try read().turns.first)
            #expect(turn.branch == position && turn.choices.map(\.text) == ["of a", "of b", "of c"])
            #expect(turn.reply?.text == ["of a", "of b", "of c"][position])
        }
    }

    @Test func droppedOnesAndThoseOfTakenBackMessagesAreNotShown() throws {
        let (first, others) = try comparison()
        try store.dropAsides([others[0].replyID], of: 1)
        #expect(try read().turns[0].choices.map(\.text) == ["of a", "of c"])
        try store.dropMessages([first.messageID, first.replyID], of: 1)
        #expect(try read().turns.isEmpty)
    }

    @Test func whereTheConversationHasGoneOnThereIsNoPlace() throws {
        let (first, _) = try comparison()
        try store.addUserMessage("next", to: 1)
        #expect(try store.beginComparison(with: ["d"], to: first, parameters: "{}") == nil)
    }

    @Test func aComparisonThatWasKilledIsRead() throws {
        let message = ChatMessage(role: .user, text: "q")
        let first = try store.begin(NewTurn(message, title: "q", in: Conversation(model: "a")))
        _ = try store.beginComparison(with: ["b"], to: first, parameters: "{}")
        try store.finishReply(first.replyID, StoredReply(text: "of a"))
        let turn = try #require(try read().turns.first)
        #expect(turn.reply?.text == "of a" && turn.alternatives.isEmpty)
    }

    @Test func theyAreStoredWithAConversationThatWasHeldWithoutTheStore() throws {
        var conversation = Conversation(model: "a")
        var turn = Turn(message: ChatMessage(role: .user, text: "q"), reply: Reply(text: "of a"))
        turn.alternatives = [Alternative(reply: Reply(text: "of b"))]
        conversation.turns = [turn, Turn(message: ChatMessage(role: .user, text: "r"), reply: Reply(text: "s"))]
        try conversation.save(to: store)
        #expect(try read().turns[0].choices.map(\.text) == ["of a", "of b"])
        #expect(try read().turns[1].choices.isEmpty)
    }

    @Test func transcriptsTellOfThem() throws {
        _ = try comparison()
        let transcript = Transcript(try read())
        let alternatives = try JSONValue(parsing: transcript.text(.json))["turns"]?.array?.last?["alternatives"]?.array
        #expect(alternatives?.map { $0["content"]?.string } == ["of b", "of c"])
        #expect(transcript.text(.markdown).contains("### Not picked: b\n\nof b\n"))
        #expect(transcript.text(.jsonl).split(separator: "\n").count == 2)
    }
}
