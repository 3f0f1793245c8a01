import HTTPTypes
import JSON
import Testing

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct ChatCompletionTests {
    @Test func theModelsAreListed() async throws {
        try await Sandbox().test { sandbox in
            let answer = try await sandbox.get("/models")
            #expect(answer.status == 200)
            #expect(answer.json?["object"] == "list")
            #expect(answer.json?["data"]?.array?.compactMap { $0["id"]?.string } == SandboxModel.all)
        }
    }

    @Test func repliesAreMadeFromTheRequestAlone() async throws {
        try await Sandbox().test { sandbox in
            let english = try await sandbox.chat("Hello there")
            let again = try await sandbox.chat("Hello there")
            let russian = try await sandbox.chat("Привет")
            let text = try #require(english.content)
            #expect(text.contains("> Hello there") && text.contains("**Sandbox reply.**"))
            #expect(again.content == text)
            #expect(russian.content?.contains("**Ответ песочницы.**") == true)
            #expect(english.json?["choices"]?.array?.first?["finish_reason"] == "stop")
            #expect(english.json?["id"] == "sandbox-chat-0" && russian.json?["id"] == "sandbox-chat-2")
            let usage = try #require(english.json?["usage"])
            #expect(
                usage["total_tokens"]?.int
                    == (usage["prompt_tokens"]?.int ?? 0) + (usage["completion_tokens"]?.int ?? 0))
        }
    }

    @Test func theLimitOnTokensCutsTheReply() async throws {
        try await Sandbox().test { sandbox in
            for name in ["max_tokens", "max_completion_tokens"] {
                let answer = try await sandbox.chat("Hi", [name: 5, "n": 2])
                let choices = try #require(answer.json?["choices"]?.array)
                #expect(choices.count == 2)
                #expect(choices.allSatisfy { $0["finish_reason"] == "length" })
                #expect(answer.json?["usage"]?["completion_tokens"]?.int == 10)
            }
        }
    }

    @Test func streamsCarryTheSameTextAsWholeReplies() async throws {
        try await Sandbox().test { sandbox in
            let whole = try await sandbox.chat("Привет")
            let stream = try await sandbox.chat(
                "Привет", ["stream": true, "stream_options": ["include_usage": true]])
            let pieces = stream.events.compactMap { $0["choices"]?.array?.first?["delta"]?["content"]?.string }
            #expect(pieces.joined() == whole.content)
            #expect(stream.events.last?["usage"] == whole.json?["usage"])
            #expect(stream.events.allSatisfy { $0["object"] == "chat.completion.chunk" })
        }
    }

    @Test func usageAndKeepaliveAreInTheStreamWhenAskedFor() async throws {
        try await Sandbox().test { sandbox in
            for asked in [true, false] {
                let answer = try await sandbox.chat(
                    "Hi", ["stream": true, "stream_options": ["include_usage": .bool(asked)]])
                #expect(answer.headers[.contentType]?.hasPrefix("text/event-stream") == true)
                #expect(answer.text.hasPrefix(": keepalive\n\n"))
                #expect(answer.text.hasSuffix("data: [DONE]\n\n"))
                #expect(answer.text.contains("\"usage\"") == asked)
            }
        }
    }

    @Test func theReasoningModelReasonsFirst() async throws {
        try await Sandbox().test { sandbox in
            let answer = try await sandbox.chat("Hi", ["model": "sandbox/reasoning", "stream": true])
            var kinds: [String] = []
            for event in answer.events {
                let delta = event["choices"]?.array?.first?["delta"]
                let kind = delta?["reasoning_content"] != nil ? "reasoning" : delta?["content"] != nil ? "text" : nil
                if let kind, delta?["role"] == nil, kinds.last != kind { kinds.append(kind) }
            }
            #expect(kinds == ["reasoning", "text"])
        }
    }

    @Test(arguments: [
        ("not json", 400), ("[]", 400), (#"{"messages":[]}"#, 422), (#"{"model":"nope","messages":[]}"#, 404),
        (#"{"model":"sandbox/small"}"#, 422), (#"{"model":"sandbox/small","messages":[{}]}"#, 422),
        (#"{"model":"sandbox/small","messages":[{"role":"user"}],"max_tokens":0}"#, 422),
    ])
    func badRequestsAreRefusedWithAReason(body: String, status: Int) async throws {
        try await Sandbox().test { sandbox in
            let answer = try await sandbox.send(.post, "/chat/completions", raw: body)
            #expect(answer.status == status)
            #expect(answer.json?["error"]?["message"]?.string?.isEmpty == false)
            #expect(answer.json?["error"]?["type"] == "invalid_request_error")
            #expect(answer.json?["error"]?["code"]?.int == status)
        }
    }

    @Test func aSchemaGetsAReplyThatFitsIt() async throws {
        let schema: JSONValue = [
            "type": "object", "required": ["name", "sizes"], "additionalProperties": false,
            "properties": [
                "name": ["type": "string", "minLength": 10],
                "sizes": ["type": "array", "minItems": 2, "items": ["$ref": "#/$defs/size"]],
            ],
            "$defs": ["size": ["enum": ["small", "large"]]],
        ]
        try await Sandbox().test { sandbox in
            let format: JSONValue = ["type": "json_schema", "json_schema": ["name": "x", "schema": schema]]
            let answer = try await sandbox.chat("Hi", ["response_format": format])
            let value = try JSONValue(parsing: try #require(answer.content))
            #expect(JSONSchema(schema)?.mismatch(value) == nil)
        }
    }
}
