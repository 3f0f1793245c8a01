import LoopbackServer

/// One way in which a server can say back the key that it was sent.
struct KeyEcho: Sendable {
    var name: String
    var answer: @Sendable (_ key: String) -> [LoopbackServer.Step]

    static let all: [KeyEcho] = inErrors + inHeads + inReplies + inStreams

    private static let inErrors: [KeyEcho] = errorBodies.flatMap { name, body in
        ["400 Bad", "401 No", "403 No", "404 None", "429 Slow", "500 Oops"].prefix(name == "a message" ? 6 : 1)
            .map { status in
                KeyEcho(name: "an error \(status) with \(name)") {
                    [.send(HostileAnswer.http(status: status, body($0)))]
                }
            }
    }

    private static let errorBodies: [(String, @Sendable (String) -> String)] = [
        ("a message", { #"{"error":{"message":"Bad key: Bearer \#($0)"}}"# }),
        ("a message at the top", { #"{"message":"\#($0)"}"# }),
        ("a code and a type", { #"{"error":{"message":"No","code":"\#($0)","type":"\#($0)"}}"# }),
        ("a detail", { #"{"detail":[{"msg":"\#($0)","loc":["\#($0)"]}]}"# }),
        ("errors by field", { #"{"message":"No","errors":{"\#($0)":["\#($0)"]}}"# }),
        ("escaped slashes", { #"{"message":"\#($0.replacing("/", with: "\\/"))"}"# }),
        ("escaped letters", { #"{"message":"\#(escaped($0))"}"# }),
        ("a combining mark after it", { "{\"message\":\"\($0)\u{301} is wrong\"}" }),
        ("a joiner on either side", { "{\"message\":\"\u{600}\($0)\u{200D}\u{301}\"}" }),
        ("twice without a gap", { #"{"message":"\#($0)\#($0)"}"# }),
        ("JSON inside a string", { #"{"message":"{\"authorization\":\"Bearer \#($0)\"}"}"# }),
        ("a member's name", { #"{"\#($0)":1,"message":"No"}"# }),
        ("a page", { "<html><title>Bad \($0)</title><body>\($0)</body>" }),
        ("plain text", { "authorization: Bearer \($0)" }),
        ("text that is not UTF-8", { "\u{FFFD}\($0)" }),
    ]

    private static let inHeads: [KeyEcho] = [
        KeyEcho(name: "a request id") { key in
            [.send(HostileAnswer.http(status: "500 Oops", headers: "x-request-id: \(key)\r\n", #"{"message":"Oops"}"#))]
        },
        KeyEcho(name: "a request id of an answer") { key in
            [.send(HostileAnswer.json(reply("fine"), headers: "x-request-id: \(key)\r\n"))]
        },
        KeyEcho(name: "a redirect") { key in
            [.send(HostileAnswer.http(status: "302 Found", headers: "location: /?key=\(key)\r\n", ""))]
        },
        KeyEcho(name: "a reason phrase") { key in [.send(HostileAnswer.http(status: "500 \(key)", ""))] },
        KeyEcho(name: "Retry-After") { key in
            [.send(HostileAnswer.http(status: "429 Slow", headers: "retry-after: \(key)\r\n", ""))]
        },
        KeyEcho(name: "a content type") { key in [.send(HostileAnswer.http(type: key, reply("fine")))] },
        KeyEcho(name: "a broken head") { key in [.text("HTTP/1.1 \(key)\r\nx: \(key)\r\n\r\n")] },
        KeyEcho(name: "no HTTP at all") { key in [.text("\(key)\r\n\r\n")] },
    ]

    private static let inReplies: [KeyEcho] =
        bodies.map { name, body in
            KeyEcho(name: "a reply with it in \(name)") { [.send(HostileAnswer.json(body($0)))] }
        } + [
            KeyEcho(name: "a reply in pieces of one byte") { key in
                HostileAnswer.json(reply("Your key is \(key).")).map { .send([$0]) }
            },
            KeyEcho(name: "an error in pieces of one byte") { key in
                HostileAnswer.http(status: "400 Bad", #"{"message":"Bad \#(key)"}"#).map { .send([$0]) }
            },
        ]

    private static let bodies: [(String, @Sendable (String) -> String)] = [
        ("the text", { reply("Your key is \($0).") }), ("the text with a mark", { reply("\($0)\u{301}") }),
        ("the text, escaped", { reply(escaped($0)) }),
        (
            "the reasoning",
            { HostileAnswer.reply(#"{"content":"fine","reasoning_content":"\#($0)","refusal":"\#($0)"}"#) }
        ),
        (
            "a tool call",
            {
                HostileAnswer.reply(
                    #"{"content":null,"tool_calls":[{"id":"\#($0)","function":{"name":"\#($0)","arguments":"\#($0)"}}]}"#
                )
            }
        ),
        (
            "the id and the model",
            {
                #"{"id":"\#($0)","model":"\#($0)","choices":[{"message":{"content":"fine"},"finish_reason":"\#($0)"}]}"#
            }
        ),
        (
            "a field that nobody knows",
            {
                #"{"debug":{"\#($0)":["\#($0)"]},"choices":[{"message":{"content":"fine"},"finish_reason":"stop"}]}"#
            }
        ),
        (
            "the usage",
            { HostileAnswer.reply(#"{"content":"fine"}"#, usage: #"{"prompt_tokens":1,"note":"\#($0)"}"#) }
        ),
        ("an error inside a 200", { #"{"error":{"message":"Bad key \#($0)","code":401}}"# }),
        ("broken JSON", { #"{"choices":[\#($0)"# }),
        ("a list of models", { #"{"data":[{"id":"\#($0)","name":"\#($0)"}]}"# }),
    ]

    private static let inStreams: [KeyEcho] = [
        KeyEcho(name: "a piece of text") { key in
            HostileAnswer.stream(HostileAnswer.delta("Your key is \(key)."), HostileAnswer.finish, HostileAnswer.done)
        },
        KeyEcho(name: "two pieces of text") { key in
            let half = key.index(key.startIndex, offsetBy: key.count / 2)
            return HostileAnswer.stream(
                HostileAnswer.delta(String(key[..<half])), HostileAnswer.delta(String(key[half...])),
                HostileAnswer.finish,
                HostileAnswer.done)
        },
        KeyEcho(name: "a piece for each letter") { key in
            [
                .text(
                    HostileAnswer.streamHead + key.map { HostileAnswer.delta(String($0)) }.joined()
                        + HostileAnswer.finish)
            ]
        },
        KeyEcho(name: "a piece of reasoning") { key in
            HostileAnswer.stream(
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"\(key)\"}}]}\n\n",
                HostileAnswer.delta("fine"), HostileAnswer.finish, HostileAnswer.done)
        },
        KeyEcho(name: "an event that is cut in two by the network") { key in
            let events = HostileAnswer.delta("Your key is \(key).") + HostileAnswer.finish + HostileAnswer.done
            let bytes = Array((HostileAnswer.streamHead + events).utf8)
            return [.send(Array(bytes[..<170])), .wait(.milliseconds(20)), .send(Array(bytes[170...]))]
        },
        KeyEcho(name: "an error event") { key in
            HostileAnswer.stream(
                HostileAnswer.delta("a"), "event: error\ndata: {\"error\":{\"message\":\"Bad \(key)\"}}\n\n")
        },
        KeyEcho(name: "an error event in words") { key in
            HostileAnswer.stream(HostileAnswer.delta("a"), "event: error\ndata: Bad \(key)\n\n")
        },
        KeyEcho(name: "an event that is not JSON") { HostileAnswer.stream("data: {\"\($0)\n\n") },
        KeyEcho(name: "a comment and an id") { key in
            HostileAnswer.stream(
                ": \(key)\nid: \(key)\n" + HostileAnswer.delta("a"), HostileAnswer.finish, HostileAnswer.done)
        },
        KeyEcho(name: "a stream that breaks off behind it") { HostileAnswer.stream(HostileAnswer.delta($0)) },
    ]

    private static func reply(_ text: String) -> String {
        HostileAnswer.reply(#"{"role":"assistant","content":"\#(text)"}"#)
    }

    /// Each letter as JSON's escape of it.
    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let digits = String(byte, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}
