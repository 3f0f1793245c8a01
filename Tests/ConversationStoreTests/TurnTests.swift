import Foundation
import Testing

@testable import ConversationStore

@Suite(.timeLimit(.minutes(2))) struct TurnTests {
    let scene: Scene
    let store: ConversationStore

    init() throws {
        scene = try Scene()
        store = try scene.store()
    }

    @Test func everyFieldComesBack() throws {
        let conversation = try store.createConversation(
            title: "Поездка", model: "a/b", system: "Be brief.", parameters: #"{"temperature":0.5}"#,
            hasGivenTitle: true)
        let user = try store.addUserTurn("Hi 👋", attachments: #"[{"type":"text"}]"#, to: conversation.id)
        let turn = try store.beginReply(in: conversation.id, model: "a/b", parameters: #"{"seed":1}"#)
        let reply = FinishedReply(
            text: "Hello", reasoning: "hmm", reasoningDetails: "[1]", toolCalls: "[2]", model: "a/b-2",
            usage: #"{"total_tokens":3}"#, finishReason: "stop", timeToFirstToken: 12.5, duration: 80.25, cost: 0.001,
            status: .length, error: "e")
        try store.finishReply(turn, reply)

        let again = try scene.store()
        let found = try again.conversation(id: conversation.id)
        #expect(found.title == "Поездка")
        #expect(found.hasGivenTitle)
        #expect(found.model == "a/b")
        #expect(found.system == "Be brief.")
        #expect(found.parameters == #"{"temperature":0.5}"#)
        #expect(found.createdAt == conversation.createdAt)
        #expect(found.updatedAt > found.createdAt)
        #expect(found.turnCount == 2)
        #expect(found.forkedFrom == nil)

        let turns = try again.turns(of: conversation.id)
        #expect(turns.map(\.id) == [user, turn])
        #expect(turns[0].role == .user)
        #expect(turns[0].text == "Hi 👋")
        #expect(turns[0].attachments == #"[{"type":"text"}]"#)
        #expect(turns[0].status == .complete)
        let read = turns[1]
        #expect(read.role == .assistant)
        #expect(read.parameters == #"{"seed":1}"#)
        #expect(
            FinishedReply(
                text: read.text, reasoning: read.reasoning, reasoningDetails: read.reasoningDetails,
                toolCalls: read.toolCalls, model: read.model, usage: read.usage, finishReason: read.finishReason,
                timeToFirstToken: read.timeToFirstToken, duration: read.duration, cost: read.cost, status: read.status,
                error: read.error) == reply)
    }

    @Test func theModelThatWasAskedStaysWhereTheReplyNamesNone() throws {
        let conversation = try store.converse("", "a", "b")
        #expect(try store.turns(of: conversation.id).last?.model == "m")
    }

    @Test func aPendingReplyShowsWhatHasCome() throws {
        let conversation = try store.converse("", "a")
        let turn = try store.beginReply(in: conversation.id, model: "m", parameters: "{}")
        try store.appendPiece("Hel", reasoning: "h", to: turn)
        try store.appendPiece("lo", reasoning: "m", to: turn)
        let last = try #require(try scene.store().turns(of: conversation.id).last)
        #expect(last.text == "Hello")
        #expect(last.reasoning == "hm")
        #expect(last.status == .pending)
    }

    @Test func piecesGoWhenTheReplyEnds() throws {
        let conversation = try store.converse("", "a")
        let turn = try store.beginReply(in: conversation.id, model: "m", parameters: "{}")
        for _ in 0..<10 { try store.appendPiece("x", to: turn) }
        try store.finishReply(turn, FinishedReply(text: "all"))
        #expect(try store.turns(of: conversation.id).last?.text == "all")
        #expect(try store.pieceCount() == 0)
    }

    @Test func aZeroCharacterEndsNoText() throws {
        let conversation = try store.converse("t\0u", "a\0b", "c\0d")
        #expect(conversation.title == "t\u{FFFD}u")
        #expect(try store.turns(of: conversation.id).map(\.text) == ["a\u{FFFD}b", "c\u{FFFD}d"])
    }

    @Test func undoTakesTheLastExchangeBack() throws {
        let conversation = try store.converse("", "one", "two", "three", "four")
        #expect(try store.dropLastExchange(of: conversation.id).map(\.text) == ["three", "four"])
        #expect(try store.turns(of: conversation.id).map(\.text) == ["one", "two"])
        #expect(try store.conversation(id: conversation.id).turnCount == 2)
        #expect(try store.search("four", limit: 5).isEmpty)
        #expect(try store.search("two", limit: 5).count == 1)
        #expect(try store.dropLastExchange(of: conversation.id).count == 2)
        #expect(try store.dropLastExchange(of: conversation.id).isEmpty)
        #expect(try store.turnCountWithDropped() == 4)
    }

    @Test func retryTakesTheReplyBackOnly() throws {
        let conversation = try store.converse("", "one", "two", "three", "four")
        #expect(try store.dropLastReply(of: conversation.id).map(\.text) == ["four"])
        #expect(try store.dropLastReply(of: conversation.id).isEmpty)
        #expect(try store.turns(of: conversation.id).map(\.text) == ["one", "two", "three"])
    }

    @Test func aReplyThatEndsAfterItsUndoStaysUnseen() throws {
        let conversation = try store.converse("", "one")
        let turn = try store.beginReply(in: conversation.id, model: "m", parameters: "{}")
        try store.dropLastExchange(of: conversation.id)
        try store.finishReply(turn, FinishedReply(text: "late"))
        #expect(try store.turns(of: conversation.id).isEmpty)
        #expect(try store.search("late", limit: 5).isEmpty)
    }

    @Test func whatIsNotThereIsNamed() throws {
        let actions: [() throws -> Void] = [
            { _ = try store.turns(of: 7) }, { _ = try store.conversation(id: 7) },
            { try store.addUserTurn("a", to: 7) }, { _ = try store.beginReply(in: 7, model: "m", parameters: "{}") },
            { try store.setTitle("a", of: 7) }, { try store.setModel("m", system: nil, parameters: "{}", of: 7) },
            { try store.dropLastExchange(of: 7) }, { try store.dropLastReply(of: 7) }, { _ = try store.fork(7) },
            { try store.delete(7) }, { try store.finishReply(7, FinishedReply(text: "")) },
            { try store.appendPiece("a", to: 7) },
        ]
        for action in actions {
            let error = try #require(Scene.error(action))
            #expect(error.kind == .notFound)
            #expect(error.description.contains(scene.path))
        }
    }
}
