import NIOCore
import NIOHTTP1

/// Passes on what one read brought of an answer before the error that follows it in the same read.
///
/// async-http-client hands the body of a read on when that is complete, and forgets it where an error comes first; but what
/// the network delivers at once may hold the whole of a reply and then something that is no HTTP, or the end of a body that
/// cannot be unpacked.
final class ErrorsLastHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    /// Whether parts have come whose delivery is not complete, and what went wrong behind them.
    private var isReading = false
    private var heldError: (any Error)?

    /// Behind an error nothing counts.
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if heldError != nil { return }
        isReading = true
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if isReading { heldError = heldError ?? error } else { context.fireErrorCaught(error) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        context.fireChannelReadComplete()
        fail(context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if heldError != nil { context.fireChannelReadComplete() }
        fail(context)
        context.fireChannelInactive()
    }

    private func fail(_ context: ChannelHandlerContext) {
        guard let error = heldError else { return }
        heldError = nil
        context.fireErrorCaught(error)
    }
}
