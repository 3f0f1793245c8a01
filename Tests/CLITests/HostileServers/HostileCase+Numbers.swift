import LoopbackServer

extension HostileCase {
    /// Numbers that fit nowhere, in every place where a number stands.
    static let numbers: [HostileCase] =
        values.map { name, value in
            chat("usage: \(name)", .answers, [.send(HostileAnswer.json(reply(usage: value)))])
        }
        + values.map { name, value in
            stream(
                "usage in a stream: \(name)", .answers,
                HostileAnswer.stream(
                    HostileAnswer.delta("pong"), HostileAnswer.finish,
                    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":\(value),\"completion_tokens\":\(value)}}\n\n",
                    HostileAnswer.done))
        }
        + values.map { name, value in
            let body =
                #"{"created":\#(value),"system_fingerprint":\#(value),"choices":[{"logprobs":\#(value),"message":{"content":"pong"}}]}"#
            return chat("other numbers: \(name)", .answers, [.send(HostileAnswer.json(body))])
        } + [
            chat(
                "usage: the sum overflows", .answers,
                [
                    .send(
                        HostileAnswer.json(
                            HostileAnswer.reply(
                                #"{"content":"pong"}"#,
                                usage:
                                    #"{"prompt_tokens":9223372036854775807,"completion_tokens":1,"total_tokens":-9223372036854775808}"#
                            ), headers: "x-ratelimit-limit-tokens: 100\r\nx-ratelimit-remaining-tokens: 5\r\n"))
                ]),
            chat(
                "usage: a list", .answers,
                [.send(HostileAnswer.json(HostileAnswer.reply(#"{"content":"pong"}"#, usage: "[1,2]")))]),
        ]

    private static let values = [
        ("the largest", "9223372036854775807"), ("the smallest", "-9223372036854775808"), ("1e300", "1e300"),
        ("1e400", "1e400"), ("400 digits", String(repeating: "9", count: 400)), ("-0", "-0"), ("-0.0e-0", "-0.0e-0"),
        ("1e-400", "1e-400"), ("a string", "\"12\""), ("a bad string", "\"nan\""), ("null", "null"),
        ("an object", "{}"),
    ]

    private static func reply(usage value: String) -> String {
        let usage =
            #"{"prompt_tokens":\#(value),"completion_tokens":\#(value),"total_tokens":\#(value),"cost":\#(value),"prompt_tokens_details":{"cached_tokens":\#(value)},"completion_tokens_details":{"reasoning_tokens":\#(value)}}"#
        return HostileAnswer.reply(#"{"content":"pong"}"#, usage: usage)
    }
}
