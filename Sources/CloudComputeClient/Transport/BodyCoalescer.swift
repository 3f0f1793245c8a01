import NIOCore
import NIOHTTP1

/// Makes one part of all pieces of a body that one read brought.
///
/// Servers send each event of a stream as an HTTP chunk of its own; each costs as much on its way through the handlers as
/// all of them together.
final class BodyCoalescer: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    /// A part does not grow beyond this, in bytes.
    private static let maximumSize = 64 << 10

    private var body: ByteBuffer?
    /// Whether `body` is a copy that grows, rather than a piece as it came.
    private var isCopy = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .body(let piece) = unwrapInboundIn(data) else {
            flush(context)
            return context.fireChannelRead(data)
        }
        add(piece)
        if let body, body.readableBytes >= Self.maximumSize { flush(context) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flush(context)
        context.fireChannelReadComplete()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        flush(context)
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        flush(context)
        context.fireChannelInactive()
    }

    private func add(_ piece: ByteBuffer) {
        guard let first = body else { return body = piece }
        if !isCopy {
            var copy = ByteBufferAllocator().buffer(capacity: 4 * (first.readableBytes + piece.readableBytes))
            copy.writeImmutableBuffer(first)
            body = copy
            isCopy = true
        }
        body?.writeImmutableBuffer(piece)
    }

    private func flush(_ context: ChannelHandlerContext) {
        guard let whole = body else { return }
        body = nil
        isCopy = false
        context.fireChannelRead(wrapInboundOut(.body(whole)))
    }
}
