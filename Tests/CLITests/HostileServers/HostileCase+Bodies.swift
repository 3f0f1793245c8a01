import LoopbackServer

extension HostileCase {
    /// JSON that is broken, deep, or not what was asked for.
    static let bodies: [HostileCase] = anyBodies + choices + errors

    private static let anyBodies: [HostileCase] =
        [
            ("empty", ""), ("null", "null"), ("true", "true"), ("a number", "42"), ("a string", "\"pong\""),
            ("{}", "{}"),
            ("cut", #"{"data":[{"id":"po"#), ("a comma too many", #"{"data":[],}"#), ("NaN", #"{"data":NaN}"#),
            ("single quotes", "{'data':[]}"), ("a comment", "/* pong */ {}"), ("two values", "{}{}"),
            ("100,000 open brackets", String(repeating: "[", count: 100_000)),
            ("100,000 brackets", String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)),
            ("100,000 objects", String(repeating: #"{"data":"#, count: 100_000)),
            ("another API", #"{"object":"text","outputs":[]}"#),
        ].map { name, body in
            both("body: \(name)", .fails(76)) { _ in [.send(HostileAnswer.json(body))] }
        } + [
            both("a member that stands twice", .answers) { route in
                let first = route == .models ? #"{"data":[],"# : #"{"choices":[],"#
                let twice = first + HostileAnswer.good(route).dropFirst()
                return [.send(HostileAnswer.json(twice))]
            },
            both("100,000 members", .answers) { route in
                let members = (0..<100_000).map { "\"a\($0)\":0," }.joined()
                return [.send(HostileAnswer.json("{" + members + HostileAnswer.good(route).dropFirst()))]
            },
            both("a member of 20 MB", .answers) { route in
                let long = String(repeating: "x", count: 20 << 20)
                return [.send(HostileAnswer.json("{\"a\":\"\(long)\"," + HostileAnswer.good(route).dropFirst()))]
            },
            both("nested 400 deep", .answers) { route in
                let deep = String(repeating: "[", count: 400) + String(repeating: "]", count: 400)
                return [.send(HostileAnswer.json("{\"a\":\(deep)," + HostileAnswer.good(route).dropFirst()))]
            },
        ]

    private static let choices: [HostileCase] = [
        ("no choices", #"{"choices":[]}"#, Expectation.fails(76)), ("choices null", #"{"choices":null}"#, .fails(76)),
        ("choices a string", #"{"choices":"pong"}"#, .fails(76)), ("choices an object", #"{"choices":{}}"#, .fails(76)),
        ("a choice that is null", #"{"choices":[null]}"#, emptyOrFails),
        ("an empty choice", #"{"choices":[{}]}"#, emptyOrFails),
        ("a message that is null", #"{"choices":[{"message":null}]}"#, emptyOrFails),
        ("a message that is a string", #"{"choices":[{"message":"pong"}]}"#, emptyOrFails),
        ("content null", HostileAnswer.reply(#"{"content":null}"#), emptyOrFails),
        ("content a number", HostileAnswer.reply(#"{"content":7}"#), emptyOrFails),
        ("content a list", HostileAnswer.reply(#"{"content":[{"type":"text","text":"pong"}]}"#), .answers),
        ("content a list of rubbish", HostileAnswer.reply(#"{"content":[null,7,{"type":"text"},[]]}"#), emptyOrFails),
        ("the text of old completions", #"{"choices":[{"text":"pong"}]}"#, .either(76)),
        ("1000 choices", manyChoices(1000), .answers),
        ("index negative", #"{"choices":[{"index":-1,"message":{"content":"pong"}}]}"#, .either(76)),
        ("index huge", #"{"choices":[{"index":9223372036854775807,"message":{"content":"pong"}}]}"#, .either(76)),
        ("index a fraction", #"{"choices":[{"index":1e300,"message":{"content":"pong"}}]}"#, .either(76)),
        ("index a string", #"{"choices":[{"index":"0","message":{"content":"pong"}}]}"#, .answers),
        (
            "finish reason of control characters",
            #"{"choices":[{"message":{"content":"pong"},"finish_reason":"\u001b[31m\n\u202e"}]}"#, .answers
        ),
        ("finish reason a number", #"{"choices":[{"message":{"content":"pong"},"finish_reason":7}]}"#, .answers),
        (
            "tool calls without end",
            HostileAnswer.reply(#"{"content":"pong","tool_calls":[{"function":{"arguments":"{\"a\":"}}]}"#), .answers
        ),
        ("tool calls that are none", HostileAnswer.reply(#"{"content":"pong","tool_calls":{"a":[1,null]}}"#), .answers),
        (
            "a tool call at a huge index",
            HostileAnswer.reply(#"{"content":"pong","tool_calls":[{"index":9223372036854775807,"id":7}]}"#), .answers
        ),
        (
            "a model of control characters", #"{"model":"\u001b[31m\n","choices":[{"message":{"content":"pong"}}]}"#,
            .answers
        ),
        (
            "content of 20 MB", HostileAnswer.reply("{\"content\":\"pong\(String(repeating: "x", count: 20 << 20))\"}"),
            .answers
        ),
        (
            "content of 1,000,000 lines",
            HostileAnswer.reply("{\"content\":\"pong\(String(repeating: "\\n", count: 1_000_000))\"}"), .answers
        ),
        (
            "content of Markdown nested deep",
            HostileAnswer.reply("{\"content\":\"pong\\n\(String(repeating: "> ", count: 5000))\"}"), .answers
        ),
        (
            "content of 20,000 backticks",
            HostileAnswer.reply("{\"content\":\"pong\(String(repeating: "`", count: 20_000))\"}"), .answers
        ),
        (
            "content of 50,000 stars",
            HostileAnswer.reply("{\"content\":\"pong\(String(repeating: "*a ", count: 50_000))\"}"), .answers
        ),
        (
            "content of 20,000 brackets",
            HostileAnswer.reply("{\"content\":\"pong\(String(repeating: "[", count: 20_000))\"}"), .answers
        ),
        (
            "content of 100,000 combining marks",
            HostileAnswer.reply("{\"content\":\"pong \(String(repeating: "\\u0301", count: 100_000))\"}"), .answers
        ),
        (
            "content of a table with 3,000 columns",
            HostileAnswer.reply(
                "{\"content\":\"pong\\n\\n|\(String(repeating: "a|", count: 3000))\\n|\(String(repeating: "-|", count: 3000))\\n\"}"
            ), .answers
        ),
    ].map { name, body, expectation in chat(name, expectation, [.send(HostileAnswer.json(body))]) }

    private static let errors: [HostileCase] =
        [
            ("a string", #"{"error":"Overloaded"}"#, Expectation.fails(69)),
            ("a list", #"{"error":["a","b"]}"#, .fails(69)),
            ("a number", #"{"error":7}"#, .fails(69)), ("true", #"{"error":true}"#, .fails(69)),
            ("{}", #"{"error":{}}"#, .fails(69)),
            ("an object in an object", #"{"error":{"message":{"message":"Overloaded"}}}"#, .fails(69)),
            ("vLLM's", #"{"object":"error","message":"Overloaded","code":503}"#, .fails(69)),
            ("a 401 inside a 200", #"{"error":{"message":"Bad key","code":401}}"#, .fails(77)),
            ("a 402 inside a 200", #"{"error":{"message":"No money","code":402}}"#, .fails(77)),
            ("a 429 inside a 200", #"{"error":{"message":"Slow","code":429}}"#, .fails(75)),
            ("a code out of range", #"{"error":{"message":"Odd","code":9223372036854775807}}"#, .fails(69)),
            ("a code of control characters", #"{"error":{"message":"Odd","code":"\u001b[31m\n"}}"#, .fails(69)),
        ].map { name, body, expectation in
            both("an error inside a 200: \(name)", expectation) { _ in [.send(HostileAnswer.json(body))] }
        } + [
            both("an error that is null beside an answer", .answers) { route in
                [.send(HostileAnswer.json("{\"error\":null," + HostileAnswer.good(route).dropFirst()))]
            },
            both("errors by field", .fails(65)) { _ in
                [
                    .send(
                        HostileAnswer.http(
                            status: "422 No", #"{"message":"No","errors":{"a":["\u001b[31m",7,null],"b":"x"}}"#))
                ]
            },
            both("an error of arrays 500 deep", .fails(65)) { _ in
                let deep = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
                return [.send(HostileAnswer.http(status: "400 Bad", "{\"detail\":\(deep)}"))]
            },
        ]

    /// A reply that holds nothing: to show nothing is right, and so is to say that it makes no sense.
    private static let emptyOrFails = Expectation(codes: [0, 76], hasText: false)

    private static func manyChoices(_ count: Int) -> String {
        let choices = (0..<count).map { #"{"index":\#($0),"message":{"content":"pong"},"finish_reason":"stop"}"# }
        return #"{"choices":[\#(choices.joined(separator: ","))]}"#
    }
}
