import CloudComputeClient
import FakeChatBackend
import Testing

@testable import ConversationStore
@testable import Conversations
@testable import REPL

/// `/retry`, `/undo` and `/edit`.
@Suite(.timeLimit(.minutes(1))) struct ChatSessionRetryTests {
    private let record = TurnRecord(conversationID: 7, title: "t", messageID: 3, replyID: 12)
    private let broken = FakeChatBackend.Failure("broken")

    /// A stored conversation of two turns whose last message is being asked again.
    private func retrying(_ line: String = "/retry", as record: TurnRecord? = nil) -> ChatSession {
        var session = ChatSession.example(
            [.example("one", "1", ids: [1, 2]), .example("two", "2", ids: [3, 4])], storedID: 7, isStored: true,
            showsNotices: false)
        _ = session.type(line)
        _ = session.handle(.store(.begun(.success(record ?? self.record))))
        return session
    }

    @Test func aRetrySendsTheLastMessageWithoutItsReply() {
        var session = ChatSession.example([.example("one", "1"), .example("two", "2")])
        #expect(session.type("/retry") == [#"send ["one", "1", "two"] to m"#])
    }

    @Test func aRetryWithAnotherModelGoesOnWithIt() {
        var session = ChatSession.example([.example("one", "1")])
        #expect(session.type("/retry big") == ["Switched to big.", #"send ["one"] to big"#])
    }

    @Test func thereMustBeSomethingToRetry() {
        var session = ChatSession.example()
        #expect(session.type("/retry") == ["Nothing to retry."])
    }

    @Test func theNewReplyTakesThePlaceOfTheFormer() {
        var session = retrying()
        let end = session.handle(.turnEnded(FinishedTurn(reply: Reply(text: "new"))))
        #expect(end.map(\.words) == ["end reply", "store: drop [4] of 7"])
        #expect(session.conversation.turns.map { $0.reply?.text } == ["1", "new"])
        #expect(session.conversation.turns[1].storedIDs == [3, 12])
    }

    @Test func theMessageOfARetryIsNotStoredAgain() {
        var session = ChatSession.example([.example("one", "1", ids: [1, 2])], storedID: 7, isStored: true)
        guard case .store(.begin(let turn))? = session.handle(.line("/retry")).last else {
            Issue.record("Nothing is stored.")
            return
        }
        #expect(turn.formerIDs == [1, 2])
    }

    @Test func whereTheStoreHoldsTheMessageTwiceTheFormerExchangeIsDropped() {
        var session = retrying(as: TurnRecord(conversationID: 7, title: "t", messageID: 11, replyID: 12))
        let end = session.handle(.turnEnded(FinishedTurn(reply: Reply(text: "new"))))
        #expect(end.map(\.words) == ["end reply", "store: drop [3, 4] of 7"])
    }

    @Test func aNewReplyThatCannotBeStoredLeavesTheFormerInTheStore() {
        var session = retrying()
        let busy = StoreError.conversationDeleted(path: "/p")
        let end = session.handle(.turnEnded(FinishedTurn(reply: Reply(text: "new"), storeError: busy)))
        #expect(
            end.map(\.words)
                == ["end reply", #"not stored: conversationDeleted(path: "/p")"#])
        let turn = session.conversation.turns[1]
        #expect(turn.reply?.text == "new" && turn.storedIDs == [3, 4, 12] && !turn.isStored)
        #expect(session.type("/undo").first == "store: drop [3, 4, 12] of 7")
    }

    @Test func aRetryThatFailsLeavesTheFormerReply() {
        var session = retrying()
        let end = session.handle(.turnEnded(FinishedTurn(reply: Reply(status: .failed), error: broken)))
        #expect(
            end.map(\.words) == [
                "end reply", "error: broken", "Your message was kept. Use /retry to resend it.",
                "store: drop [12] of 7", "The previous reply is kept.",
            ])
        #expect(session.conversation.turns.map { $0.reply?.text } == ["1", "2"])
        #expect(session.conversation.turns[1].storedIDs == [3, 4])
    }

    @Test func aRetryThatFailsGoesBackToTheFormerModel() {
        var session = retrying("/retry big")
        let end = session.handle(.turnEnded(FinishedTurn(reply: Reply(status: .failed), error: broken)))
        #expect(session.conversation.model == "m")
        #expect(end.map(\.words).suffix(2) == ["Switched to m.", "The previous reply is kept."])
    }

    @Test func aRetryThatIsStoppedBeforeAnythingCameLeavesTheFormerReply() {
        var session = retrying()
        _ = session.handle(.interrupted)
        _ = session.handle(.turnEnded(FinishedTurn(reply: Reply(status: .interrupted))))
        #expect(session.conversation.turns[1].reply?.text == "2")
    }

    @Test(arguments: [StoredReply.Status.interrupted, .cutOff])
    func aRetryThatBreaksOffLeavesAWholeReply(status: StoredReply.Status) {
        var session = retrying()
        let error = status == .cutOff ? broken : nil
        let end = session.handle(
            .turnEnded(FinishedTurn(reply: Reply(text: "half", status: status), error: error)))
        #expect(
            end.map(\.words) == [
                "end reply", status == .cutOff ? "error: broken" : "Interrupted.", "store: drop [12] of 7",
                "The previous reply is kept.",
            ])
        #expect(session.conversation.turns[1].reply?.text == "2")
    }

    @Test func aRetryOfAReplyThatBrokeOffReplacesItByWhatCame() {
        var session = ChatSession.example(showsNotices: false)
        _ = session.say("hi", Reply(text: "a", status: .cutOff))
        _ = session.type("/retry")
        let end = session.handle(.turnEnded(FinishedTurn(reply: Reply(text: "half", status: .interrupted))))
        #expect(end.map(\.words) == ["end reply", "Interrupted. The partial reply is kept."])
        #expect(session.conversation.turns.map { $0.reply?.text } == ["half"])
    }

    @Test func aRetryOfWhatFailedReplacesIt() {
        var session = ChatSession.example(showsNotices: false)
        _ = session.say("hi", Reply(status: .failed))
        _ = session.type("/retry")
        _ = session.handle(.turnEnded(FinishedTurn(reply: Reply(status: .failed), error: broken)))
        #expect(session.conversation.turns.count == 1)
        _ = session.type("/retry")
        _ = session.handle(.turnEnded(FinishedTurn(reply: Reply(text: "at last"))))
        #expect(session.conversation.turns.map { $0.reply?.text } == ["at last"])
    }

    @Test func aRetryThatFailsEndsAScriptAndKeepsTheFormerReply() {
        var session = ChatSession.example(
            [.example("one", "1", ids: [1, 2])], storedID: 7, isStored: true, isInteractive: false,
            showsNotices: false)
        _ = session.type("/retry")
        _ = session.handle(.store(.begun(.success(record))))
        let end = session.handle(.turnEnded(FinishedTurn(reply: Reply(status: .failed), error: broken)))
        #expect(end.map(\.words) == ["end reply", "store: drop [3, 12] of 7", "fail: broken"])
    }

    @Test func aRetriedImageIsSentAgain() {
        let picture = ChatMessage(role: .user, parts: [.text("what"), .imageURL("data:,")])
        var session = ChatSession.example([Turn(message: picture, reply: Reply(text: "dot"))])
        guard case .send(let request, _)? = session.handle(.line("/retry")).last else {
            Issue.record("Nothing is sent.")
            return
        }
        #expect(request.messages.last == picture)
    }

    @Test func undoTakesBackTheLastTurn() {
        var session = ChatSession.example([.example("one", "1"), .example("two", "2")])
        #expect(session.type("/undo") == ["Removed: two"])
        #expect(session.conversation.turns.map(\.message.text) == ["one"])
    }

    @Test func undoTakesTheTurnOutOfTheStoreToo() {
        var session = ChatSession.example([.example("one", "1", ids: [1, 2])], storedID: 7, isStored: true)
        #expect(session.type("/undo") == ["store: drop [1, 2] of 7", "Removed: one"])
    }

    @Test func undoOfATurnThatIsNotStoredAsksNothingOfTheStore() {
        var session = ChatSession.example([.example("one", "1")], storedID: 7, isStored: true)
        #expect(session.type("/undo") == ["Removed: one"])
    }

    @Test func thereMustBeSomethingToUndo() {
        var session = ChatSession.example()
        #expect(session.type("/undo") == ["Nothing to undo."])
    }

    @Test func aStoreThatFailsToUndoIsToldOnce() {
        var session = ChatSession.example(isStored: true)
        let failure = StoreError.busy("/p")
        #expect(session.handle(.store(.updated(failure))).map(\.words) == ["not stored: \(failure)"])
        #expect(session.handle(.store(.updated(failure))).isEmpty)
        #expect(session.handle(.store(.updated(nil))).isEmpty)
    }

    @Test func editOpensTheEditor() {
        var session = ChatSession.example()
        #expect(session.type("/edit some text") == ["edit <some text>"])
    }

    @Test func editNeedsAnEditor() {
        var session = ChatSession.example(hasEditor: false)
        #expect(session.type("/edit") == ["/edit needs a terminal."])
    }

    @Test func whatTheEditorLeavesIsSent() {
        var session = ChatSession.example()
        #expect(session.handle(.edited("edited")).map(\.words) == ["plain: > edited", #"send ["edited"] to m"#])
    }

    @Test func anEmptyTextOfTheEditorIsNotSent() {
        var session = ChatSession.example()
        #expect(session.handle(.edited(" \n")).map(\.words) == ["The text is empty; nothing was sent."])
    }

    @Test func anEditorThatDoesNotEndWellSendsNothing() {
        var session = ChatSession.example()
        #expect(session.handle(.edited(nil))[0].words.hasPrefix("The editor exited with an error"))
    }
}
