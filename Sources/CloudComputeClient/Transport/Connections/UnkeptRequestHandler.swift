import NIOCore
import NIOHTTP1

/// Tells that a request went out over a connection that cannot be kept, such as a stream of HTTP/2.
final class UnkeptRequestHandler: ChannelOutboundHandler {
    typealias OutboundIn = HTTPClientRequestPart

    private let shared: SharedByHandlers

    init(_ shared: SharedByHandlers) {
        self.shared = shared
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        shared.wrote(nil)
        context.write(data, promise: promise)
    }
}
