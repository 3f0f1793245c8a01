import LoopbackServer

extension HostileCase {
    /// Event streams that break off, never end, or hold what no event should.
    static let streams: [HostileCase] = ends + events + endless

    private static let pong = HostileAnswer.delta("pong")
    private static let done = HostileAnswer.finish + HostileAnswer.done
    private static let chunked =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"

    private static func chunk(_ text: String) -> String { "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n" }

    private static let ends: [HostileCase] = [
        stream("a right stream", .answers, HostileAnswer.stream(pong, done)),
        stream("no [DONE]", .answers, HostileAnswer.stream(pong, HostileAnswer.finish)),
        stream("no finish reason", .answers, HostileAnswer.stream(pong, HostileAnswer.done)),
        stream("neither", .fails(69), HostileAnswer.stream(pong)),
        stream(
            "[DONE] alone", Expectation(codes: [0, 69, 76], hasText: false), HostileAnswer.stream(HostileAnswer.done)),
        stream("nothing", .fails(69, 76), HostileAnswer.stream("")),
        stream("comments alone", .fails(69, 76), HostileAnswer.stream(": a\n\n: b\n\n")),
        stream("[DONE], then a cut chunk", .answers, [.text(chunked + chunk(pong + done))]),
        stream("[DONE], then silence", .answers, [.text(chunked + chunk(pong + done)), .hold]),
        stream(
            "[DONE], then a reset", .answers, [.text(chunked + chunk(pong + done)), .wait(.milliseconds(200)), .reset]),
        stream("[DONE], then no chunk", .answers, [.text(chunked + chunk(pong + done) + "rubbish\r\n")]),
        stream(
            "[DONE], then another stream", .answers, HostileAnswer.stream(pong, done, HostileAnswer.delta("more"), done)
        ),
        stream(
            "[DONE], then an error", .answers,
            HostileAnswer.stream(pong, done, "data: {\"error\":{\"message\":\"No\"}}\n\n")),
        stream(
            "[DONE], then comments without end", .answers,
            [.text(HostileAnswer.streamHead + pong + done), .endlessText(": on\n\n", every: .milliseconds(5))]),
        stream(
            "[DONE], then bytes without end", .answers,
            [.text(HostileAnswer.streamHead + pong + done), .endlessText(HostileAnswer.delta("x"))]),
        stream(
            "[DONE] without its line end", .answers,
            [.text(HostileAnswer.streamHead + pong + HostileAnswer.finish + "data: [DONE]")]),
        stream(
            "an event cut in two", .fails(69, 76),
            [.text(HostileAnswer.streamHead + pong + "data: {\"choices\":[{\"index\":0,\"del")]),
        stream(
            "a reset in the middle", .fails(69),
            [.text(HostileAnswer.streamHead + pong), .wait(.milliseconds(100)), .reset]),
    ]

