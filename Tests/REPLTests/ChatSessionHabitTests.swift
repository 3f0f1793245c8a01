import CloudComputeClient
import ConversationStore
import Conversations
import Testing

@testable import REPL

/// What people who come from other chats, or come back to one, find.
@Suite(.timeLimit(.minutes(1))) struct ChatSessionHabitTests {
    @Test(arguments: ["exit", "quit", "Exit", "/exit", "/bye", "/q", "/quit"]) func oneLeavesAsElsewhere(line: String) {
        var session = ChatSession.example()
        #expect(session.type(line) == ["quit"])
    }

    @Test func aScriptSaysExitToTheModel() {
        var session = ChatSession.example(isInteractive: false)
        #expect(session.type("exit") == [#"send ["exit"] to m"#])
    }

    @Test func otherNamesOfCommandsAreKnown() {
        var session = ChatSession.example()
        #expect(session.type("/?") == session.type("/help"))
        #expect(session.type("/h copy") == session.type("/help copy"))
        #expect(session.type("/clear") == ["A new conversation."])
    }

    @Test(arguments: ["/quit now", "/save it", "/params x", "/tokens all", "/new chat"])
    func whatACommandDoesNotTakeIsRefused(line: String) {
        var session = ChatSession.example([.example("one", "1")])
        #expect(session.type(line).first?.hasSuffix("takes no argument.") == true)
    }

    @Test func severalMessagesAreUndone() {
        var session = ChatSession.example([.example("one", "1"), .example("two", "2"), .example("three", "3")])
        #expect(session.type("/undo 2") == ["Removed: three", "Removed: two"])
        #expect(session.type("/undo 2") == ["/undo takes the number of messages to remove, 1 to 1."])
        #expect(session.type("/undo x") == ["/undo takes the number of messages to remove, 1 to 1."])
        #expect(session.conversation.turns.count == 1)
    }

    @Test func theLastExchangeIsShownWhereOneComesBack() {
        var session = ChatSession.example([.example("one", "1", ids: [1, 2])], storedID: 7, isStored: true)
        let start = session.handle(.started).map(\.words)
        #expect(start.prefix(2) == ["Conversation 7, \"\", 1 message.", "> one\n1"])
        var cut = Turn.example("two", "par", ids: [3, 4])
        cut.reply?.status = .cutOff
        var opened = Conversation(model: "m")
        (opened.turns, opened.storedID) = ([cut], 9)
        _ = session.type("/open 9")
        #expect(
            session.handle(.store(.opened(.success(opened)))).map(\.words).last
                == "> two\npar\n(cut off; /retry resends the message)")
    }

    @Test func whatAnotherSessionSaysInTheSameConversationIsTold() {
        var session = ChatSession.example([.example("one", "1", ids: [1, 2])], storedID: 7, isStored: true)
        func begin(_ others: Int) -> [String] {
            _ = session.type("next")
            let record = TurnRecord(
                conversationID: 7, title: "t", messageID: 5, replyID: 6, messagesOfOthers: others)
            let actions = session.handle(.store(.begun(.success(record)))).map(\.words)
            _ = session.handle(.turnEnded(FinishedTurn(reply: Reply(text: "a"))))
            return actions
        }
        #expect(begin(0).count == 1)
        #expect(begin(2).first?.hasPrefix("Another session has added 2 messages to this conversation") == true)
        #expect(begin(2).count == 1)
        #expect(begin(3).count == 2)
    }

    @Test func aFormatThatIsNoneIsNotTakenForAFile() {
        var session = ChatSession.example([.example("one", "1")])
        #expect(session.type("/export pdf").first?.hasPrefix("pdf is no format") == true)
    }
}
