import CloudComputeClient
import Conversations
import FakeChatBackend
import JSON
import Terminal
import Testing

@testable import ConversationStore
@testable import REPL

/// Messages, replies, failures and interruptions.
@Suite(.timeLimit(.minutes(1))) struct ChatSessionTurnTests {
    private let broken = FakeChatBackend.Failure("broken")
    private let record = TurnRecord(conversationID: 7, title: "hi", messageID: 1, replyID: 2)

    @Test func theChatBeginsWithTheModelAndAsksForTheOthers() {
        var session = ChatSession.example()
        #expect(
            session.handle(.started).map(\.words)
                == ["m — /help for commands, Ctrl-D to quit", "fetch models"])
    }

    @Test func aConversationThatGoesOnIsNamedFirst() {
        var session = ChatSession.example([.example("a", "b")], storedID: 7)
        session.conversation.title = "Talk"
        #expect(session.handle(.started).first?.words == "Conversation 7, \"Talk\", 1 message.")
    }

    @Test func aScriptIsNotGreeted() {
        var session = ChatSession.example(isInteractive: false)
        #expect(session.handle(.started).isEmpty && session.prompt.isEmpty)
    }

    @Test func aMessageIsSentWithWhatWasSaidBefore() {
        var session = ChatSession.example([.example("a", "b")])
        #expect(session.type("c") == [#"send ["a", "b", "c"] to m"#])
    }

    @Test func aMessageIsStoredBeforeItIsSent() {
        var session = ChatSession.example(isStored: true)
        #expect(session.type("hi") == ["store: begin"])
        #expect(session.handle(.store(.begun(.success(record)))).map(\.words) == [#"send ["hi"] to m as 2"#])
        #expect(session.conversation.storedID == 7 && session.conversation.title == "hi")
    }

    @Test func aMessageThatCannotBeStoredIsSentAllTheSameAndThatIsSaidOnce() {
        var session = ChatSession.example(isStored: true)
        let full = StoreError.diskFull("/p")
        _ = session.type("hi")
        #expect(
            session.handle(.store(.begun(.failure(full)))).map(\.words) == [
                "not stored: \(full)", #"send ["hi"] to m"#,
            ])
        _ = session.handle(.turnEnded(FinishedTurn(reply: Reply(text: "a"))))
        #expect(session.conversation.turns[0].storedIDs.isEmpty)
        _ = session.type("more")
        #expect(session.handle(.store(.begun(.failure(full)))).map(\.words) == [#"send ["hi", "a", "more"] to m"#])
    }

    @Test func theReplyIsTakenIntoTheConversation() {
        var session = ChatSession.example(isStored: true, showsNotices: false)
        _ = session.type("hi")
        _ = session.handle(.store(.begun(.success(record))))
        #expect(session.handle(.turnEnded(FinishedTurn(reply: Reply(text: "a")))).map(\.words) == ["end reply"])
        let turn = session.conversation.turns[0]
        #expect(turn.message.text == "hi" && turn.reply?.text == "a" && turn.storedIDs == [1, 2])
    }

    @Test func piecesOfTheReplyAreShownAsTheyCome() {
        var session = ChatSession.example()
        _ = session.type("hi")
        #expect(session.handle(.reply(.text("a", choice: 0))).map(\.words) == ["text: a"])
        #expect(session.handle(.reply(.reasoning("r", choice: 0))).map(\.words) == ["reasoning: r"])
        #expect(session.handle(.reply(.text("b", choice: 1))).isEmpty)
        #expect(session.handle(.reply(.start(id: nil, model: nil))).isEmpty)
    }

    @Test func hiddenReasoningIsNotShown() {
        var session = ChatSession.example()
        session.options.showsReasoning = false
        #expect(session.handle(.reply(.reasoning("r", choice: 0))).isEmpty)
    }

    @Test func aStatusLineFollowsTheReply() {
        var session = ChatSession.example()
        #expect(session.say("hi", Reply(text: "a")).suffix(2) == ["end reply", "m"])
        session.options.showsStatus = false
        #expect(session.say("hi", Reply(text: "a")).last == "end reply")
    }

    @Test func withoutATerminalThereIsNoStatusLine() {
        var session = ChatSession.example(showsNotices: false)
        #expect(session.say("hi", Reply(text: "a")).last == "end reply")
    }

    @Test(arguments: [
        (StoredReply.Status.length, "The reply was cut off: it reached the limit on tokens (length)."),
        (.filtered, "The reply was cut off by a content filter."),
        (.interrupted, "Interrupted. The partial reply is kept."),
    ])
    func itIsSaidHowAReplyEnded(status: StoredReply.Status, note: String) {
        var session = ChatSession.example()
        #expect(session.say("hi", Reply(text: "half", status: status)).contains(note))
    }

    @Test func aReplyThatWasStoppedBeforeAnythingCameCanBeAskedAgain() {
        var session = ChatSession.example()
        let said = session.say("hi", Reply(status: .interrupted))
        #expect(said.contains("Interrupted before the reply began. Use /retry to resend."))
    }

    @Test func aMessageThatFailedIsKept() {
        var session = ChatSession.example()
        _ = session.type("hi")
        let end = session.handle(.turnEnded(FinishedTurn(reply: Reply(status: .failed), error: broken)))
        #expect(
            end.map(\.words) == ["end reply", "error: broken", "Your message was kept. Use /retry to resend it."])
        #expect(session.conversation.turns.count == 1)
    }

    @Test func anErrorInTheMiddleKeepsWhatHadCome() {
        var session = ChatSession.example(showsNotices: false)
        _ = session.type("hi")
        let end = session.handle(.turnEnded(FinishedTurn(reply: Reply(text: "half", status: .cutOff), error: broken)))
        #expect(end.map(\.words) == ["end reply", "error: broken"])
        #expect(session.type("more") == [#"send ["hi", "half", "more"] to m"#])
    }

    @Test func aReplyThatBrokeOffIsSaidToBeKeptWhereSomethingCame() {
        let broken = CloudComputeError(.interrupted, "It broke off.")
        for (text, status, isKept) in [("half", StoredReply.Status.cutOff, true), ("", .failed, false)] {
            var session = ChatSession.example(showsNotices: false)
            _ = session.type("hi")
            let end = session.handle(.turnEnded(FinishedTurn(reply: Reply(text: text, status: status), error: broken)))
            #expect(end.map(\.words).contains("The partial reply is kept.") == isKept)
        }
    }

    @Test func aFailureEndsAScript() {
        var session = ChatSession.example(isInteractive: false, showsNotices: false)
        _ = session.type("hi")
        let end = session.handle(.turnEnded(FinishedTurn(reply: Reply(status: .failed), error: broken)))
        #expect(end.map(\.words) == ["end reply", "fail: broken"])
    }

    @Test func anOutputThatIsGoneEndsTheChat() {
        var session = ChatSession.example()
        _ = session.type("hi")
        let end = session.handle(.turnEnded(FinishedTurn(reply: Reply(), outputError: .brokenPipe)))
        #expect(end.count == 1)
        guard case .fail(OutputError.brokenPipe)? = end.first else {
            Issue.record("The chat goes on: \(end.map(\.words))")
            return
        }
    }

    @Test func eachReplyThatIsNotStoredIsTold() {
        var session = ChatSession.example(isStored: true, showsNotices: false)
        let failure = StoreError.conversationDeleted(path: "/p")
        for _ in 0..<2 {
            _ = session.type("hi")
            _ = session.handle(.store(.begun(.success(record))))
            let end = session.handle(.turnEnded(FinishedTurn(reply: Reply(text: "a"), storeError: failure)))
            #expect(
                end.map(\.words)
                    == ["end reply", #"not stored: conversationDeleted(path: "/p")"#])
        }
    }

    @Test func aStoreThatFailsAgainAfterItWorkedIsToldAgain() {
        var session = ChatSession.example(isStored: true, showsNotices: false)
        let busy = StoreError.conversationDeleted(path: "/p")
        for result: Result<TurnRecord, StoreError> in [.failure(busy), .success(record), .failure(busy)] {
            _ = session.type("hi")
            let said = session.handle(.store(.begun(result))).count
            #expect(said == (((try? result.get()) == nil) ? 2 : 1))
            _ = session.handle(.turnEnded(FinishedTurn(reply: Reply(text: "a"))))
        }
    }

    @Test func controlCStopsTheReply() {
        var session = ChatSession.example()
        _ = session.type("hi")
        #expect(session.handle(.interrupted).map(\.words) == ["cancel"])
    }

    @Test func controlCWhileNothingIsUnderWayDoesNothing() {
        var session = ChatSession.example()
        #expect(session.handle(.interrupted).isEmpty)
        _ = session.say("hi", Reply(text: "a"))
        #expect(session.handle(.interrupted).isEmpty)
    }

    @Test func controlCAtAnEmptyPromptHints() {
        var session = ChatSession.example()
        #expect(session.handle(.lineCancelled(wasEmpty: true)).map(\.words) == ["Press Ctrl-D or type /quit to quit."])
        #expect(session.handle(.lineCancelled(wasEmpty: false)).isEmpty)
    }

    @Test func theEndOfTheInputEndsTheChat() {
        var session = ChatSession.example()
        #expect(session.handle(.inputEnded).map(\.words) == ["quit"])
    }

    @Test func quitLeaves() {
        var session = ChatSession.example()
        #expect(session.type("/quit") == ["quit"])
    }

    @Test func anEmptyLineDoesNothing() {
        var session = ChatSession.example()
        #expect(session.type("  ").isEmpty)
    }

    @Test func anUnknownCommandIsNotSent() {
        var session = ChatSession.example()
        let said = session.type("/modle x")
        #expect(said.count == 1 && said[0].hasPrefix("There is no command /modle; did you mean /model?"))
        #expect(session.type("/zzzzzz")[0].contains("/help lists the commands."))
    }

    @Test func anUnknownCommandEndsAScript() {
        var session = ChatSession.example(isInteractive: false)
        #expect(session.type("/nonsense")[0].hasPrefix("fail: There is no command /nonsense;"))
    }

    @Test func theUserIsWarnedOnceThatTheContextIsNearlyFull() throws {
        var session = ChatSession.example(showsNotices: false)
        _ = session.handle(.modelsKnown([try #require(Model(["id": "m", "context_length": 100]))]))
        func reply(_ tokens: Int) -> Reply {
            var reply = Reply(text: "a")
            reply.usage = Usage(["total_tokens": JSONValue(tokens)])
            return reply
        }
        #expect(session.say("hi", reply(79)).last == "end reply")
        #expect(session.say("hi", reply(80)).last?.hasPrefix("The conversation has 80 of the 100 tokens") == true)
        #expect(session.say("hi", reply(90)).last == "end reply")
    }

    @Test func aReplyThatNobodyWaitsForChangesNothing() {
        var session = ChatSession.example()
        #expect(session.handle(.turnEnded(FinishedTurn(reply: Reply(text: "late")))).isEmpty)
        #expect(session.handle(.store(.begun(.success(record)))).isEmpty)
        #expect(session.conversation.turns.isEmpty && session.conversation.storedID == nil)
    }
}
