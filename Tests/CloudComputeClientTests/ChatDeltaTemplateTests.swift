import Foundation
import JSON
import Testing

@testable import CloudComputeClient

@Suite(.timeLimit(.minutes(2))) struct ChatDeltaTemplateTests {
    /// What a decoder makes of events with these data.
    private static func events(_ chunks: [String], learnsTemplates: Bool) throws -> [ChatEvent] {
        var decoder = ChatStreamDecoder(contentType: "text/event-stream", learnsTemplates: learnsTemplates)
        var events: [ChatEvent] = []
        for chunk in chunks { try decoder.push(Array("data: \(chunk)\n\n".utf8).span, into: &events) }
        return events
    }

    private static func chunk(_ content: String, id: String = "a", rest: String = #","finish_reason":null"#) -> String {
        #"{"id":"\#(id)","model":"m","choices":[{"index":0,"delta":{"content":"\#(content)"}\#(rest)}]}"#
    }

    private static func template(of chunk: String) -> ChatDeltaTemplate? {
        Array(chunk.utf8).withUnsafeBufferPointer { bytes in
            var events: [ChatEvent] = []
            guard let json = try? JSONValue(parsing: bytes) else { return nil }
            ChatChunk.read(json, into: &events)
            return ChatDeltaTemplate(bytes, events[...])
        }
    }

    private static func text(of chunk: String, by template: ChatDeltaTemplate) -> String? {
        Array(chunk.utf8).withUnsafeBufferPointer { template.text(of: $0) }
    }

    @Test func everyCaseSaysTheSameByTemplatesAndWithoutThem() throws {
        for testCase in try ChatStreamDecoderTests.cases() {
            let outcomes = [true, false].map { learnsTemplates in
                var decoder = ChatStreamDecoder(contentType: testCase.content_type, learnsTemplates: learnsTemplates)
                var events: [ChatEvent] = []
                var failure: String?
                do {
                    try decoder.push(Array(testCase.input_base64).span, into: &events)
                    try decoder.finish(into: &events)
                } catch {
                    failure = "\(error)"
                }
                return (events, failure)
            }
            #expect(outcomes[0].0 == outcomes[1].0, "\(testCase.name)")
            #expect(outcomes[0].1 == outcomes[1].1, "\(testCase.name)")
        }
    }

    @Test(arguments: [
        "b", "", " ", #"\n\t\""#, #"\u043f\u00e9"#, "привет", "😀", #"a\\"#, #"\/"#, "\u{FEFF}",
        String(repeating: "x", count: 5000),
    ])
    func aChunkThatDiffersInItsContentIsReadTheShortWay(content: String) throws {
        let template = try #require(Self.template(of: Self.chunk("a")))
        let chunk = Self.chunk(content)
        let expected = try JSONValue(parsing: chunk)["choices"]?.array?.first?["delta"]?["content"]?.string
        #expect(Self.text(of: chunk, by: template) == expected)
    }

    @Test(arguments: [
        chunk("b", id: "c"), chunk("b", rest: #","finish_reason":"stop""#), chunk(#"b","role":"x"#), chunk(#"b\"#),
        chunk("b\u{1}"), chunk(#"b\q"#), chunk(#"\ud83d"#), chunk(#"\uDE00b"#), chunk("b") + " ", "{}", "", "[DONE]",
        #"{"error":"no"}"#,
    ])
    func anotherChunkIsLeftToTheFullDecoder(chunk: String) throws {
        let template = try #require(Self.template(of: Self.chunk("a")))
        #expect(Self.text(of: chunk, by: template) == nil)
    }

    @Test(arguments: [
        chunk(""), chunk("a", rest: #","finish_reason":"stop""#), #"{"choices":[{"message":{"content":"a"}}]}"#,
        #"{"choices":[{"delta":{"content":"a"}},{"index":1,"delta":{"content":""}}]}"#,
        #"{"choices":[{"delta":{"content":"a","content":"a"}}]}"#,
        #"{"choices":[{"delta":{"content":"a"}}],"choices":[{"delta":{"content":"a"}}]}"#,
        #"{"choices":[{"delta":{"\u0063ontent":"a"}}]}"#, #"{"choices":[{"delta":{"content":[{"text":"a"}]}}]}"#,
        #"{"choices":[{"delta":{"content":"a","reasoning":"b"}}]}"#, #"{"choices":[{"text":"a"}]}"#, "{}",
    ])
    func nothingIsLearntWhereAChunkSaysMoreOrItsPlaceIsUncertain(chunk: String) {
        #expect(Self.template(of: chunk) == nil)
    }

    @Test func aChunkOfAnotherReplyIsToldApart() throws {
        let chunks = [
            Self.chunk("a"), Self.chunk("b"), Self.chunk("c", id: "z"), Self.chunk("d"), Self.chunk(#"\ud83d"#),
            Self.chunk(#"\ude00"#), Self.chunk("e"), Self.chunk("e", rest: ""), Self.chunk("f"),
        ]
        let long = try Self.events(chunks, learnsTemplates: false)
        #expect(try Self.events(chunks, learnsTemplates: true) == long)
        #expect(
            long.prefix(5) == [
                .start(id: "a", model: "m"), .text("a", choice: 0), .text("b", choice: 0),
                .start(id: "z", model: "m"), .text("c", choice: 0),
            ])
    }

    @Test func piecesThatCameTogetherAreOne() {
        let events: [ChatEvent] = [
            .start(id: "a", model: nil), .text("a", choice: 0), .text("b", choice: 0), .text("c", choice: 1),
            .reasoning("d", choice: 1), .reasoning("e", choice: 1), .finish(.stop, choice: 1), .text("f", choice: 0),
        ]
        #expect(
            events.joiningTexts == [
                .start(id: "a", model: nil), .text("ab", choice: 0), .text("c", choice: 1), .reasoning("de", choice: 1),
                .finish(.stop, choice: 1), .text("f", choice: 0),
            ])
    }
}
