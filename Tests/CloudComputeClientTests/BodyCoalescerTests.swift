import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import CloudComputeClient

@Suite(.timeLimit(.minutes(2))) struct BodyCoalescerTests {
    private static let head = HTTPClientResponsePart.head(
        HTTPResponseHead(version: .http1_1, status: .ok, headers: [:]))

    /// What comes out for parts that come in before the end of a read.
    private static func parts(_ parts: [HTTPClientResponsePart]) throws -> [HTTPClientResponsePart] {
        let channel = EmbeddedChannel(handler: BodyCoalescer())
        for part in parts { channel.pipeline.fireChannelRead(part) }
        channel.pipeline.fireChannelReadComplete()
        return try Self.all(channel)
    }

    private static func all(_ channel: EmbeddedChannel) throws -> [HTTPClientResponsePart] {
        var all: [HTTPClientResponsePart] = []
        while let part = try channel.readInbound(as: HTTPClientResponsePart.self) { all.append(part) }
        return all
    }

    private static func body(_ text: String) -> HTTPClientResponsePart { .body(ByteBuffer(string: text)) }

    @Test func piecesOfOneReadAreOne() throws {
        #expect(
            try Self.parts([Self.head, Self.body("a"), Self.body("b"), Self.body("c"), .end(nil)]) == [
                Self.head, Self.body("abc"), .end(nil),
            ])
        #expect(try Self.parts([Self.body("a"), Self.body("b")]) == [Self.body("ab")])
        #expect(try Self.parts([Self.body("a")]) == [Self.body("a")])
        #expect(try Self.parts([Self.head, .end(nil)]) == [Self.head, .end(nil)])
    }

    @Test func nothingWaitsForTheNextRead() throws {
        let channel = EmbeddedChannel(handler: BodyCoalescer())
        for text in ["a", "b"] {
            channel.pipeline.fireChannelRead(Self.body(text))
            #expect(try Self.all(channel).isEmpty)
            channel.pipeline.fireChannelReadComplete()
            #expect(try Self.all(channel) == [Self.body(text)])
        }
    }

    @Test func aPartDoesNotGrowWithoutBound() throws {
        let piece = String(repeating: "x", count: 40 << 10)
        let parts = try Self.parts(Array(repeating: Self.body(piece), count: 4))
        #expect(parts == Array(repeating: Self.body(piece + piece), count: 2))
    }

    @Test func whatCameGoesBeforeAnErrorAndBeforeTheEndOfTheConnection() throws {
        struct Failure: Error {}
        let channel = EmbeddedChannel(handler: BodyCoalescer())
        channel.pipeline.fireChannelRead(Self.body("a"))
        channel.pipeline.fireErrorCaught(Failure())
        #expect(try Self.all(channel) == [Self.body("a")])
        #expect(throws: Failure.self) { try channel.throwIfErrorCaught() }
        channel.pipeline.fireChannelRead(Self.body("b"))
        channel.pipeline.fireChannelInactive()
        #expect(try Self.all(channel) == [Self.body("b")])
    }
}
