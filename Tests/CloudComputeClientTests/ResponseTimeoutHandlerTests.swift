import AsyncHTTPClient
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import CloudComputeClient

@Suite(.timeLimit(.minutes(2))) struct ResponseTimeoutHandlerTests {
    private func channel(
        idle: TimeAmount = .seconds(10), whole: TimeAmount = .hours(1), stream: TimeAmount? = nil
    ) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(handler: ResponseTimeoutHandler(.init(idle: idle, whole: whole, stream: stream)))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return channel
    }

    private func ask(_ channel: EmbeddedChannel, accepting type: String = "application/json") throws {
        let head = HTTPRequestHead(version: .http1_1, method: .POST, uri: "/", headers: ["accept": type])
        try channel.writeOutbound(HTTPClientRequestPart.head(head))
        try channel.writeOutbound(HTTPClientRequestPart.end(nil))
    }

    private func answer(
        _ channel: EmbeddedChannel, _ status: HTTPResponseStatus = .ok, type: String = "application/json"
    ) throws {
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: ["content-type": type])
        try channel.writeInbound(HTTPClientResponsePart.head(head))
        channel.read()
    }

    private func piece(_ channel: EmbeddedChannel) throws {
        try channel.writeInbound(HTTPClientResponsePart.body(ByteBuffer(string: "piece")))
        channel.read()
    }

    @Test func aServerThatOwesAnAnswerForTooLongFailsTheConnection() throws {
        let channel = try channel()
        try ask(channel)
        channel.embeddedEventLoop.advanceTime(by: .seconds(9))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(throws: HTTPClientError.readTimeout) { try channel.throwIfErrorCaught() }
        #expect(!channel.isActive)
    }

    @Test func eachPieceOfAnAnswerStartsTheTimeAnew() throws {
        let channel = try channel()
        try ask(channel)
        try answer(channel)
        for _ in 0..<5 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(9))
            try piece(channel)
        }
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(10))
        #expect(!channel.isActive)
        #expect(throws: HTTPClientError.readTimeout) { try channel.throwIfErrorCaught() }
    }

    @Test func anAnswerThatTricklesOnIsGivenUpOnInTheEnd() throws {
        let channel = try channel(whole: .seconds(30))
        for _ in 0..<2 {
            try ask(channel)
            try answer(channel)
            for _ in 0..<5 {
                channel.embeddedEventLoop.advanceTime(by: .seconds(5))
                try piece(channel)
            }
            #expect(channel.isActive)
        }
        channel.embeddedEventLoop.advanceTime(by: .seconds(5))
        #expect(throws: HTTPClientError.deadlineExceeded) { try channel.throwIfErrorCaught() }
        #expect(!channel.isActive)
    }

    @Test(arguments: [("text/event-stream", "text/event-stream"), ("text/event-stream", ""), ("", "text/event-stream")])
    func aStreamMayLastAsLongAsItFlows(accepted: String, sent: String) throws {
        let channel = try channel(whole: .seconds(30))
        try ask(channel, accepting: accepted)
        try answer(channel, type: sent)
        for _ in 0..<100 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(9))
            try piece(channel)
        }
        try channel.throwIfErrorCaught()
        #expect(channel.isActive)
    }

    @Test func theErrorThatAnswersAStreamIsNoStream() throws {
        let channel = try channel(whole: .seconds(30))
        try ask(channel, accepting: "text/event-stream")
        try answer(channel, .badGateway)
        for _ in 0..<6 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(5))
            try? piece(channel)
        }
        #expect(!channel.isActive)
    }

    @Test func aStreamEndsAtALimitThatIsSetForIt() throws {
        let channel = try channel(stream: .seconds(30))
        try ask(channel, accepting: "text/event-stream")
        try answer(channel, type: "text/event-stream")
        for _ in 0..<5 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(5))
            try piece(channel)
        }
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(5))
        #expect(throws: HTTPClientError.deadlineExceeded) { try channel.throwIfErrorCaught() }
    }

    @Test func interimAnswersAreNoProgress() throws {
        let channel = try channel()
        try ask(channel)
        for _ in 0..<9 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
            try answer(channel, .custom(code: 103, reasonPhrase: "Early Hints"))
        }
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(throws: HTTPClientError.readTimeout) { try channel.throwIfErrorCaught() }
    }

    @Test func interimAnswersWithoutEndAreRefused() throws {
        let channel = try channel()
        try ask(channel)
        #expect(throws: ResponseTimeoutHandler.EndlessInterimAnswers.self) {
            for _ in 0...ResponseTimeoutHandler.maximumInterimAnswers { try answer(channel, .processing) }
            try channel.throwIfErrorCaught()
        }
        #expect(!channel.isActive)
    }

    @Test func nobodyIsBlamedWhileTheReaderHoldsTheAnswerBack() throws {
        let channel = try channel()
        try ask(channel)
        let head = HTTPResponseHead(version: .http1_1, status: .ok)
        try channel.writeInbound(HTTPClientResponsePart.head(head))
        channel.embeddedEventLoop.advanceTime(by: .seconds(60))
        #expect(channel.isActive)
        try channel.throwIfErrorCaught()
    }

    @Test func aConnectionThatNoRequestUsesIsLeftAlone() throws {
        let channel = try channel(idle: .seconds(10), whole: .seconds(30))
        for _ in 0..<3 {
            try ask(channel)
            try answer(channel)
            try channel.writeInbound(HTTPClientResponsePart.end(nil))
            channel.read()
            channel.embeddedEventLoop.advanceTime(by: .minutes(5))
            try channel.throwIfErrorCaught()
            #expect(channel.isActive)
        }
    }

    @Test func aShorterLimitCountsThoughALongerOneIsRunning() throws {
        let channel = try channel(idle: .hours(2), whole: .seconds(30))
        try ask(channel, accepting: "text/event-stream")
        try answer(channel, type: "text/event-stream")
        try channel.writeInbound(HTTPClientResponsePart.end(nil))
        try ask(channel)
        channel.embeddedEventLoop.advanceTime(by: .seconds(30))
        #expect(throws: HTTPClientError.deadlineExceeded) { try channel.throwIfErrorCaught() }
    }
}
