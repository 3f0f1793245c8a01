import CloudComputeClient
import Foundation
import JSON
import Testing

/// One case of `Fixtures/chat-stream-cases.json`: a reply as a real server sent it, and what a client should report.
struct ChatStreamCase: Decodable, Sendable {
    struct ToolCall: Decodable, Sendable, Equatable {
        var id: String
        var name: String
        var arguments: String
    }

    var name: String
    var input_base64: Data
    var content_type: String
    var expected_text: String
    var expected_reasoning: String
    var expected_finish_reason: String?
    var expected_error: Bool
    var expected_tool_calls: [ToolCall]
    var chunk_sizes: [Int]?
}

@Suite(.timeLimit(.minutes(2))) struct ChatStreamDecoderTests {
    struct Outcome {
        var reply: ChatReply
        var error: CloudComputeError?
    }

    static func fixture(_ path: String) throws -> Data {
        let url = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/\(path)")
        return try Data(contentsOf: url)
    }

    static func decode(_ bytes: Data, contentType: String?, pieces: some Sequence<Int>) throws -> Outcome {
        var decoder = ChatStreamDecoder(contentType: contentType)
        var accumulator = ChatAccumulator()
        var rest = Array(bytes)[...]
        func step(_ body: (inout [ChatEvent]) throws -> Void) throws {
            var events: [ChatEvent] = []
            defer { for event in events { accumulator.add(event) } }
            try body(&events)
        }
        do {
            for size in pieces where !rest.isEmpty {
                let piece = Array(rest.prefix(size))
                rest = rest.dropFirst(size)
                try step { try decoder.push(piece.span, into: &$0) }
            }
            let last = Array(rest)
            try step { try decoder.push(last.span, into: &$0) }
            try step { try decoder.finish(into: &$0) }
        } catch let error as CloudComputeError {
            return Outcome(reply: accumulator.reply, error: error)
        }
        return Outcome(reply: accumulator.reply, error: nil)
    }

    static func check(_ testCase: ChatStreamCase, pieces: some Sequence<Int>) throws {
        let outcome = try decode(testCase.input_base64, contentType: testCase.content_type, pieces: pieces)
        let choice = outcome.reply.first
        #expect(choice.text == testCase.expected_text, "\(testCase.name)")
        #expect(choice.reasoning == testCase.expected_reasoning, "\(testCase.name)")
        #expect(choice.finishReason?.rawValue == testCase.expected_finish_reason, "\(testCase.name)")
        #expect((outcome.error != nil) == testCase.expected_error, "\(testCase.name): \(outcome.error as Any)")
        let calls = choice.toolCalls.map { ChatStreamCase.ToolCall(id: $0.id, name: $0.name, arguments: $0.arguments) }
        #expect(calls == testCase.expected_tool_calls, "\(testCase.name)")
    }

    static func cases() throws -> [ChatStreamCase] {
        let cases = try JSONDecoder().decode([ChatStreamCase].self, from: fixture("chat-stream-cases.json"))
        try #require(cases.count >= 29)
        return cases
    }

    @Test func everyCaseDecodesWhole() throws {
        for testCase in try Self.cases() { try Self.check(testCase, pieces: testCase.chunk_sizes ?? []) }
    }

    @Test func everyCaseDecodesByteByByte() throws {
        for testCase in try Self.cases() {
            try Self.check(testCase, pieces: repeatElement(1, count: testCase.input_base64.count))
        }
    }

    @Test func everyCaseDecodesInUnevenPieces() throws {
        for testCase in try Self.cases() {
            for size in [2, 3, 7, 31, 256] {
                try Self.check(testCase, pieces: repeatElement(size, count: testCase.input_base64.count))
            }
        }
    }

    @Test func everyStreamFixtureGivesWhatItExpects() throws {
        let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/api")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("sse_") }
        #expect(names.count >= 18)
        for name in names {
            let fixture = try JSONValue(parsing: Array(Self.fixture("api/\(name)")))
            let raw = Data(try #require(fixture["raw"]?.string).utf8)
            let outcome = try Self.decode(raw, contentType: fixture["content_type"]?.string, pieces: [])
            let expect = try #require(fixture["expect"])
            if let text = expect["text"]?.string { #expect(outcome.reply.first.text == text, "\(name)") }
            if let reasoning = expect["reasoning"]?.string {
                #expect(outcome.reply.first.reasoning == reasoning, "\(name)")
            }
            if let details = expect["reasoning_details"]?.array {
                #expect(outcome.reply.first.reasoningDetails == details, "\(name)")
            }
            if let reason = expect["finish_reason"]?.string {
                #expect(outcome.reply.first.finishReason?.rawValue == reason, "\(name)")
            }
            if let message = expect["error"]?.string, message.contains(" ") {
                #expect(outcome.error?.message == message, "\(name)")
            }
            if let code = expect["code"]?.text { #expect(outcome.error?.serverCode == code, "\(name)") }
        }
    }

    @Test func aPageIsNamedByItsTitle() throws {
        let page = Data("<html><head><TITLE>Войти в\n систему</TITLE></head></html>".utf8)
        let outcome = try Self.decode(page, contentType: "text/html", pieces: [])
        #expect(outcome.error?.code == .badReply)
        #expect(outcome.error?.message == "The server answered with an HTML page titled \"Войти в систему\".")
    }

    @Test func anEmptyReplyIsAnError() throws {
        let outcome = try Self.decode(Data(), contentType: "text/event-stream", pieces: [])
        #expect(outcome.error?.code == .badReply)
    }

    @Test(arguments: [
        ([#"a\ud83d"#, #"\ude00b"#], "a😀b"), ([#"\uD83D"#, #"\uDE00\ud83d"#, #"\ude01"#], "😀😁"),
        ([#"\\ud83d"#, #"\ude00"#], "\\ud83d\u{FFFD}"), ([#"\ud83d"#, "x", #"\ude00"#], "x\u{FFFD}"),
        ([#"\ud83d\ude00"#, "!"], "😀!"),
    ])
    func theHalvesOfACharacterComeTogether(pieces: [String], text: String) throws {
        let stream = pieces.map { #"data: {"choices":[{"delta":{"content":"\#($0)"}}]}"# + "\n\n" }.joined()
        let outcome = try Self.decode(
            Data((stream + "data: [DONE]\n\n").utf8), contentType: "text/event-stream", pieces: [])
        #expect(outcome.reply.first.text == text)
    }

    @Test func choicesAreKeptApart() throws {
        let stream = """
            data: {"choices":[{"index":1,"delta":{"content":"b"}},{"index":0,"delta":{"content":"a"}}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"},{"index":1,"delta":{},"finish_reason":"length"}]}

            data: [DONE]


            """
        let outcome = try Self.decode(Data(stream.utf8), contentType: "text/event-stream", pieces: [])
        #expect(outcome.reply.choices.map(\.text) == ["a", "b"])
        #expect(outcome.reply.choices.map(\.finishReason) == [.stop, .length])
    }
}
