import Foundation
import JSON
import Testing

@testable import CloudComputeClient

/// A server may send the key back in any text, cut wherever it likes; nothing that is made of the stream holds it.
@Suite(.timeLimit(.minutes(2))) struct StreamRedactionTests {
    static let key = "sk-te/st+KEY12345=xy"
    /// What the texts are that come in pieces, by their path in a choice's delta.
    enum Text: CaseIterable {
        case content, parts, reasoning, refusal, callID, callName, arguments
    }

    /// A stream whose texts hold the key, and what is to be read of each.
    struct Scene {
        var bytes: [UInt8] = []
        private var numbers: SeededNumbers

        init(seed: UInt64, cutting texts: [Text]) {
            numbers = SeededNumbers(seed: seed)
            var rest = texts.map { text in (text, pieces("AB\(StreamRedactionTests.key)YZ")[...]) }
            while let place = rest.indices.randomElement(using: &numbers) {
                guard let piece = rest[place].1.popFirst() else {
                    rest.remove(at: place)
                    continue
                }
                chunk(["choices": [["index": 0, "delta": delta(rest[place].0, piece)]]])
            }
            chunk(["choices": [["index": 0, "delta": [:], "finish_reason": "stop"]]])
            bytes += "data: [DONE]\n\n".utf8
        }

        private mutating func pieces(_ text: String) -> [String] {
            var (rest, pieces) = (text[...], [String]())
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...24, using: &numbers))
                rest = rest.dropFirst(piece.count)
                pieces.append(String(piece))
            }
            return pieces
        }

        private func delta(_ text: Text, _ piece: String) -> JSONValue {
            func call(_ members: JSONObject) -> JSONValue {
                ["tool_calls": [.object(JSONObject([.init("index", 0)] + members.members))]]
            }
            switch text {
            case .content: return ["content": .string(piece)]
            case .parts: return ["content": [["type": "text", "text": .string(piece)]]]
            case .reasoning: return ["reasoning_content": .string(piece)]
            case .refusal: return ["refusal": .string(piece)]
            case .callID: return call(["id": .string(piece)])
            case .callName: return call(["function": ["name": .string(piece), "arguments": ""]])
            case .arguments: return call(["function": ["arguments": .string(piece)]])
            }
        }

        /// Writes a chunk; now and then a sign of it is escaped.
        private mutating func chunk(_ json: JSONValue) {
            let text =
                Int.random(in: 0..<3, using: &numbers) > 0 ? json.jsonText : json.jsonText.replacing("/", with: "\\/")
            bytes += "data: \(text)\n\n".utf8
        }

        /// The events as a client reads them off the network, in reads of random sizes.
        mutating func events() throws -> [ChatEvent] {
            let redaction = Redaction(key: StreamRedactionTests.key)
            var body = RedactedStream(redaction)
            var reader = ChatStreamReader(
                contentType: "text/event-stream", redaction, server: try BaseURL("http://127.0.0.1/v1"),
                patience: .seconds(60))
            var (events, rest) = ([ChatEvent](), bytes[...])
            while !rest.isEmpty {
                let piece = Array(rest.prefix(Int.random(in: 1...400, using: &numbers)))
                rest = rest.dropFirst(piece.count)
                let told = piece.withUnsafeBufferPointer { body.push($0) } ?? piece
                _ = try told.withUnsafeBufferPointer { try reader.push($0, at: .now, into: &events) }
            }
            if !reader.progress.isDone { try reader.finish(into: &events) }
            return events
        }
    }

    private static func reply(_ events: [ChatEvent]) -> ChatReply {
        var accumulator = ChatAccumulator()
        for event in events { accumulator.add(event) }
        return accumulator.reply
    }

    /// All texts of a reply that were put together.
    private static func texts(_ reply: ChatReply) -> [String] {
        let calls = reply.first.toolCalls.flatMap { [$0.id, $0.name, $0.arguments] }
        return [reply.first.text, reply.first.reasoning, reply.first.refusal] + calls
    }

    @Test(arguments: Text.allCases) func aTextInPiecesIsReadWithTheMarkInPlaceOfTheKey(_ text: Text) throws {
        for seed in 0..<200 {
            var scene = Scene(seed: UInt64(seed), cutting: [text])
            let reply = Self.reply(try scene.events())
            let told = Self.texts(reply).filter { !$0.isEmpty }
            #expect(told == ["AB[the key]YZ"], "seed \(seed)")
        }
    }

    @Test func textsThatComeByTurnsHoldNoKey() throws {
        for seed in 0..<400 {
            var scene = Scene(seed: UInt64(seed), cutting: Text.allCases + [.content, .callName])
            let events = try scene.events()
            let reply = Self.reply(events)
            let all = Self.texts(reply) + events.map { "\($0)" } + [reply.json.jsonText]
            for text in all { #expect(!text.contains(Self.key), "seed \(seed): \(text)") }
        }
    }

    @Test func whatTheServerSendsAgainWithEachFragmentStaysOneCall() {
        var redactor = ChatEventRedactor(Redaction(key: Self.key))
        var events: [ChatEvent] = []
        for arguments in ["", "{\"a\":", "1}"] {
            let fragment = ToolCallFragment(index: 0, id: "calls", name: "list_files", arguments: arguments)
            redactor.push([.toolCall(fragment, choice: 0)], into: &events)
        }
        redactor.push([.finish(.toolCalls, choice: 0)], into: &events)
        let calls = Self.reply(events).first.toolCalls
        #expect(calls == [.init(id: "calls", name: "list_files", arguments: "{\"a\":1}")])
    }

    @Test func callsWhoseNamesEndLikeAKeyBeginsAreToldInTheirOrder() {
        var redactor = ChatEventRedactor(Redaction(key: Self.key))
        var events: [ChatEvent] = []
        let fragments = [
            ToolCallFragment(index: 0, id: "a", name: "files", arguments: ""),
            ToolCallFragment(index: 1, id: "bs", name: "g", arguments: "{}"),
            ToolCallFragment(index: 0, arguments: "{\"p\":\"s"), ToolCallFragment(index: 1, arguments: " "),
            ToolCallFragment(index: 0, arguments: "\"}"), ToolCallFragment(id: "", name: "sk-te", arguments: "s"),
        ]
        redactor.push(fragments.map { .toolCall($0, choice: 0) }, into: &events)
        redactor.finish(into: &events)
        var plain = ChatAccumulator()
        for fragment in fragments { plain.add(.toolCall(fragment, choice: 0)) }
        #expect(Self.reply(events) == plain.reply)
    }

    @Test func aNameWhoseBeginningWasToldIsNotCompleted() {
        var redactor = ChatEventRedactor(Redaction(key: Self.key))
        var events: [ChatEvent] = []
        for (name, arguments) in [("f sk-te", ""), (nil, "{}"), ("/st+KEY12345=xy!", nil)] as [(String?, String?)] {
            redactor.push([.toolCall(.init(index: 0, name: name, arguments: arguments), choice: 0)], into: &events)
        }
        redactor.finish(into: &events)
        #expect(Self.reply(events).first.toolCalls.map(\.name) == ["f sk-te[the key]!"])
    }
}
