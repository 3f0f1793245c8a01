import CloudComputeClient
import LoopbackServer
import NIOCore
import NIOPosix
import Synchronization
import Testing

/// A reader of a stream who takes his time.
@Suite(.timeLimit(.minutes(1))) struct SlowReaderTests {
    private static let total = 96 << 20
    /// More than what the system and the client hold together.
    private static let bound = 40 << 20

    @Test func theServerIsHeldBack() async throws {
        let sent = Sent()
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture { try child.pipeline.syncOperations.addHandler(Flooding(sent)) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let configuration = CloudComputeClient.Configuration(
            baseURL: try BaseURL("http://127.0.0.1:\(channel.localAddress?.port ?? 0)/v1"), apiKey: nil)
        try await CloudComputeClient.use(configuration) { client in
            var events = try await client.stream(HostileReply.request).makeAsyncIterator()
            _ = try await events.next()
            try await Self.settle(sent)
            #expect(sent.bytes.withLock { $0 } < Self.bound)
            _ = try await events.next()
        }
        try await channel.close()
    }

    /// Waits until nothing more has been sent while the event loop went through many other requests.
    private static func settle(_ sent: Sent) async throws {
        try await LoopbackServer.serve { _ in
            .keep([.text("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")])
        } while: { server in
            let configuration = CloudComputeClient.Configuration(baseURL: try BaseURL(server.baseURL), apiKey: nil)
            try await CloudComputeClient.use(configuration) { client in
                var (last, rounds) = (-1, 0)
                while rounds < 200 {
                    let now = sent.bytes.withLock { $0 }
                    rounds = now == last ? rounds + 1 : 0
                    last = now
                    _ = try await client.send(chatBody: Array("{}".utf8))
                }
            }
        }
    }

    private final class Sent: Sendable {
        let bytes = Mutex(0)
    }

    /// Answers by events as fast as they are taken, up to the total.
    private final class Flooding: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private static let chunk: ByteBuffer = {
            let events = String(repeating: HostileReply.delta, count: 800)
            return ByteBuffer(string: "\(String(events.utf8.count, radix: 16))\r\n\(events)\r\n")
        }()
        private let sent: Sent
        private var count = 0

        init(_ sent: Sent) { self.sent = sent }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
            context.write(wrapOutboundOut(ByteBuffer(string: head)), promise: nil)
            send(context)
        }

        private func send(_ context: ChannelHandlerContext) {
            guard count < SlowReaderTests.total else { return }
            count += Self.chunk.readableBytes
            context.writeAndFlush(wrapOutboundOut(Self.chunk)).assumeIsolated().whenSuccess {
                self.sent.bytes.withLock { $0 = self.count }
                self.send(context)
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
