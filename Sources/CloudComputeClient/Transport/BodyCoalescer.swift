import NIOCore
import NIOHTTP1

/// Makes one part of all pieces of a body that one read brought.
///
/// Servers send each event of a stream as an HTTP chunk of its own; each costs as much on its way through the handlers as
/// all of them together. A packed stream goes on in small parts instead, since of a part in which something cannot be
/// unpacked all is lost.
final class BodyCoalescer: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    /// A part does not grow beyond this, in bytes.
    private static let maximumSize = 64 << 10
    /// A part of a packed stream is no larger than this; the checks at the end of what is packed are a part of their own.
    private static let (packedSize, packedEnd) = (64, 8)

    private var body: ByteBuffer?
    /// Whether `body` is a copy that grows, rather than a piece as it came.
    private var isCopy = false
    private var isPackedStream = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        guard case .body(let piece) = part else {
            flush(context)
            if case .head(let head) = part { isPackedStream = Self.isPackedStream(head) }
            return context.fireChannelRead(data)
        }
        if isPackedStream { return passInParts(piece, context) }
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

    private static func isPackedStream(_ head: HTTPResponseHead) -> Bool {
        head.headers.contains(name: "content-encoding")
            && MediaType(head.headers.first(name: "content-type")).isEventStream
    }

    private func passInParts(_ piece: ByteBuffer, _ context: ChannelHandlerContext) {
        var rest = piece
        while rest.readableBytes > 0 {
            let size = min(Self.packedSize, max(rest.readableBytes - Self.packedEnd, Self.packedEnd))
            guard let part = rest.readSlice(length: min(size, rest.readableBytes)) else { return }
            context.fireChannelRead(wrapInboundOut(.body(part)))
        }
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
