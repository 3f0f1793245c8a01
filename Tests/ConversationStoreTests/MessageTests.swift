import Foundation
import GRDB
import Testing

@testable import ConversationStore

@Suite(.timeLimit(.minutes(2))) struct MessageTests {
    let scene: Scene
    let store: ConversationStore

    init() throws {
        scene = try Scene()
        store = try scene.store()
    }

    @Test func everyFieldComesBack() throws {
        let conversation = try store.createConversation(
            title: "Поездка", model: "a/b", system: "Be brief.", parameters: #"{"temperature":0.5}"#)
        let user = try store.addUserMessage("Hi 👋", attachments: #"[{"type":"text"}]"#, to: conversation.id)
        let turn = try store.beginReply(in: conversation.id, model: "a/b", parameters: #"{"seed":1}"#)
        var reply = StoredReply(text: "Hello")
        (reply.id, reply.reasoning, reply.reasoningDetails) = ("chatcmpl-1", "hmm", "[1]")
        (reply.refusal, reply.toolCalls, reply.model) = ("no", "[2]", "a/b-2")
        (reply.usage, reply.finishReason) = (#"{"total_tokens":3}"#, "stop")
        (reply.timeToFirstToken, reply.duration, reply.cost) = (12.5, 80.25, 0.001)
        (reply.status, reply.error) = (.length, "e")
        try store.finishReply(turn, reply)

        let again = try scene.store()
        let found = try again.conversation(id: conversation.id)
        #expect(found.title == "Поездка")
        #expect(found.model == "a/b")
        #expect(found.system == "Be brief.")
        #expect(found.parameters == #"{"temperature":0.5}"#)
        #expect(found.createdAt == conversation.createdAt)
        #expect(found.updatedAt > found.createdAt)
        #expect(found.messageCount == 2)
        #expect(found.forkedFrom == nil)

        let messages = try again.messages(of: conversation.id)
        #expect(messages.map(\.id) == [user, turn])
        #expect(messages[0].content == .user("Hi 👋", attachments: #"[{"type":"text"}]"#))
        #expect(messages[1].content == .assistant(reply, parameters: #"{"seed":1}"#))
    }

    @Test func aForkAndACopyKeepEveryFieldOfAReply() throws {
        let conversation = try store.converse("t", "a")
        var reply = StoredReply(text: "b")
        (reply.id, reply.reasoning, reply.reasoningDetails) = ("chatcmpl-1", "hmm", "[1]")
        (reply.refusal, reply.toolCalls, reply.model, reply.cost) = ("no", "[2]", "m-2", 0.5)
        try store.finishReply(try store.beginReply(in: conversation.id, model: "m", parameters: "{}"), reply)
        let fork = try store.fork(conversation.id)
        #expect(try store.messages(of: fork.id).last?.reply == reply)
        let contents = try store.messages(of: fork.id).map(\.content)
        let copy = try store.add(title: "copy", model: "m", system: nil, parameters: "{}", messages: contents)
        #expect(try store.messages(of: copy.id).map(\.content) == contents)
        #expect(try store.messages(of: copy.id).map(\.id) == copy.messageIDs)
    }

    @Test func aCopyThatFailsHalfwayIsNotStoredAtAll() throws {
        try store.pool.write { database in
            try database.execute(
                sql: """
                    CREATE TRIGGER refuse BEFORE INSERT ON turn WHEN new.role = 'assistant'
                    BEGIN SELECT raise(ABORT, 'no'); END
                    """)
        }
        let contents = [
            StoredMessage.Content.user("a", attachments: nil), .assistant(StoredReply(text: "b"), parameters: nil),
        ]
        #expect(throws: StoreError.self) {
            _ = try store.add(title: "t", model: "m", system: nil, parameters: "{}", messages: contents)
        }
        #expect(try store.conversationCount() == 0)
        #expect(try store.messageCountWithDropped() == 0)
    }

    @Test func theModelThatWasAskedStaysWhereTheReplyNamesNone() throws {
        let conversation = try store.converse("", "a", "b")
        #expect(try store.messages(of: conversation.id).last?.reply?.model == "m")
    }

    @Test func aPendingReplyShowsWhatHasCome() throws {
        let conversation = try store.converse("", "a")
        let turn = try store.beginReply(in: conversation.id, model: "m", parameters: "{}")
        try store.appendPiece("Hel", reasoning: "h", to: turn)
        try store.appendPiece("lo", reasoning: "m", to: turn)
        let last = try #require(try scene.store().messages(of: conversation.id).last)
        #expect(last.text == "Hello")
        #expect(last.reply?.reasoning == "hm")
        #expect(last.reply?.status == .pending)
    }

    @Test func piecesGoWhenTheReplyEnds() throws {
        let conversation = try store.converse("", "a")
        let turn = try store.beginReply(in: conversation.id, model: "m", parameters: "{}")
        for _ in 0..<10 { try store.appendPiece("x", to: turn) }
        try store.finishReply(turn, StoredReply(text: "all"))
        #expect(try store.messages(of: conversation.id).last?.text == "all")
        #expect(try store.pieceCount() == 0)
    }

    @Test func aZeroCharacterEndsNoText() throws {
        let conversation = try store.converse("t\0u", "a\0b", "c\0d")
        #expect(conversation.title == "t\u{FFFD}u")
        #expect(try store.messages(of: conversation.id).map(\.text) == ["a\u{FFFD}b", "c\u{FFFD}d"])
    }

    @Test func undoTakesTheLastExchangeBack() throws {
        let conversation = try store.converse("", "one", "two", "three", "four")
        #expect(try store.dropLastTurn(of: conversation.id).map(\.text) == ["three", "four"])
        #expect(try store.messages(of: conversation.id).map(\.text) == ["one", "two"])
        #expect(try store.conversation(id: conversation.id).messageCount == 2)
        #expect(try store.search("four", limit: 5).isEmpty)
        #expect(try store.search("two", limit: 5).count == 1)
        #expect(try store.dropLastTurn(of: conversation.id).count == 2)
        #expect(try store.dropLastTurn(of: conversation.id).isEmpty)
        #expect(try store.messageCountWithDropped() == 4)
    }

    @Test func retryTakesTheReplyBackOnly() throws {
        let conversation = try store.converse("", "one", "two", "three", "four")
        #expect(try store.dropLastReply(of: conversation.id).map(\.text) == ["four"])
        #expect(try store.dropLastReply(of: conversation.id).isEmpty)
        #expect(try store.messages(of: conversation.id).map(\.text) == ["one", "two", "three"])
    }

    @Test func aReplyThatEndsAfterItsUndoStaysUnseen() throws {
        let conversation = try store.converse("", "one")
        let turn = try store.beginReply(in: conversation.id, model: "m", parameters: "{}")
        try store.dropLastTurn(of: conversation.id)
        try store.finishReply(turn, StoredReply(text: "late"))
        #expect(try store.messages(of: conversation.id).isEmpty)
        #expect(try store.search("late", limit: 5).isEmpty)
    }

    @Test func whatIsNotThereIsNamed() throws {
        let actions: [() throws -> Void] = [
            { _ = try store.messages(of: 7) }, { _ = try store.conversation(id: 7) },
            { try store.addUserMessage("a", to: 7) }, { _ = try store.beginReply(in: 7, model: "m", parameters: "{}") },
            { try store.setTitle("a", of: 7) }, { try store.setModel("m", system: nil, parameters: "{}", of: 7) },
            { try store.dropLastTurn(of: 7) }, { try store.dropLastReply(of: 7) }, { _ = try store.fork(7) },
            { try store.delete(7) }, { try store.finishReply(7, StoredReply(text: "")) },
            { try store.appendPiece("a", to: 7) },
        ]
        for action in actions {
            let error = try #require(Scene.error(action))
            switch error {
            case .noConversation(7, scene.path), .noReply(7, scene.path), .conversationDeleted(scene.path): break
            default: Issue.record("\(error)")
            }
        }
    }
}
