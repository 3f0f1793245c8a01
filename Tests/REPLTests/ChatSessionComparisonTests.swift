import CloudComputeClient
import ConversationStore
import Conversations
import FakeChatBackend
import Testing

@testable import REPL

/// `/compare` and `/pick`.
@Suite(.timeLimit(.minutes(1))) struct ChatSessionComparisonTests {
    private func text(_ text: String) -> ChatEvent { .text(text, choice: 0) }

    private func ended(_ text: String, _ error: (any Error)? = nil) -> FinishedTurn {
        var reply = Reply(text: text, status: error == nil ? .complete : .failed)
        reply.model = text.isEmpty ? nil : "m of \(text)"
        return FinishedTurn(reply: reply, error: error)
    }

    private func session(_ models: String = "b c") -> ChatSession {
        var session = ChatSession.example(
            [.example("old", "former"), .example("q", "of a")], showsNotices: false)
        _ = session.type("/compare \(models)")
        return session
    }

    @Test func theModelsAreAskedTheLastMessageAtOnce() {
        var session = ChatSession.example([.example("old", "former"), .example("q", "of a")])
        #expect(
            session.type("/compare b c") == [
                "begin reply", #"send all ["old", "former", "q"] to b, ["old", "former", "q"] to c"#,
            ])
    }

    @Test func theRepliesAreShownOneAfterTheOther() {
        var session = session()
        #expect(session.handle(.compared(1, text("of c"))).isEmpty)
        #expect(session.handle(.compared(0, text("of"))).map(\.words) == ["text: ## b\n\n", "text: of"])
        #expect(session.handle(.compared(0, text(" b"))).map(\.words) == ["text:  b"])
        #expect(
            session.handle(.comparisonEnded(0, ended("of b"))).map(\.words) == [
                "end reply", "begin reply", "text: ## c\n\n", "text: of c",
            ])
        #expect(
            session.handle(.comparisonEnded(1, ended("of c"))).map(\.words) == [
                "end reply",
                "The conversation goes on with reply 1 of 3; /pick N goes on with another, /pick lists them.",
            ])
        #expect(session.conversation.turns.last?.choices.map(\.text) == ["of a", "of b", "of c"])
    }

    @Test func repliesThatWaitedStandUnderTheirOwnNames() {
        var session = session("b c d")
        _ = session.handle(.compared(2, text("of d")))
        _ = session.handle(.comparisonEnded(2, ended("of d")))
        _ = session.handle(.compared(1, text("of c")))
        _ = session.handle(.comparisonEnded(1, ended("of c")))
        #expect(
            session.handle(.comparisonEnded(0, ended("of b"))).map(\.words).dropLast() == [
                "text: ## b\n\n", "end reply", "begin reply", "text: ## c\n\n", "text: of c", "end reply",
                "begin reply",
                "text: ## d\n\n", "text: of d", "end reply",
            ])
    }

    @Test func oneThatFailsLeavesTheOthers() {
        var session = session()
        let told = session.handle(.comparisonEnded(0, ended("", FakeChatBackend.Failure()))).map(\.words)
        #expect(told.first == "text: ## b\n\n" && told.contains { $0.hasPrefix("error: ") })
        _ = session.handle(.compared(1, text("of c")))
        _ = session.handle(.comparisonEnded(1, ended("of c")))
        #expect(session.conversation.turns.last?.choices.map(\.text) == ["of a", "of c"])
    }

    @Test func aScriptEndsWithTheFirstErrorOnceAllHaveEnded() {
        var session = ChatSession.example([.example("q", "of a")], isInteractive: false)
        _ = session.type("/compare b c")
        let first = session.handle(.comparisonEnded(0, ended("", FakeChatBackend.Failure())))
        #expect(!first.map(\.words).contains { $0.hasPrefix("fail") })
        let last = session.handle(.comparisonEnded(1, ended("of c")))
        #expect(last.map(\.words).last?.hasPrefix("fail: ") == true)
        #expect(session.conversation.turns.last?.choices.count == 2)
    }

    @Test func controlCStopsAllAndKeepsWhatCame() {
        var session = session()
        #expect(session.handle(.interrupted).map(\.words) == ["cancel"])
        var told: [String] = []
        for index in 0...1 {
            told = session.handle(
                .comparisonEnded(
                    index, FinishedTurn(reply: Reply(text: index == 0 ? "half" : "", status: .interrupted)))
            ).map(\.words)
        }
        #expect(told.contains("Interrupted; what had come is kept."))
        #expect(session.conversation.turns.last?.choices.map(\.text) == ["of a", "half"])
        #expect(session.type("/pick") == ["* 1. m: of a\n  2. b (was interrupted): half"])
        #expect(
            session.type("/pick 2") == [
                "The conversation goes on with reply 2, of b, which was interrupted. "
                    + "m answers the next message; /model b changes that."
            ])
        #expect(session.type("next") == [#"send ["old", "former", "q", "half", "next"] to m"#])
    }

    @Test func theRepliesHavePlacesInTheStoreFirst() {
        var session = ChatSession.example([.example("q", "of a", ids: [1, 2])], storedID: 7, isStored: true)
        #expect(session.type("/compare b c") == [#"store: compare with ["b", "c"] to 1"#])
        let records = [3, 4].map { TurnRecord(conversationID: 7, title: "", messageID: 1, replyID: $0) }
        let sent = session.handle(.store(.comparisonBegun(.success(records)))).map(\.words)
        #expect(sent == ["begin reply", #"send all ["q"] to b as 3, ["q"] to c as 4"#])
        _ = session.handle(.comparisonEnded(0, ended("of b")))
        let end = session.handle(.comparisonEnded(1, ended("", FakeChatBackend.Failure()))).map(\.words)
        #expect(end.contains("store: drop asides [4] of 7"))
        #expect(
            session.type("/pick 2") == [
                "store: pick [3] in place of [2] to 1 of 7",
                "The conversation goes on with reply 2, of m of of b. m answers the next message; "
                    + "/model m of of b changes that.",
            ])
        #expect(session.type("/pick 2") == ["The conversation goes on with reply 2 already."])
        #expect(session.type("/pick") == ["  1. m: of a\n* 2. m of of b: of b"])
    }

    @Test(arguments: ["0", "3", "x", "-1", "99999999999999999999"]) func aNumberThatIsNotThereIsNamed(number: String) {
        var session = session("b")
        _ = session.handle(.comparisonEnded(0, ended("of b")))
        #expect(session.type("/pick \(number)") == ["/pick takes the number of a reply, 1 to 2."])
    }

    @Test func withoutAMessageOrAModelThereIsNothingToCompare() {
        var empty = ChatSession.example()
        #expect(empty.type("/compare b") == ["There is no message to ask again yet."])
        let nothing = "There is no reply to choose from yet; send a message, then ask another model by /compare MODEL."
        #expect(empty.type("/pick") == [nothing] && empty.type("/pick 1") == [nothing])
        var single = ChatSession.example([.example("q", "a")])
        #expect(single.type("/pick 1") == ["There is one reply only; /compare MODEL asks another model."])
        var session = ChatSession.example([.example("q", "a")])
        #expect(session.type("/compare") == ["Name the models to ask the last message: /compare B [C]."])
    }

    @Test func whereTheConversationsOwnReplyFailedTheFirstOtherIsItsBranch() {
        var session = ChatSession.example()
        _ = session.say("q", Reply(status: .failed))
        _ = session.type("/compare =b =c")
        _ = session.handle(.comparisonEnded(0, ended("", FakeChatBackend.Failure())))
        let end = session.handle(.comparisonEnded(1, ended("of c"))).map(\.words)
        #expect(end.last?.hasPrefix("The conversation goes on with reply 2 of 2;") == true, "\(end)")
        #expect(session.type("next") == [#"send ["q", "of c", "next"] to m"#])
    }

    @Test func aRetryKeepsTheOtherReplies() {
        var session = session("b")
        _ = session.handle(.comparisonEnded(0, ended("of b")))
        _ = session.say("/retry", Reply(text: "again"))
        #expect(session.conversation.turns.last?.choices.map(\.text) == ["again", "of b"])
    }
}
