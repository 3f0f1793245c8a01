import CloudComputeClient
import ConversationStore
import Conversations
import FakeChatBackend
import Testing
import Tools

@testable import REPL

/// `/tools`, and turns in which tools were called.
@Suite(.timeLimit(.minutes(1))) struct ChatSessionToolTests {
    private static func finished(_ calls: [(String, ToolResult.Outcome)], reply: Reply?) -> FinishedTurn {
        let made = calls.map { ChatReply.ToolCall(id: $0.0, name: $0.0, arguments: "{}") }
        var called = Reply(text: "")
        called.toolCalls = made
        let answered = zip(made, calls).map {
            ToolRound.AnsweredCall($0, ToolResult(outcome: $1.1, text: "text", duration: .milliseconds(200)))
        }
        var turn = FinishedTurn(reply: reply ?? Reply(status: .interrupted))
        turn.rounds = [ToolRound(called, answered, model: "m")]
        if reply == nil { turn.ending = .interrupted }
        return turn
    }

    private func session(_ turn: FinishedTurn? = nil, isInteractive: Bool = true) -> ChatSession {
        var session = ChatSession.example(isInteractive: isInteractive)
        session.offersTools = true
        if let turn {
            _ = session.handle(.line("hi"))
            _ = session.handle(.turnEnded(turn))
        }
        return session
    }

    @Test func toolsAreTurnedOnAndOff() {
        var session = ChatSession.example()
        #expect(session.type("/tools") == ["No tools are offered; /tools on [NAME,…] offers some."])
        #expect(session.type("/tools on git, time") == ["tools: open([\"git\", \"time\"])"])
        #expect(
            session.handle(.tools(.success(.opened(count: 3)))).map(\.words) == ["3 tools are offered to the model."])
        #expect(session.offersTools)
        #expect(session.type("/tools off") == ["No tools are offered any more; /tools on offers them again."])
        #expect(!session.offersTools)
    }

    @Test func toolsAreAllowedAskedAboutAndShown() {
        var session = session()
        #expect(session.type("/tools") == ["tools: list"])
        _ = session.handle(.tools(.success(.listed([]))))
        #expect(session.type("/tools allow git__*") == ["tools: allow(\"git__*\")"])
        _ = session.handle(.tools(.success(.allowed(["git__log"]))))
        #expect(session.type("/tools ask git__log") == ["tools: ask(\"git__log\")"])
        _ = session.handle(.tools(.success(.asked(["git__log"]))))
        #expect(session.type("/tools show git__log") == ["tools: show(\"git__log\")"])
        _ = session.handle(.tools(.failure(ChatCommandError("There is no tool git__log."))))
        #expect(session.type("/tools allow") == ["Name the tool: /tools allow NAME."])
        #expect(session.type("/tools what") == ["/tools takes on, off, allow, ask, show or log."])
    }

    @Test func aCallThatNobodyOfferedIsToldOf() {
        var session = ChatSession.example()
        _ = session.handle(.line("hi"))
        var reply = Reply(text: "")
        reply.toolCalls = [ChatReply.ToolCall(id: "c", name: "git__push", arguments: "{}")]
        let words = session.handle(.turnEnded(FinishedTurn(reply: reply))).map(\.words)
        #expect(words.contains { $0.contains("calls git__push, but no tools are offered, so nothing was run") })
    }

    @Test func callsAreLogged() {
        var session = session(Self.finished([("a", .done), ("b", .denied)], reply: Reply(text: "Done.")))
        #expect(session.type("/tools log") == ["1. a → 1 line, 0.2 s\n2. b → denied"])
        #expect(session.type("/tools log 2") == ["b → denied", "plain: Arguments: {}", "plain: text"])
        #expect(session.type("/tools log 3") == ["/tools log takes the number of a call, 1 to 2."])
        #expect(session.type("/undo").first == "Removed: hi")
        #expect(session.type("/tools log") == ["No tool was called in this conversation."])
    }

    @Test func aTurnThatWasStoppedInACallGoesAlong() throws {
        var session = session(Self.finished([("a", .interrupted)], reply: nil))
        #expect(session.conversation.turns[0].reply == nil)
        guard case .send(let request, _)? = session.handle(.line("go on")).first else {
            Issue.record("Nothing is sent.")
            return
        }
        #expect(request.messages.map(\.role) == [.user, .assistant, .tool, .user])
        _ = session.handle(.turnEnded(FinishedTurn(reply: Reply(text: "ok"))))
        #expect(session.type("/model other") != [])
    }

    @Test func tooManyRoundsEndAScript() {
        var turn = Self.finished([("a", .overLimit)], reply: nil)
        turn.ending = .overRounds(25)
        turn.reply.status = .complete
        var script = session(isInteractive: false)
        _ = script.handle(.line("hi"))
        #expect(script.handle(.turnEnded(turn)).map(\.words).last == "fail: TooManyToolRounds(limit: 25)")
        var chat = session()
        _ = chat.handle(.line("hi"))
        #expect(chat.handle(.turnEnded(turn)).map(\.words).contains { $0.contains("25 rounds") })
    }

    @Test func afterTooManyRoundsAPersonIsAskedWhetherToGoOn() {
        var turn = Self.finished([("a", .overLimit)], reply: nil)
        turn.ending = .overRounds(25)
        turn.reply.status = .complete
        func asked() -> ChatSession {
            let chat = session(turn)
            #expect(chat.prompt == "Continue? [y/N] " && !chat.isAsking)
            return chat
        }
        for yes in ["y", "Yes", "да"] {
            var chat = asked()
            #expect(chat.type(yes).contains { $0.hasPrefix("send") && $0.contains("\"Continue.\"]") })
        }
        for no in ["", "n", "нет"] {
            var chat = asked()
            #expect(chat.type(no).isEmpty && chat.prompt == "> ")
        }
        var chat = asked()
        #expect(chat.type("only the first").contains { $0.contains("\"only the first\"]") })
        var other = asked()
        #expect(other.type("/tools off") == ["No tools are offered any more; /tools on offers them again."])
        var gaveUp = asked()
        #expect(gaveUp.handle(.lineCancelled(wasEmpty: true)).isEmpty && gaveUp.prompt == "> ")
    }

    @Test func aRetryOfATurnWithToolsKeepsItUntilTheNewReplyIsThere() {
        var session = session(Self.finished([("a", .done)], reply: Reply(text: "Done.")))
        _ = session.handle(.line("/retry"))
        let ended = session.handle(.turnEnded(FinishedTurn(reply: Reply(status: .failed)))).map(\.words)
        #expect(ended.contains("The previous reply is kept."))
        #expect(session.conversation.turns.map(\.rounds.count) == [1])
        _ = session.handle(.line("/retry"))
        _ = session.handle(.turnEnded(FinishedTurn(reply: Reply(text: "new"))))
        #expect(session.conversation.turns.map(\.rounds.count) == [0])
    }

    @Test func aModelThatIsListedWithoutToolsIsToldOfOnce() throws {
        var session = session()
        let list = #"{"data": [{"id": "m", "supported_parameters": ["temperature"]}]}"#
        session.models = try ModelList(body: Array(list.utf8)).models
        #expect(session.type("hi").first == "The server lists m as a model without tools; /tools off offers it none.")
        _ = session.handle(.turnEnded(FinishedTurn(reply: Reply(text: "ok"))))
        #expect(session.type("again").count == 1)
    }
}
