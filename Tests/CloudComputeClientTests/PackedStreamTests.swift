import CloudComputeClient
import LoopbackServer
import Testing

/// Streams whose packing is damaged, in the one read that brings all of them.
@Suite(.timeLimit(.minutes(1))) struct PackedStreamTests {
    private static let words = (0..<20).map { "w\($0) " }
    private static let events = words.map {
        #"data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"\#($0)"}}]}"# + "\n\n"
    }
    private static let whole = events.joined() + HostileReply.finish + HostileReply.done

    /// One HTTP chunk with the bytes, and the end of the body.
    private static func answer(_ body: [UInt8]) -> LoopbackServer.Answer {
        let head =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: gzip\r\n"
            + "transfer-encoding: chunked\r\n\r\n\(String(body.count, radix: 16))\r\n"
        return .script([.send(Array(head.utf8) + body + Array("\r\n0\r\n\r\n".utf8)), .hold])
    }

    /// The text that comes of a body, and the error at its end.
    private static func text(_ body: [UInt8]) async throws -> (String, CloudComputeError?) {
        try await HostileReply.ask(answer(body)) { client in
            var text = ""
            do {
                for try await event in try await client.stream(HostileReply.request) {
                    if case .text(let piece, choice: 0) = event { text += piece }
                }
                return (text, nil)
            } catch let error as CloudComputeError { return (text, error) }
        }
    }

    @Test func aReplyThatIsWholeIsWholeWhateverTheEndOfItsPackingSays() async throws {
        let packed = Packed.stored(Array(Self.whole.utf8), "gzip")
        let cut = Array(packed.dropLast(8))
        for body in [packed, cut, cut + [1, 2, 3, 4, 5, 6, 7, 8], packed + [7, 7]] {
            let (text, error) = try await Self.text(body)
            #expect(text == Self.words.joined())
            #expect(error == nil)
        }
    }

    @Test func whatWasUnpackedBeforeTheDamageIsDelivered() async throws {
        let packed = Packed.stored(Array(Self.events.joined().utf8), "gzip")
        let start = Array(packed.dropLast(8))
        let (cut, cutError) = try await Self.text(start)
        #expect(cut == Self.words.joined())
        #expect(cutError?.code == .interrupted)
        let (text, error) = try await Self.text(start + [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(text == Self.words.joined())
        #expect(error?.message == "The server's compressed reply cannot be unpacked.")
        var damaged = Packed.stored(Array(Self.events.joined().utf8), "gzip")
        // The first block, of all words, is followed by one of no known kind.
        damaged[10] = 0
        damaged.replaceSubrange((damaged.count - 8)..., with: [7, 0, 0, 0, 0, 0, 0, 0])
        #expect(try await Self.text(damaged).0 == Self.words.joined())
    }
}
