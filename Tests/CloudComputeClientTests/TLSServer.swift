import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Testing

/// A server on 127.0.0.1 that gives each connection its answers, one a request, over TLS with a certificate of `Fixtures/tls`.
enum TLSServer {
    /// Where a certificate of the fixtures stands.
    static func path(_ name: String) throws -> String {
        try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/tls/\(name).pem").path
    }

    private static func context(_ certificate: String) throws -> NIOSSLContext {
        let path = try path(certificate)
        let configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(path).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: path, format: .pem)))
        return try NIOSSLContext(configuration: configuration)
    }

    /// Serves while the body runs; without a certificate it answers anything, and without TLS.
    static func serve<Result: Sendable>(
        _ certificate: String?, _ answers: String..., inPiecesOf size: Int? = nil, body: (Int) async throws -> Result
    ) async throws -> Result {
        let context = try certificate.map(context)
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    if let size { try child.pipeline.syncOperations.addHandler(Dripping(size)) }
                    if let context {
                        try child.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                    }
                    try child.pipeline.syncOperations.addHandler(
                        Answering(answers, after: context == nil ? "" : "\r\n\r\n"))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            let result = try await body(channel.localAddress?.port ?? 0)
            try await channel.close()
            return result
        } catch {
            try? await channel.close()
            throw error
        }
    }
}

/// Answers each request of a connection with the next of its texts; after the last it closes the connection.
final class Answering: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var answers: ArraySlice<String>
    private var received = ""
    private let end: String
    private let seen: @Sendable (String) -> Void

    init(_ answers: [String], after end: String = "\r\n\r\n", seen: @escaping @Sendable (String) -> Void = { _ in }) {
        self.answers = answers[...]
        self.end = end
        self.seen = seen
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += String(buffer: unwrapInboundIn(data))
        guard end.isEmpty || received.contains(end), let answer = answers.popFirst() else { return }
        seen(received)
        received = ""
        let isLast = answers.isEmpty
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer))).assumeIsolated().whenComplete { _ in
            if isLast { context.close(promise: nil) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

/// Sends what passes in pieces, with a while between them, as networks do.
private final class Dripping: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let size: Int
    private var rest = ByteBuffer()
    private var isSending = false

    init(_ size: Int) { self.size = size }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        rest.writeImmutableBuffer(unwrapOutboundIn(data))
        promise?.succeed()
        if !isSending { send(context) }
    }

    private func send(_ context: ChannelHandlerContext) {
        guard let piece = rest.readSlice(length: min(size, rest.readableBytes)), piece.readableBytes > 0 else {
            isSending = false
            return
        }
        isSending = true
        context.writeAndFlush(wrapOutboundOut(piece), promise: nil)
        context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(2)) { self.send(context) }
    }
}
