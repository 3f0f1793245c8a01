import AsyncHTTPClient
import NIOCore

/// Fails a connection on which the server keeps its peace for too long, or takes too long over a whole answer.
///
/// async-http-client's own timeouts schedule and cancel a timer for each request and each piece of an answer, which
/// costs a good part of a short request; here one timer runs for the connection and looks, when due, at since when the
/// waiting goes on.
final class AnswerTimeouts: ChannelDuplexHandler {
    typealias InboundIn = NIOAny
    typealias OutboundIn = NIOAny

    private let idle: TimeAmount
    private let whole: TimeAmount
    /// Since when the server has owed something; `nil` while nobody waits, as where a slow reader holds the answer back.
    private var waitingSince: NIODeadline?
    /// When the last of the request went out.
    private var requestedAt = NIODeadline.distantFuture
    private var timer: Scheduled<Void>?

    /// Creates a handler.
    ///
    /// - Parameters:
    ///   - idle: The longest wait for the next bytes of an answer.
    ///   - whole: The longest that an answer may take from the request to its end.
    init(idle: TimeAmount, whole: TimeAmount) {
        self.idle = idle
        self.whole = whole
    }

    /// Puts a handler at the connection's end of the channel.
    static func add(to channel: any Channel, idle: TimeAmount, whole: TimeAmount) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(
                AnswerTimeouts(idle: idle, whole: whole), position: .first)
        }
    }

    func handlerAdded(context: ChannelHandlerContext) {
        waitingSince = context.eventLoop.now
        schedule(context)
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
        let now = context.eventLoop.now
        waitingSince = now
        requestedAt = now
        context.write(data, promise: promise)
    }

    /// A connection that nobody uses waits for nothing: it is closed unharmed when its time is up, like one that fails.
    private func schedule(_ context: ChannelHandlerContext) {
        let now = context.eventLoop.now
        let due = min((waitingSince ?? now) + idle, requestedAt > now ? now + whole : requestedAt + whole)
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: max(due, now)) { self.check(context) }
    }

    private func check(_ context: ChannelHandlerContext) {
        let now = context.eventLoop.now
        if let waitingSince, waitingSince + idle <= now { return fail(.readTimeout, context) }
        if requestedAt <= now, requestedAt + whole <= now { return fail(.deadlineExceeded, context) }
        schedule(context)
    }

    private func fail(_ error: HTTPClientError, _ context: ChannelHandlerContext) {
        context.fireErrorCaught(error)
        context.close(promise: nil)
    }
}