    private static let events: [HostileCase] =
        [
            ("carriage returns alone", (pong + done).replacing("\n", with: "\r"), Expectation.answers),
            ("both line ends", (pong + done).replacing("\n", with: "\r\n"), .answers),
            ("a byte-order mark", "\u{FEFF}" + pong + done, .answers),
            ("no space after the colon", (pong + done).replacing("data: ", with: "data:"), .answers),
            ("a field without a colon", "data\nnonsense\n\n" + pong + done, .answers),
            ("an id with NUL", "id: a\u{0}b\n" + pong + done, .answers),
            ("retry: 1e30", "retry: 1e30\nretry: 99999999999999999999999\nretry: -1\n" + pong + done, .answers),
            ("fields of no meaning", "foo: bar\nevent: ping\ndata: {}\n\n" + pong + done, .answers),
            (
                "data over two lines",
                "data: {\"choices\":[{\"index\":0,\ndata: \"delta\":{\"content\":\"pong\"}}]}\n\n" + done, .answers
            ),
            ("an error event", pong + "event: error\ndata: {\"error\":{\"message\":\"Overloaded\"}}\n\n", .fails(69)),
            ("an error event in words", pong + "event: error\ndata: \u{1B}[31mOverloaded\n\n", .fails(69)),
            ("an error field", pong + "error: {\"message\":\"Overloaded\"}\n\n", .fails(69)),
            ("an error in the data", pong + "data: {\"error\":\"Overloaded\"}\n\n", .fails(69)),
            ("an error of 401", "data: {\"error\":{\"message\":\"Bad key\",\"code\":401}}\n\n", .fails(77)),
            ("an event that is not JSON", pong + "data: {oops\n\n" + done, .fails(76)),
            ("an event that is a list", pong + "data: [1]\n\n" + done, .fails(76)),
            ("an event that is null", pong + "data: null\n\n" + done, .either(76)),
            (
                "an event of 100,000 brackets", pong + "data: \(String(repeating: "[", count: 100_000))\n\n" + done,
                .fails(76)
            ),
            ("a page", "<html><title>Sign in</title></html>", .fails(76)),
            ("choices null", pong + "data: {\"choices\":null}\n\n" + done, .answers),
            ("a choice that is null", pong + "data: {\"choices\":[null,7]}\n\n" + done, .answers),
            (
                "a delta that is a string", pong + "data: {\"choices\":[{\"index\":0,\"delta\":\"x\"}]}\n\n" + done,
                .answers
            ),
            (
                "a delta with a list",
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":[{\"type\":\"text\",\"text\":\"pong\"}]}}]}\n\n"
                    + done, .answers
            ),
            ("an index that is negative", pong + delta(index: "-1") + done, .either(76)),
            ("an index that is huge", pong + delta(index: "9223372036854775807") + done, .either(76)),
            ("an index of a million", pong + delta(index: "1000000") + done, .either(76)),
            (
                "a tool call at a huge index", pong + tool("\"index\":9223372036854775807,\"id\":\"a\"") + done,
                .either(76)
            ),
            (
                "a tool call at a negative index",
                pong + tool("\"index\":-5,\"function\":{\"arguments\":\"{\"}") + done, .either(76)
            ),
            (
                "1,000 tool calls",
                pong
                    + (0..<1000).map {
                        tool("\"index\":\($0),\"id\":\"\($0)\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}")
                    }.joined() + done, .answers
            ),
            ("20,000 pieces", pong + String(repeating: HostileAnswer.delta("x"), count: 20_000) + done, .answers),
            (
                "control characters in the text",
                HostileAnswer.delta(#"pong\u001b]0;t\u0007\u009b31m\u202e\u0000"#) + done, .answers
            ),
            (
                "lone surrogates in two pieces",
                pong + HostileAnswer.delta(#"\ud83d"#) + HostileAnswer.delta(#"\ude00"#) + done, .answers
            ),
            (
                "a finish reason of control characters",
                pong + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"\\u001b[31m\\n\"}]}\n\n"
                    + HostileAnswer.done, .answers
            ),
            (
                "an event of 15 MB", HostileAnswer.delta("pong\(String(repeating: "x", count: 15 << 20))") + done,
                .answers
            ),
            (
                "an event of 17 MB", HostileAnswer.delta("pong\(String(repeating: "x", count: 17 << 20))") + done,
                .fails(76)
            ),
        ].map { name, body, expectation in
            stream("events: \(name)", expectation, [.text(HostileAnswer.streamHead + body)])
        } + [
            stream("events: text cut inside a letter", .answers, letterByLetter),
            stream(
                "events: bytes that are not UTF-8", .either(76),
                [
                    .send(
                        Array(
                            (HostileAnswer.streamHead + "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"pong")
                                .utf8) + [0xFF, 0xC3] + Array("\"}}]}\n\n\(done)".utf8))
                ]),
            HostileCase(
                name: "events: a stream that nobody asked for", answer: { _ in HostileAnswer.stream(pong, done) },
                models: .fails(76), ask: .answers, batch: .answers),
            stream(
                "events: JSON in place of a stream", .answers, [.send(HostileAnswer.json(HostileAnswer.good(.chat)))]),
            stream("events: a stream as JSON", .answers, [.send(HostileAnswer.http(pong + done))]),
        ]

    /// A character of four bytes that comes in four pieces.
    private static let letterByLetter: [LoopbackServer.Step] =
        [.text(HostileAnswer.streamHead)]
        + (HostileAnswer.delta("pong 😀é") + done).utf8.flatMap {
            [LoopbackServer.Step.send([$0]), .wait(.microseconds(200))]
        }

    private static let endless: [HostileCase] = [
        stream("silence before the first event", .hangs, isSlow: true, [.text(HostileAnswer.streamHead), .hold]),
        stream("silence after an event", .hangs, isSlow: true, [.text(HostileAnswer.streamHead + pong), .hold]),
        stream(
            "comments without end", .hangs, isSlow: true,
            [.text(HostileAnswer.streamHead), .endlessText(": on\n\n", every: .milliseconds(5))]),
        stream(
            "empty pieces without end", .hangs, isSlow: true,
            [.text(HostileAnswer.streamHead), .endlessText(HostileAnswer.delta(""), every: .milliseconds(5))]),
        stream(
            "a word now and then without end", .hangs, isSlow: true,
            [.text(HostileAnswer.streamHead), .endlessText(HostileAnswer.delta("pong "), every: .milliseconds(20))]),
        stream(
            "one event without end", .fails(76),
            [.text(HostileAnswer.streamHead + "data: {\"a\":\""), .endlessText(String(repeating: "x", count: 1 << 16))]),
        stream(
            "one line without a field, without end", .fails(76),
            [.text(HostileAnswer.streamHead), .endlessText(String(repeating: "x", count: 1 << 16))]),
        stream(
            "one comment without end", .fails(69, 76),
            [.text(HostileAnswer.streamHead + pong + ":"), .endlessText(String(repeating: "x", count: 1 << 16))]),
        stream(
            "text without end", .fails(76), batch: .fails(1, 75, 76),
            [
                .text(HostileAnswer.streamHead),
                .endlessText(HostileAnswer.delta("pong\(String(repeating: "x", count: 1 << 16))")),
            ]),
    ]

    private static func delta(index: String) -> String {
        "data: {\"choices\":[{\"index\":\(index),\"delta\":{\"content\":\"x\"}}]}\n\n"
    }

    private static func tool(_ members: String) -> String {
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\(members)}]}}]}\n\n"
    }
}
