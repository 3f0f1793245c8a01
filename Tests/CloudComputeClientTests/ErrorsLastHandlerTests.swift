import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import CloudComputeClient

@Suite(.timeLimit(.minutes(1))) struct ErrorsLastHandlerTests {
    private let channel = EmbeddedChannel(handler: ErrorsLastHandler())
    private let head = HTTPClientResponsePart.head(HTTPResponseHead(version: .http1_1, status: .ok))

    @Test func whatCameBeforeAnErrorIsDeliveredFirst() throws {
        channel.pipeline.fireChannelRead(head)
        channel.pipeline.fireErrorCaught(HTTPParserError.invalidChunkSize)
        try channel.throwIfErrorCaught()
        channel.pipeline.fireChannelReadComplete()
        #expect(throws: HTTPParserError.invalidChunkSize) { try channel.throwIfErrorCaught() }
        channel.pipeline.fireErrorCaught(HTTPParserError.invalidVersion)
        #expect(throws: HTTPParserError.invalidVersion) { try channel.throwIfErrorCaught() }
    }

    @Test func whatFollowsAnErrorDoesNotEndTheAnswer() throws {
        channel.pipeline.fireChannelRead(head)
        channel.pipeline.fireErrorCaught(HTTPParserError.invalidChunkSize)
        channel.pipeline.fireChannelRead(HTTPClientResponsePart.end(nil))
        channel.pipeline.fireChannelInactive()
        #expect(throws: HTTPParserError.invalidChunkSize) { try channel.throwIfErrorCaught() }
        #expect(try channel.readInbound(as: HTTPClientResponsePart.self) == head)
        #expect(try channel.readInbound(as: HTTPClientResponsePart.self) == nil)
    }
}
