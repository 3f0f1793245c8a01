import CloudComputeClient
import ConversationStore
import Conversations
import JSON
import Testing

@testable import REPL

/// What is asked before a message comes near what the model takes.
@Suite(.timeLimit(.minutes(1))) struct ChatSessionContextTests {
    private let long = String(repeating: "word ", count: 80)

    private func session(_ length: Int? = 400, isInteractive: Bool = true, turns: Int = 3) -> ChatSession {
        var conversation = Conversation(model: "m")
        conversation.turns = (0..<turns).map { .example("q\($0) \(long)", "a\($0)") }
        return ChatSession(
            conversation, isStored: false,
            configuration: .init(isInteractive: isInteractive, showsNotices: false, contextLength: length))
    }

    @Test func whereThereIsRoomNothingIsAsked() {
        var session = session(10_000)
        #expect(session.type("hi")[0].hasPrefix("send "))
        var unknown = self.session(nil)
        #expect(unknown.type("hi")[0].hasPrefix("send "))
    }

    @Test func theUserIsToldAndAsked() {
        var session = session()
        let told = session.type(long)
        #expect(told.count == 2 && told[0].hasPrefix("With this message the request takes about 4"), "\(told)")
        #expect(told[0].contains("of the 400 tokens of m"))
        #expect(session.prompt == "send, compact, drop or no? ")
        #expect(session.type("what?") == [told[1]])
    }

    @Test func itIsSentAllTheSame() {
        var session = session()
        _ = session.type(long)
        #expect(session.type("s")[0].hasPrefix("send ["))
        #expect(session.prompt == "> ")
    }

    @Test(arguments: ["n", "no", ""]) func itIsKeptBackWithItsAttachments(answer: String) {
        var session = session()
        _ = session.handle(.fileRead(.attachment, .success(FileAttachment(name: "a", bytes: Array(long.utf8)))))
        _ = session.type("see")
        #expect(session.prompt == "send, compact, drop or no? ")
        #expect(session.type(answer) == ["Nothing was sent; the Up key brings the line back."])
        #expect(session.prompt == "[1 attached] > ")
    }

    @Test func controlCKeepsItBack() {
        var session = session()
        _ = session.type(long)
        let told = session.handle(.lineCancelled(wasEmpty: true)).map(\.words)
        #expect(told == ["Nothing was sent; the Up key brings the line back."])
    }

    @Test func oldMessagesAreLeftOutAndComeBack() throws {
        var session = session()
        _ = session.type(long)
        let actions = session.type("d")
        #expect(
            actions[0] == "The first 2 messages are not sent any more; /compact undo takes them in again.", "\(actions)"
        )
        #expect(actions[1].hasPrefix("send [\"q2 "), "\(actions)")
        _ = session.handle(.turnEnded(FinishedTurn(reply: Reply(text: "ok"))))
        #expect(
            session.type("/compact show") == ["The first 2 messages are not sent; /compact undo takes them in again."])
        #expect(session.type("/compact undo") == ["All messages are sent as they are again."])
    }

    @Test func oldMessagesAreSummarizedFirst() {
        var session = session()
        _ = session.type(long)
        let asked = session.type("c")
        #expect(asked[0] == "Summarizing 2 messages with m." && asked[1].hasPrefix("summarize ["))
        let sent = session.handle(.summarized(FinishedTurn(reply: Reply(text: "short")))).map(\.words)
        #expect(sent.last?.hasPrefix("send [\"q2 ") == true, "\(sent)")
    }

    @Test func whereTheSummaryFailsNothingIsSent() {
        var session = session()
        _ = session.type(long)
        _ = session.type("c")
        let told = session.handle(.summarized(FinishedTurn(reply: Reply(status: .interrupted)))).map(\.words)
        #expect(told == ["No summary was written; the conversation stays as it is, and nothing was sent."])
    }

    @Test func aMessageThatIsTooLongByItselfCanOnlyBeSentOrKeptBack() {
        var session = session(50, turns: 0)
        let told = session.type(long)
        #expect(told.last == "s sends it all the same, n keeps it back; there are no older messages to leave out.")
        #expect(session.prompt == "send or no? ")
        #expect(session.type("c") == [told.last ?? ""] && session.type("d") == [told.last ?? ""])
    }

    @Test func whereTheMessageAloneIsTooLongOlderOnesNeedNotGo() {
        var session = session(100)
        let told = session.type(long)
        #expect(told.last == "s sends it all the same, n keeps it back; it is too long without the older messages too.")
        #expect(session.type("d") == [told.last ?? ""])
    }

    @Test func wherePartOfTheAnswerIsACommandNothingIsDone() {
        var session = session()
        let told = session.type(long)
        for line in ["/compact undo", "c now", "send it"] { #expect(session.type(line) == [told[1]]) }
        #expect(session.isAsking)
    }

    @Test func whereASummaryMakesTooLittleRoomTheUserIsAskedAgain() {
        var session = session()
        _ = session.type(long)
        _ = session.type("c")
        let large = String(repeating: "word ", count: 160)
        let asked = session.handle(.summarized(FinishedTurn(reply: Reply(text: large)))).map(\.words)
        #expect(asked.contains { $0.hasPrefix("With this message the request takes") }, "\(asked)")
        #expect(session.isAsking && !asked.contains { $0.hasPrefix("send ") })
        // What was kept at first can still be summarized.
        #expect(session.type("c").first == "Summarizing 3 messages with m.")
        let sent = session.handle(.summarized(FinishedTurn(reply: Reply(text: "short")))).map(\.words)
        #expect(sent.last?.hasPrefix("send [") == true && !session.isAsking, "\(sent)")
    }

    @Test func messagesLeftOutBesidesASummaryAreToldApart() {
        var session = session(turns: 4)
        session.conversation.summaries = [Summary(turnCount: 1, text: "short", model: "m")]
        _ = session.type(long)
        let told = session.type("d")[0]
        #expect(
            told == "Messages 2 to 3 are not sent any more; the summary of the first message is. "
                + "/compact undo takes them in again.", "\(told)")
        _ = session.handle(.turnEnded(FinishedTurn(reply: Reply(text: "ok"))))
        #expect(
            session.type("/compact show") == [
                "Sent in place of the first message, by m:", "plain: short",
                "Messages 2 to 3 are not sent; /compact undo takes them in again.",
            ])
        #expect(session.type("/compact undo") == ["The summary of the first message is sent still."])
        #expect(session.conversation.summarizedCount == 1)
    }

    @Test func aScriptSendsItWholeAndSaysSo() {
        var session = session(isInteractive: false)
        let told = session.type(long)
        #expect(told[0].hasSuffix("It is sent whole; the server may refuse it or cut the reply short."))
        #expect(told[1].hasPrefix("send ["))
    }

    @Test func whatTheServerCountedCounts() throws {
        var session = session(1000, turns: 1)
        session.conversation.turns[0].reply?.usage = Usage(["prompt_tokens": 900, "completion_tokens": 60])
        #expect(session.type("hi")[0].hasPrefix("With this message the request takes about 960"))
        _ = session.type("n")
        session.usageIsStale = true
        #expect(session.type("hi")[0].hasPrefix("send "))
    }

    @Test func theLimitOnTheReplyCounts() {
        var session = session(1000)
        session.conversation.parameters["max_tokens"] = 700
        #expect(session.type("hi").count == 2)
        session = self.session(1000)
        session.conversation.parameters["max_tokens"] = JSONValue(Int.max)
        #expect(session.type("hi").count == 2)
    }
}
