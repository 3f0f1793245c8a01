import CloudComputeClient
import Conversations
import JSON
import Testing

@Suite(.timeLimit(.minutes(1))) struct StatusLineTests {
    private func reply(_ usage: JSONValue? = nil, cost: Double? = nil, timings: ChatTimings? = nil) -> Reply {
        var reply = Reply()
        reply.usage = Usage(usage)
        reply.cost = cost
        reply.timings = timings
        return reply
    }

    @Test func everythingThatIsKnownStandsInTheLine() {
        let timings = ChatTimings(timeToFirstToken: .milliseconds(250), total: .milliseconds(1250))
        var reply = reply(["prompt_tokens": 12, "completion_tokens": 101], cost: 0.00123, timings: timings)
        reply.model = "m\u{1B}[2J"
        #expect(
            StatusLine.text(reply, model: "asked")
                == "m␛[2J · 12 in, 101 out tokens · 1.25 s · first token 0.25 s · 100 tokens/s · cost 0.00123")
    }

    @Test func aTurnWithToolsIsSummedUp() {
        let timings = ChatTimings(timeToFirstToken: .milliseconds(250), total: .milliseconds(1250))
        let first = reply(["prompt_tokens": 100, "completion_tokens": 10], cost: 0.25, timings: timings)
        var turn = FinishedTurn(
            reply: reply(["prompt_tokens": 200, "completion_tokens": 1], cost: 0.5, timings: timings))
        #expect(StatusLine.text(turn, model: "m") == StatusLine.text(turn.reply, model: "m"))
        turn.rounds = [ToolRound(first, [], model: "m")]
        #expect(StatusLine.text(turn, model: "m") == "m · 300 in, 11 out tokens in 2 requests · 2.5 s · cost 0.75")
        turn.ending = .interrupted
        #expect(StatusLine.text(turn, model: "m") == "m · 100 in, 10 out tokens in 1 request · 1.25 s · cost 0.25")
    }

    @Test func whatNobodyToldIsLeftOut() {
        let timings = ChatTimings(timeToFirstToken: nil, total: .seconds(61))
        #expect(StatusLine.text(reply(timings: timings), model: "asked") == "asked · 61 s")
        #expect(StatusLine.text(reply(), model: "asked") == "asked")
    }

    @Test func aReplyThatCostNothingNamesNoCost() {
        #expect(StatusLine.text(reply(cost: 0), model: "m") == "m")
    }

    @Test func costsAreShownToTheDecimalsThatMatter() {
        #expect(StatusLine.text(reply(cost: 1.23456), model: "m") == "m · cost 1.2346")
        #expect(StatusLine.text(reply(cost: 0.0000015), model: "m") == "m · cost 0.000002")
    }

    @Test func aReplyOfOneTokenHasNoSpeed() {
        let timings = ChatTimings(timeToFirstToken: .seconds(1), total: .seconds(2))
        let line = StatusLine.text(reply(["completion_tokens": 1], timings: timings), model: "m")
        #expect(line == "m · 1 out tokens · 2 s · first token 1 s")
    }

    @Test func shortTimesAreShownToTheMillisecond() {
        let timings = ChatTimings(timeToFirstToken: nil, total: .milliseconds(42))
        #expect(StatusLine.text(reply(timings: timings), model: "m") == "m · 0.042 s")
    }
}
