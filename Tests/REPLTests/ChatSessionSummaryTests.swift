import CloudComputeClient
import ConversationStore
import Conversations
import FakeChatBackend
import Testing

@testable import REPL

/// `/compact`.
@Suite(.timeLimit(.minutes(1))) struct ChatSessionSummaryTests {
    private let turns = (1...4).map { Turn.example("q\($0)", "a\($0)", ids: [Int64($0) * 2 - 1, Int64($0) * 2]) }

    private func session(_ line: String = "/compact", storedID: Int64? = nil) -> ChatSession {
        var session = ChatSession.example(turns, storedID: storedID, isStored: storedID != nil, showsNotices: false)
        _ = session.type(line)
        return session
    }

    private func summarize(_ session: inout ChatSession, _ text: String = "short") -> [String] {
        session.handle(.summarized(FinishedTurn(reply: Reply(text: text)))).map(\.words)
    }

    @Test func theOldMessagesAreSummarizedAndTheLastTwoStay() {
        var session = ChatSession.example(turns)
        #expect(
            session.type("/compact") == ["Summarizing 2 messages with m.", #"summarize ["q1", "a1", "q2", "a2"]"#])
        #expect(
            summarize(&session).first == "The first 2 messages became a summary of about 1 tokens; "
                + "/compact show shows it, /compact undo takes it back.")
        #expect(session.conversation.turns.count == 4 && session.conversation.summarizedCount == 2)
        #expect(session.type("next") == [#"send ["q3", "a3", "q4", "a4", "next"] to m"#])
    }

    @Test func howManyStayCanBeChosen() {
        var session = ChatSession.example(turns)
        #expect(session.type("/compact 0")[1] == #"summarize ["q1", "a1", "q2", "a2", "q3", "a3", "q4", "a4"]"#)
        #expect(session.type("/compact 4") == ["There is nothing to summarize before the messages that are kept."])
        #expect(session.type("/compact 99999999999999999999")[0].hasPrefix("/compact takes"))
        #expect(session.type("/compact -1")[0].hasPrefix("/compact takes"))
        var short = ChatSession.example([.example("q", "a")])
        #expect(short.type("/compact")[1] == #"summarize ["q", "a"]"#)
        var empty = ChatSession.example()
        #expect(empty.type("/compact") == ["There is nothing to summarize before the messages that are kept."])
    }

    @Test func itIsStoredShownAndTakenBack() {
        var session = session(storedID: 7)
        #expect(summarize(&session).first == "store: summary <short> up to 3 of 7")
        _ = session.handle(.store(.summaryAdded(.success(5))))
        #expect(session.type("/compact show") == ["Sent in place of the first 2 messages, by m:", "plain: short"])
        #expect(
            session.type("/compact undo") == ["store: drop summary 5 of 7", "All messages are sent as they are again."])
        #expect(session.type("/compact undo") == ["There is no summary; /compact makes one."])
        #expect(session.type("/compact show") == ["There is no summary; /compact makes one."])
    }

    @Test func aSecondOneOfTheSameWordsStandsForMoreMessages() {
        var session = session(storedID: 7)
        _ = summarize(&session)
        _ = session.type("/compact 1")
        #expect(summarize(&session).first == "store: summary <short> up to 5 of 7")
        #expect(session.type("/compact show") == ["Sent in place of the first 3 messages, by m:", "plain: short"])
        #expect(
            session.type("/compact undo").last == "The previous summary, of the first 2 messages, counts again.")
        #expect(session.type("/compact show").first == "Sent in place of the first 2 messages, by m:")
    }

    @Test func aFailureChangesNothing() {
        for turn in [
            FinishedTurn(reply: Reply(status: .failed), error: FakeChatBackend.Failure()),
            FinishedTurn(reply: Reply(text: "half", status: .interrupted)), FinishedTurn(reply: Reply(text: " \n")),
            FinishedTurn(reply: Reply(text: "cut", status: .length)),
        ] {
            var session = session()
            let told = session.handle(.summarized(turn)).map(\.words)
            #expect(told.last?.hasSuffix("; the conversation stays as it is.") == true, "\(told)")
            #expect(session.conversation.summaries.isEmpty)
        }
    }

    @Test func whatIsSummarizedCannotBeTakenBackByItself() {
        var session = session("/compact 0")
        _ = summarize(&session)
        for line in ["/undo", "/retry", "/compare =b"] {
            #expect(
                session.type(line) == ["The last message is part of the summary; /compact undo takes that back first."])
        }
        #expect(session.conversation.turns.count == 4)
    }

    @Test func controlCStopsIt() {
        var session = session()
        #expect(session.handle(.interrupted).map(\.words) == ["cancel"])
    }

    @Test func theCostOfItCounts() {
        var session = session()
        var reply = Reply(text: "short")
        reply.cost = 0.25
        _ = session.handle(.summarized(FinishedTurn(reply: reply)))
        #expect(session.type("/cost") == ["All 1 reply: 0.25."])
        _ = session.type("/compact undo")
        #expect(session.type("/cost") == ["All 1 reply: 0.25."])
        _ = session.type("/compact")
        reply.status = .interrupted
        _ = session.handle(.summarized(FinishedTurn(reply: reply)))
        #expect(session.type("/cost") == ["All 2 replies: 0.5."])
    }
}
