import CloudComputeClient
import JSON
import Testing

@testable import Batch

@Suite(.timeLimit(.minutes(1))) struct JournalLineTests {
    private func line(_ body: [UInt8], _ result: Result<ChatReply, CloudComputeError>? = nil) -> [UInt8] {
        let answer = RawChatResponse(statusCode: 200, requestID: "r\u{0}\"", retryAfter: nil, body: body)
        let request = BatchRequest(customID: "a\"\n", body: [])
        return ResultLine.bytes(
            BatchOutcome(
                request: request, identity: RequestFingerprint(request), answer: answer,
                result: result ?? answer.outcome,
                timings: BatchTimings(sentAt: .infinity, latency: .seconds(Int64.max), attempts: 1)))
    }

    private func check(_ bytes: [UInt8]) throws -> JSONValue {
        #expect(bytes.last == UInt8(ascii: "\n"))
        #expect(!bytes.dropLast().contains { $0 == 0x0A || $0 == 0x0D })
        #expect(String(validating: bytes, as: UTF8.self) != nil)
        #expect(ResultLine.kind(bytes.dropLast()) != nil)
        return try JSONValue(parsing: bytes)
    }

    @Test func anEventStreamBecomesTheReplyThatItHolds() throws {
        let stream = """
            data: {"id":"c","choices":[{"index":0,"delta":{"content":"He"}}]}

            data: {"id":"c","choices":[{"index":0,"delta":{"content":"llo"},"finish_reason":"stop"}]}

            data: [DONE]


            """
        let json = try check(line(Array(stream.utf8)))
        #expect(json["error"] == .null)
        #expect(json["response"]?["body"]?["choices"]?.array?.first?["message"]?["content"] == "Hello")
    }

    @Test func bytesThatAreNotUTF8AreReplaced() throws {
        let body = Array(#"{"choices":[{"message":{"content":"ж"#.utf8) + [0xFF, 0xD0] + Array(#""}}]}"#.utf8)
        let json = try check(line(body))
        #expect(json["response"]?["body"]?["choices"]?.array?.first?["message"]?["content"] == "ж\u{FFFD}\u{FFFD}")
    }

    @Test(arguments: [
        "", "{", "<html>\r\n", "1},\"x\":{\"y\":2", "{\"a\":1}{\"b\":2}", "\u{0}\u{1F}", "\"\\ud800\"", "[1,\r\n2]",
        "null", "data: x", "{\"a\":\"\u{2028}\"}",
    ])
    func whateverComesTheLineIsJSON(body: String) throws {
        for result in [.success(ChatReply()), .failure(CloudComputeError(.badReply, "no\n\u{0}"))]
            as [Result<ChatReply, CloudComputeError>]
        {
            let json = try check(line(Array(body.utf8), result))
            #expect(json["custom_id"] == "a\"\n")
        }
    }

    @Test func aReplyTooDeepForALineIsPutTogetherAnew() throws {
        let deep = String(repeating: "[", count: 509) + String(repeating: "]", count: 509)
        let reply = #"{"choices":[{"message":{"content":"x"}}],"deep":\#(deep)}"#
        let json = try check(line(Array(reply.utf8)))
        #expect(json["response"]?["body"]?["deep"] != nil)
        let deeper = try check(line(Array(reply.replacing(deep, with: "[\(deep)]").utf8)))
        #expect(deeper["response"]?["body"]?["choices"]?.array?.first?["message"]?["content"] == "x")
        #expect(deeper["response"]?["body"]?["deep"] == nil)
    }

    @Test func whatACrashLeavesIsToldFromWholeLines() throws {
        let whole = Array(line(Array("{\"a\":1}".utf8), .success(ChatReply())).dropLast())
        let torn = whole.prefix(80)
        func pieces(_ text: [UInt8], isEnded: Bool = true) -> (Int, Bool)? {
            ResultLine.pieces(of: text, isEnded: isEnded).map { ($0.whole.count, $0.hasTornPieces) }
        }
        #expect(try #require(pieces(whole)) == (1, false))
        #expect(try #require(pieces([0, 0] + whole)) == (1, true))
        #expect(try #require(pieces(torn + [0, 0] + whole)) == (1, true))
        #expect(try #require(pieces(whole + [0] + whole)) == (2, true))
        #expect(try #require(pieces([0, 0], isEnded: false)) == (0, true))
        #expect(try #require(pieces(Array(torn), isEnded: false)) == (0, true))
        for cut in 1..<whole.count {
            #expect(try #require(pieces(Array(whole.prefix(cut)), isEnded: false)) == (0, true), "\(cut)")
        }
        #expect(try #require(pieces(whole, isEnded: false)) == (1, false))
        #expect(try #require(pieces(whole + [0x0D], isEnded: false)) == (1, false))
        #expect(pieces([0] + Array("x".utf8), isEnded: false) == nil)
        #expect(pieces(Array("x".utf8) + [0] + whole) == nil)
        #expect(pieces(Array(#"{"id":"other"#.utf8), isEnded: false) == nil)
    }
}
