import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Fails a connection on which the server keeps its peace for too long, takes too long over an answer, or announces an
/// answer without end.
///
/// async-http-client's own timeouts schedule and cancel a timer for each request and each piece of an answer, which
/// costs a good part of a short request; here one timer runs for the connection and looks, when due, at since when the
/// waiting goes on. It sees the parts of requests and answers, so that only these count: neither an interim answer nor
/// a header that comes letter by letter puts the end off. A connection that no request uses is left alone.
final class ResponseTimeoutHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = HTTPClientRequestPart

    /// The times allowed.
    struct Limits: Sendable {
        /// The longest wait for the next part of an answer.
        var idle: TimeAmount
        /// The longest that an answer in one piece may take from the request to its end, and a stream to its head.
        var whole: TimeAmount
        /// The longest that a stream may take from the request to its end; `nil` for as long as it flows.
        var stream: TimeAmount?
    }

    /// The server announces its answer without ever giving it.
    struct EndlessInterimAnswers: Error {}

    /// So many interim answers (1xx) may come before the answer.
    static let maximumInterimAnswers = 100

    private let limits: Limits
    /// Whether a request is under way.
    private var isUnderWay = false
    /// Whether the answer under way is, or is to be, a stream.
    private var isStream = false
    private var hasHead = false
    private var interimAnswers = 0
    /// Since when the server has owed something; `nil` while nobody waits, as where a slow reader holds the answer back.
    private var waitingSince: NIODeadline?
    /// When the last of the request went out.
    private var requestedAt = NIODeadline.distantPast
    private var timer: (due: NIODeadline, task: Scheduled<Void>)?
    /// Whether a handler before this one reads the answers, and tells of them and of the waiting for them.
    var isReadByKeptConnection = false
    private var context: ChannelHandlerContext?

    init(_ limits: Limits) {
        self.limits = limits
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        stop()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        // async-http-client takes it for an interim answer, and ends the process when a body follows.
        case .head(let head) where head.status.code < 100: return fail(HTTPParserError.invalidStatus, context)
        case .head(let head) where (100..<200).contains(head.status.code) && head.status != .switchingProtocols:
            interimAnswers += 1
            if interimAnswers > Self.maximumInterimAnswers { return fail(EndlessInterimAnswers(), context) }
        case .head(let head): headCame(head.headers, Int(head.status.code))
        case .body: partCame()
        case .end: answerEnded()
        }
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        if !isReadByKeptConnection { isAwaited() }
        context.read()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .head(let head) = unwrapOutboundIn(data) {
            requestSent(isStream: MediaType(head.headers.first(name: "accept")).isEventStream)
        } else if isUnderWay {
            hasWritten(context)
        }
        context.write(data, promise: promise)
    }

    /// Takes note of a request that goes out.
    func requestSent(isStream: Bool) {
        isUnderWay = true
        hasHead = false
        self.isStream = isStream
        interimAnswers = 0
        if let context { hasWritten(context) }
    }

    /// Takes note of the head of an answer.
    func headCame(_ headers: HTTPHeaders, _ status: Int) {
        waitingSince = nil
        hasHead = true
        let isEventStream = MediaType(headers.first(name: "content-type")).isEventStream
        isStream = isEventStream || isStream && (200..<300).contains(status)
    }

    /// Takes note of a piece of the body.
    func partCame() { waitingSince = nil }

    /// Takes note of the end of an answer.
    func answerEnded() {
        waitingSince = nil
        isUnderWay = false
    }

    /// Takes note that somebody waits for the next part.
    func isAwaited() {
        guard isUnderWay, waitingSince == nil, let context else { return }
        waitingSince = context.eventLoop.now
        schedule(context)
    }

    private func hasWritten(_ context: ChannelHandlerContext) {
        waitingSince = context.eventLoop.now
        requestedAt = context.eventLoop.now
        schedule(context)
    }

    /// When the next limit is reached, should nothing come.
    private var due: NIODeadline? {
        guard isUnderWay else { return nil }
        var due = NIODeadline.distantFuture
        if let waitingSince { due = min(due, waitingSince + limits.idle) }
        if isStream, let stream = limits.stream { due = min(due, requestedAt + stream) }
        if !isStream || !hasHead { due = min(due, requestedAt + limits.whole) }
        return due == .distantFuture ? nil : due
    }

    private func schedule(_ context: ChannelHandlerContext) {
        guard let due, timer.map({ due < $0.due }) ?? true else { return }
        timer?.task.cancel()
        timer = (due, context.eventLoop.assumeIsolated().scheduleTask(deadline: due) { self.check(context) })
    }

    /// A timer that is later than this tells that the process was stopped.
    private static let lateness = TimeAmount.seconds(1)
    /// The time to read what came meanwhile.
    private static let grace = TimeAmount.seconds(5)

    private func check(_ context: ChannelHandlerContext) {
        let delay = timer.map { context.eventLoop.now - $0.due } ?? .zero
        timer = nil
        if delay > Self.lateness {
            waitingSince = waitingSince.map { $0 + delay + Self.grace }
            requestedAt = requestedAt + delay + Self.grace
        }
        guard isUnderWay, let due else { return }
        guard due <= context.eventLoop.now else { return schedule(context) }
        let isIdle = waitingSince.map { $0 + limits.idle <= context.eventLoop.now } ?? false
        fail(isIdle ? HTTPClientError.readTimeout : HTTPClientError.deadlineExceeded, context)
    }

    private func fail(_ error: any Error, _ context: ChannelHandlerContext) {
        isUnderWay = false
        context.fireErrorCaught(error)
        context.close(promise: nil)
    }

    private func stop() {
        timer?.task.cancel()
        timer = nil
    }
}
