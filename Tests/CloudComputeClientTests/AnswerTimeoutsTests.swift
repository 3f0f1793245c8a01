import AsyncHTTPClient
import NIOCore
import NIOEmbedded
import Testing

@testable import CloudComputeClient

@Suite struct AnswerTimeoutsTests {
    private func channel(idle: TimeAmount = .seconds(10), whole: TimeAmount = .hours(1)) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(handler: AnswerTimeouts(idle: idle, whole: whole))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return channel
    }

    @Test func aServerThatOwesAnAnswerForTooLongFailsTheConnection() throws {
        let channel = try channel()
        try channel.writeOutbound(ByteBuffer(string: "request"))
        channel.embeddedEventLoop.advanceTime(by: .seconds(9))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(throws: HTTPClientError.readTimeout) { try channel.throwIfErrorCaught() }
        #expect(!channel.isActive)
    }

    @Test func eachPieceOfAnAnswerStartsTheTimeAnew() throws {
        let channel = try channel()
        try channel.writeOutbound(ByteBuffer(string: "request"))
        for _ in 0..<5 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(9))
            try channel.writeInbound(ByteBuffer(string: "piece"))
            channel.read()
        }
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(10))
        #expect(!channel.isActive)
        #expect(throws: HTTPClientError.readTimeout) { try channel.throwIfErrorCaught() }
    }

    @Test func anAnswerThatTricklesOnIsGivenUpOnInTheEnd() throws {
        let channel = try channel(whole: .seconds(30))
        for request in 0..<2 {
            try channel.writeOutbound(ByteBuffer(string: "request \(request)"))
            for _ in 0..<5 {
                channel.embeddedEventLoop.advanceTime(by: .seconds(5))
                try channel.writeInbound(ByteBuffer(string: "piece"))
                channel.read()
            }
            #expect(channel.isActive)
        }
        channel.embeddedEventLoop.advanceTime(by: .seconds(5))
        #expect(throws: HTTPClientError.deadlineExceeded) { try channel.throwIfErrorCaught() }
        #expect(!channel.isActive)
    }

    @Test func nobodyIsBlamedWhileTheReaderHoldsTheAnswerBack() throws {
        let channel = try channel()
        try channel.writeInbound(ByteBuffer(string: "piece"))
        channel.embeddedEventLoop.advanceTime(by: .seconds(60))
        #expect(channel.isActive)
        try channel.throwIfErrorCaught()
    }
}
