import CloudComputeClient
import ConversationStore
import JSON
import Testing
import Tools

@testable import Conversations

/// How turns with tools go out with later messages, and how they are written.
@Suite(.timeLimit(.minutes(1))) struct ToolHistoryTests {
    private static let call = ChatReply.ToolCall(
        id: "c1", name: "box__a", arguments: " {\"x\":1}", extra: ["extra_content": ["s": "AbC="]])

    private func conversation(reply: Reply? = Reply(text: "Done."), model: String = "m") -> Conversation {
        var called = Reply(text: "I look.")
        called.reasoning = "hm\u{2028}"
        called.reasoningDetails = [["n": .number("1.50")]]
        called.toolCalls = [Self.call]
        let answered = ToolRound.AnsweredCall(Self.call, ToolResult(outcome: .done, text: "12"))
        var turn = Turn(message: ChatMessage(role: .user, text: "q"), reply: reply)
        turn.rounds = [ToolRound(called, [answered], model: "m")]
        var conversation = Conversation(model: model)
        conversation.turns = [turn]
        return conversation
    }

    private func sent(_ conversation: Conversation, offersTools: Bool = true) -> [JSONValue] {
        conversation.request(saying: ChatMessage(role: .user, text: "next"), offersTools: offersTools).messages.map(
            \.json)
    }

    @Test func whatTheServerSentGoesBackByteForByte() throws {
        let messages = sent(conversation())
        #expect(messages.map { $0["role"]?.string } == ["user", "assistant", "tool", "assistant", "user"])
        #expect(
            messages[1].jsonText
                == #"{"role":"assistant","content":"I look.","reasoning_content":"hm\#u{2028}","reasoning_details":[{"n":1.50}],"#
                + #""tool_calls":[{"id":"c1","type":"function","function":{"name":"box__a","arguments":" {\"x\":1}"},"#
                + #""extra_content":{"s":"AbC="}}]}"#)
    }

    @Test func anotherModelGetsWords() {
        for messages in [sent(conversation(model: "other")), sent(conversation(), offersTools: false)] {
            #expect(messages.map { $0["role"]?.string } == ["user", "assistant", "user"])
            let text = messages[1]["content"]?.string ?? ""
            #expect(text.contains("box__a") && text.contains("12") && text.hasSuffix("Done."))
            #expect(messages[1]["tool_calls"] == nil)
        }
    }

    @Test func aTurnThatEndedWithCallsStays() {
        for reply in [nil, Reply(status: .failed)] {
            #expect(
                sent(conversation(reply: reply)).map { $0["role"]?.string } == ["user", "assistant", "tool", "user"])
        }
    }

    @Test func transcriptsTellOfCalls() throws {
        let transcript = Transcript(conversation())
        let lines = transcript.text(.jsonl).split(separator: "\n")
        #expect(lines.count == 4 && lines[2].contains(#""role":"tool""#))
        let turns = try #require(transcript.json["turns"]?.array)
        #expect(turns.map { $0["role"]?.string } == ["user", "assistant", "tool", "assistant"])
        #expect(turns[2]["outcome"]?.string == "done" && turns[2]["name"]?.string == "box__a")
        let markdown = transcript.text(.markdown)
        #expect(markdown.contains("### Tool `box__a` (done)") && markdown.contains("```\n12\n```"))
    }

    @Test func aLineShowsTheArgumentsThatNobodyWasAskedAbout() {
        var call = ToolRound.AnsweredCall(Self.call, ToolResult(outcome: .done, text: "a"))
        call.call.arguments = "{\"path\":\"/home/me\u{202E}\"}"
        #expect(ToolRunLine.text(call) == #"box__a {"path":"/home/me\u{202E}"} → 1 line, 0 s"#)
        call.call.arguments = String(repeating: "x", count: 200)
        #expect(ToolRunLine.text(call).hasPrefix("box__a \(String(repeating: "x", count: 100))… → "))
        call.call.arguments = "{}"
        call.result.text = String(repeating: "é\n", count: 25_000)
        let line = "box__a → 25000 lines, 0 s, cut to 28,000 of 50,000 characters"
        #expect(ToolRunLine.text(call) == line)
        // The same once no more is kept than the model gets.
        let shown = call.result.textForModel
        call.result = call.result.shortened
        #expect(ToolRunLine.text(call) == line && call.result.text == shown && call.result.textForModel == shown)
        #expect(call.result.shortened == call.result)
    }

    @Test func aLineTellsWhatCameOfACall() {
        func line(_ outcome: ToolResult.Outcome, _ text: String, _ duration: Duration = .milliseconds(234)) -> String {
            let call = ToolRound.AnsweredCall(
                Self.call, ToolResult(outcome: outcome, text: text, duration: duration))
            return ToolRunLine.text(call, showsArguments: false)
        }
        #expect(line(.done, "a\nb\n") == "box__a → 2 lines, 0.2 s")
        #expect(line(.done, "a") == "box__a → 1 line, 0.2 s" && line(.done, "") == "box__a → 0 lines, 0.2 s")
        #expect(line(.denied, "Error: no") == "box__a → denied")
        #expect(line(.failed, "Error: \u{1B}[2J\nx") == "box__a → failed, 0.2 s: \\u{1B}[2J")
        #expect(line(.timedOut, "Error: it is silent.", .seconds(120)) == "box__a → timed out, 120 s: it is silent.")
    }
}
