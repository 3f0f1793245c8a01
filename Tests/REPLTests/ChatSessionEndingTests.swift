import ConversationStore
import Conversations
import FakeChatBackend
import Testing

@testable import REPL

/// A signal asks the program to end: nothing is sent from then on.
@Suite(.timeLimit(.minutes(1))) struct ChatSessionEndingTests {
    private let record = TurnRecord(conversationID: 7, title: "hi", messageID: 1, replyID: 2)

    @Test func aRequestToEndStopsTheReplyAndThenTheChat() {
        var session = ChatSession.example(showsNotices: false)
        _ = session.type("hi")
        #expect(session.handle(.endRequested).map(\.words) == ["cancel"])
        let end = session.handle(.turnEnded(FinishedTurn(reply: Reply(text: "half", status: .interrupted))))
        #expect(
            end.map(\.words) == ["end reply", "Interrupted. The partial reply is kept.", "quit"])
        #expect(session.conversation.turns.map { $0.reply?.text } == ["half"])
    }

    @Test(arguments: ["next", "/retry", "/retry big", "/models", "/attach a.txt", "/edit"])
    func aLineThatWasTypedAheadIsNotActedUpon(line: String) {
        var session = ChatSession.example([.example("a", "b")])
        #expect(session.handle(.endRequested).map(\.words) == ["quit"])
        #expect(session.type(line) == ["quit"])
        #expect(session.conversation.turns.count == 1)
    }

    @Test func aMessageThatIsJustBeingStoredIsNotSent() {
        var session = ChatSession.example(isStored: true)
        #expect(session.type("hi") == ["store: begin"])
        _ = session.handle(.endRequested)
        #expect(session.handle(.store(.begun(.success(record)))).map(\.words) == ["quit"])
        guard case .none = session.activity else {
            Issue.record("The message is still under way.")
            return
        }
    }

    @Test func whatTheEditorLeavesAfterwardsIsNotSent() {
        var session = ChatSession.example()
        #expect(session.type("/edit") == ["edit <>"])
        _ = session.handle(.endRequested)
        #expect(session.handle(.edited("text")).map(\.words) == ["plain: > text", "quit"])
    }

    @Test func aWaitIsStoppedAndItsResultNotUsed() {
        var session = ChatSession.example()
        _ = session.type("/attach a.txt")
        #expect(session.handle(.endRequested).map(\.words) == ["cancel"])
        let file = FileAttachment(name: "a.txt", bytes: [65])
        #expect(session.handle(.fileRead(.attachment, .success(file))).map(\.words) == ["Stopped.", "quit"])
        #expect(session.attachments.isEmpty)
    }

    @Test func aLineThatIsNoTextEndsTheChat() {
        var session = ChatSession.example(isInteractive: false)
        let actions = session.handle(.lineUnreadable(number: 3))
        guard case .fail(let error)? = actions.first, actions.count == 1 else {
            Issue.record("The chat goes on: \(actions.map(\.words))")
            return
        }
        #expect(error as? ChatInputError == ChatInputError(line: 3))
    }
}
