import AsyncHTTPClient
import CloudComputeClient
import NIOCore
import NIOHTTP1
import Sandbox
import Testing

@Suite(.timeLimit(.minutes(2))) struct SandboxTests {
    struct Answer: Sendable {
        var status: Int
        var headers: HTTPHeaders
        var text: String

        var json: JSONValue? { try? JSONValue(parsing: text) }
    }

    static func request(
        _ method: HTTPMethod, _ url: String, key: String? = Sandbox.apiKey, body: JSONValue? = nil
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: url)
        request.method = method
        if let key { request.headers.add(name: "authorization", value: "Bearer \(key)") }
        if let body { request.body = .bytes(ByteBuffer(bytes: body.jsonBytes)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let bytes = try await response.body.collect(upTo: 1 << 20)
        return Answer(status: Int(response.status.code), headers: response.headers, text: String(buffer: bytes))
    }

    static func chat(_ text: String, _ more: JSONObject = [:]) -> JSONValue {
        var body: JSONObject = [
            "model": "sandbox/small", "messages": [["role": "user", "content": .string(text)]],
        ]
        for member in more.members { body[member.name] = member.value }
        return .object(body)
    }

    @Test func wrongKeysGetTheTwoDocumentedBodies() async throws {
        try await Sandbox().serve { url in
            for key in [nil, "cc-wrong"] {
                for path in ["/models", "/chat/completions"] {
                    let answer = try await Self.request(path == "/models" ? .GET : .POST, url + path, key: key)
                    #expect(answer.status == 401)
                    #expect(
                        answer.text
                            == #"{"error":{"message":"Invalid API key.","type":"invalid_request_error","code":401}}"#)
                }
                for path in ["/offers", "/instances", "/ssh-keys", "/instances/564"] {
                    let answer = try await Self.request(.GET, url + path, key: key)
                    #expect(answer.status == 401)
                    #expect(answer.text == #"{"error":{"message":"Invalid API key.","code":"invalid_api_key"}}"#)
                }
            }
        }
    }

    @Test func unknownPathsAre404() async throws {
        try await Sandbox().serve { url in
            let answer = try await Self.request(.GET, url + "/nothing")
            #expect(answer.status == 404)
            #expect(answer.json?["message"]?.string?.contains("/api/v1/nothing") == true)
        }
    }

    @Test func repliesAreMadeFromTheRequestAlone() async throws {
        try await Sandbox().serve { url in
            let english = try await Self.request(.POST, url + "/chat/completions", body: Self.chat("Hello there"))
            let again = try await Self.request(.POST, url + "/chat/completions", body: Self.chat("Hello there"))
            let russian = try await Self.request(.POST, url + "/chat/completions", body: Self.chat("Привет"))
            func content(_ answer: Answer) -> String? {
                answer.json?["choices"]?.array?.first?["message"]?["content"]?.string
            }
            let text = try #require(content(english))
            #expect(text.contains("> Hello there") && text.contains("**Sandbox reply.**"))
            #expect(content(again) == text)
            #expect(content(russian)?.contains("**Ответ песочницы.**") == true)
            #expect(english.json?["choices"]?.array?.first?["finish_reason"] == "stop")
            let usage = try #require(english.json?["usage"])
            #expect(
                usage["total_tokens"]?.int
                    == (usage["prompt_tokens"]?.int ?? 0) + (usage["completion_tokens"]?.int ?? 0))
        }
    }

    @Test func theLimitOnTokensCutsTheReply() async throws {
        try await Sandbox().serve { url in
            for name in ["max_tokens", "max_completion_tokens"] {
                let answer = try await Self.request(
                    .POST, url + "/chat/completions", body: Self.chat("Hi", [name: 5, "n": 2]))
                let choices = try #require(answer.json?["choices"]?.array)
                #expect(choices.count == 2)
                #expect(choices.allSatisfy { $0["finish_reason"] == "length" })
                #expect(answer.json?["usage"]?["completion_tokens"]?.int == 10)
            }
        }
    }

    @Test func streamsCarryTheSameTextAsWholeReplies() async throws {
        try await Sandbox().serve { url in
            let whole = try await Self.request(.POST, url + "/chat/completions", body: Self.chat("Привет"))
            let client = try CloudComputeClient(.init(baseURL: BaseURL(url), apiKey: Sandbox.apiKey))
            let request = ChatRequest(model: SandboxModel.small, messages: [ChatMessage(role: .user, text: "Привет")])
            var accumulator = ChatAccumulator()
            for try await event in try await client.stream(request) { accumulator.add(event) }
            await client.shutdown()
            #expect(
                accumulator.reply.first.text
                    == whole.json?["choices"]?.array?.first?["message"]?["content"]?.string)
            #expect(accumulator.reply.usage?.json == whole.json?["usage"])
        }
    }

    @Test func usageAndKeepaliveAreInTheStreamWhenAskedFor() async throws {
        try await Sandbox().serve { url in
            for asked in [true, false] {
                let answer = try await Self.request(
                    .POST, url + "/chat/completions",
                    body: Self.chat("Hi", ["stream": true, "stream_options": ["include_usage": .bool(asked)]]))
                #expect(answer.headers.first(name: "content-type")?.hasPrefix("text/event-stream") == true)
                #expect(answer.text.hasPrefix(": keepalive\n\n"))
                #expect(answer.text.hasSuffix("data: [DONE]\n\n"))
                #expect(answer.text.contains("\"usage\"") == asked)
            }
        }
    }

    @Test func theReasoningModelReasonsFirst() async throws {
        try await Sandbox().serve { url in
            let client = try CloudComputeClient(.init(baseURL: BaseURL(url), apiKey: Sandbox.apiKey))
            let request = ChatRequest(
                model: SandboxModel.reasoning, messages: [ChatMessage(role: .user, text: "Hi")])
            var kinds: [String] = []
            for try await event in try await client.stream(request) {
                switch event {
                case .reasoning: if kinds.last != "reasoning" { kinds.append("reasoning") }
                case .text: if kinds.last != "text" { kinds.append("text") }
                default: break
                }
            }
            await client.shutdown()
            #expect(kinds == ["reasoning", "text"])
        }
    }

    @Test(arguments: [
        ("not json", 400), ("[]", 400), (#"{"messages":[]}"#, 422), (#"{"model":"nope","messages":[]}"#, 404),
        (#"{"model":"sandbox/small"}"#, 422), (#"{"model":"sandbox/small","messages":[{}]}"#, 422),
        (#"{"model":"sandbox/small","messages":[{"role":"user"}],"max_tokens":0}"#, 422),
    ])
    func badRequestsAreRefusedWithAReason(body: String, status: Int) async throws {
        try await Sandbox().serve { url in
            var request = HTTPClientRequest(url: url + "/chat/completions")
            request.method = .POST
            request.headers.add(name: "authorization", value: "Bearer \(Sandbox.apiKey)")
            request.body = .bytes(ByteBuffer(string: body))
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
            let text = String(buffer: try await response.body.collect(upTo: 1 << 20))
            #expect(Int(response.status.code) == status)
            #expect(try JSONValue(parsing: text)["error"]?["message"]?.string?.isEmpty == false)
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
        try await Sandbox().serve { url in
            let format: JSONValue = ["type": "json_schema", "json_schema": ["name": "x", "schema": schema]]
            let answer = try await Self.request(
                .POST, url + "/chat/completions", body: Self.chat("Hi", ["response_format": format]))
            let content = try #require(answer.json?["choices"]?.array?.first?["message"]?["content"]?.string)
            let value = try JSONValue(parsing: content)
            #expect(JSONSchema(schema)?.mismatch(value) == nil)
        }
    }
}
