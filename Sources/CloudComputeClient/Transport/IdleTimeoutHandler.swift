import AsyncHTTPClient
import NIOCore

/// Fails a connection on which the server keeps its peace for too long while something is expected of it.
///
/// async-http-client's own read timeout schedules and cancels a timer for each piece of an answer, which costs a good
/// part of a short request; here one timer runs for the connection and looks, when due, at when the waiting began.
final class IdleTimeoutHandler: ChannelDuplexHandler {
    typealias InboundIn = NIOAny
    typealias OutboundIn = NIOAny

    private let timeout: TimeAmount
    /// Since when the server has owed something; `nil` while nobody waits, as where a slow reader holds the answer back.
    private var waitingSince: NIODeadline?
    private var timer: Scheduled<Void>?

    init(timeout: TimeAmount) {
        self.timeout = timeout
    }

    /// Puts a handler at the connection's end of the channel.
    static func add(to channel: any Channel, timeout: TimeAmount) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(IdleTimeoutHandler(timeout: timeout), position: .first)
        }
    }

    func handlerAdded(context: ChannelHandlerContext) {
        waitingSince = context.eventLoop.now
        schedule(at: context.eventLoop.now + timeout, context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        waitingSince = nil
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        waitingSince = context.eventLoop.now
        context.read()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        waitingSince = context.eventLoop.now
        context.write(data, promise: promise)
    }

    private func schedule(at deadline: NIODeadline, _ context: ChannelHandlerContext) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.check(context) }
    }

    private func check(_ context: ChannelHandlerContext) {
        let due = (waitingSince ?? context.eventLoop.now) + timeout
        if due > context.eventLoop.now { return schedule(at: due, context) }
        context.fireErrorCaught(HTTPClientError.readTimeout)
        context.close(promise: nil)
    }
}
