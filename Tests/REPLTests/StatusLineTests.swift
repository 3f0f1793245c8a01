import CloudComputeClient
import REPL
import Testing

@Suite(.timeLimit(.minutes(2))) struct StatusLineTests {
    private func reply(_ usage: JSONValue?) -> ChatReply {
        var reply = ChatReply()
        reply.model = "m\u{1B}[2J"
        reply.usage = Usage(usage)
        return reply
    }

    @Test func everythingThatIsKnownStandsInTheLine() {
        let timings = ChatTimings(timeToFirstToken: .milliseconds(250), total: .milliseconds(1250))
        let usage: JSONValue = ["prompt_tokens": 12, "completion_tokens": 101]
        #expect(
            StatusLine.text(reply(usage), model: "asked", timings: timings, cost: 0.00123)
                == "m␛[2J · 12 in, 101 out tokens · 1.25 s · first token 0.25 s · 100 tokens/s · cost 0.00123")
    }

    @Test func whatNobodyToldIsLeftOut() {
        let timings = ChatTimings(timeToFirstToken: nil, total: .seconds(61))
        #expect(StatusLine.text(ChatReply(), model: "asked", timings: timings, cost: nil) == "asked · 61 s")
    }
}
