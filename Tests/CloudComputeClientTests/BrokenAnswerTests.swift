import AsyncHTTPClient
import JSON
import NIOCore
import NIOHTTP1
import NIOPosix
import Testing

@testable import CloudComputeClient

/// Answers that came before the request was sent whole, on a connection that broke then.
@Suite(.timeLimit(.minutes(1))) struct BrokenAnswerTests {
    private static let broken = IOError(errnoCode: 32, reason: "write")
    private static let refusal = #"{"error":{"message":"too large"}}"#
    private static let reply = #"{"choices":[{"index":0,"message":{"content":"early"},"finish_reason":"stop"}]}"#

    private static func head(_ status: HTTPResponseStatus) throws -> ResponseHead {
        try ResponseHead(status: status, ["content-type": "application/json"], Redaction(key: nil))
    }

    private static func feed(
        _ reader: inout some ResponseReader, _ status: HTTPResponseStatus, _ body: String, _ error: any Error
    ) throws {
        try reader.receive(try head(status))
        let bytes = Array(body.utf8)
        _ = try bytes.withUnsafeBufferPointer { try reader.receive($0) }
        reader.fail(error)
    }

    /// What a whole answer comes to: its status and its body.
    private static func whole(
        _ status: HTTPResponseStatus, _ body: String, _ error: any Error = broken
    ) async throws -> String {
        let pending = PendingReply<WholeResponse>()
        let answer = try await withCheckedThrowingContinuation { continuation in
            pending.wait(continuation)
            var reader = WholeResponseReader(pending)
            do { try feed(&reader, status, body, error) } catch { pending.give(.failure(error)) }
        }
        return "\(answer.head.status) \(String(decoding: answer.body, as: UTF8.self))"
    }

    /// What an answer to a request for a stream comes to.
    private static func streamed(
        _ status: HTTPResponseStatus, _ body: String, _ error: any Error = broken
    ) async throws -> StreamedReply {
        let pending = PendingReply<StreamedReply>()
        let server = try BaseURL("http://127.0.0.1/v1")
        return try await withCheckedThrowingContinuation { continuation in
            pending.wait(continuation)
            var reader = StreamedReplyReader(pending, start: .now) { head in
                ChatStreamReader(
                    contentType: head.headers.contentType, Redaction(key: nil), server: server, patience: .seconds(60))
            }
            do { try feed(&reader, status, body, error) } catch { pending.give(.failure(error)) }
        }
    }

    @Test func aRefusalCountsHoweverMuchOfItCame() async throws {
        let payloadTooLarge = HTTPResponseStatus.payloadTooLarge
        #expect(try await Self.whole(payloadTooLarge, Self.refusal) == "413 \(Self.refusal)")
        #expect(try await Self.whole(payloadTooLarge, #"{"error":{"mess"#) == "413 ")
        let answer = try await Self.streamed(payloadTooLarge, Self.refusal)
        #expect(answer.head.status == 413 && answer.reply == nil && answer.failure == nil)
        #expect(String(decoding: answer.body, as: UTF8.self) == Self.refusal)
    }

    @Test func aReplyCountsWhereItIsWhole() async throws {
        #expect(try await Self.whole(.ok, Self.reply) == "200 \(Self.reply)")
        let answer = try await Self.streamed(.ok, Self.reply)
        #expect(answer.reply?.first.text == "early" && answer.failure == nil)
        let cut = String(Self.reply.dropLast(3))
        for error in [Self.broken, HTTPClientError.remoteConnectionClosed, ChannelError.eof] as [any Error] {
            #expect(try await Self.whole(.ok, Self.reply, error) == "200 \(Self.reply)")
            #expect(try await Self.streamed(.ok, Self.reply, error).failure == nil)
            await #expect(throws: (any Error).self) { try await Self.whole(.ok, cut, error) }
            #expect(try await Self.streamed(.ok, cut, error).failure != nil)
        }
    }

    /// Answers as soon as a request begins, ends the connection on its side, and reads no further.
    private final class Hasty: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private var answer: String?

        init(_ answer: String) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard let answer = answer.take() else { return }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
            context.close(mode: .output, promise: nil)
            _ = context.channel.setOption(.autoRead, value: false)
        }
    }

    @Test func aReplyThatEndsWithItsConnectionCountsThoughTheRequestWasNotSentWhole() async throws {
        let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n\(Self.reply)"
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture { try child.pipeline.syncOperations.addHandler(Hasty(answer)) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let address = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)/v1"
        let client = try CloudComputeClient(.init(baseURL: BaseURL(address), apiKey: nil))
        // More than fits between the two.
        let long = String(repeating: "word ", count: 4 << 20)
        let request = ChatRequest(model: "m", messages: [ChatMessage(role: .user, text: long)])
        let (whole, streamed) = (request.json(stream: false).jsonBytes, request.json(stream: true).jsonBytes)
        let replies = [
            try await client.complete(request), try await client.send(chatBody: whole).outcome.get(),
            try await client.sendStreaming(chatBody: streamed).answer.outcome.get(),
        ]
        #expect(replies.map(\.first.text) == ["early", "early", "early"])
        await client.shutdown()
        try await channel.close()
    }

    @Test func whoGivesTheRequestUpGetsNoAnswer() async throws {
        for error in [CancellationError(), HTTPClientError.cancelled, CloudComputeError.tooLarge] as [any Error] {
            await #expect(throws: (any Error).self) { try await Self.whole(.payloadTooLarge, Self.refusal, error) }
            await #expect(throws: (any Error).self) { try await Self.streamed(.payloadTooLarge, Self.refusal, error) }
            let answer = try await Self.streamed(.ok, Self.reply, error)
            #expect(answer.failure != nil)
        }
    }
}
