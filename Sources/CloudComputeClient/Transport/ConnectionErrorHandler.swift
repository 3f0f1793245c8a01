import NIOCore

/// Closes an HTTP/2 connection on which the server breaks the protocol.
///
/// swift-nio-http2 reports such an error, tells the server that it reads no further, and leaves it to others to close; the
/// requests under way would wait until their time is up. It counts more than 200 reset streams in 30 seconds as one, and
/// nginx resets the stream of each request whose body it answers without reading, as it does beyond a limit on requests.
final class ConnectionErrorHandler: ChannelInboundHandler {
    typealias InboundIn = NIOAny

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.fireErrorCaught(error)
        context.close(promise: nil)
    }
}
