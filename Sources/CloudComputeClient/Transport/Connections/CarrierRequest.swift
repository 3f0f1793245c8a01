import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// A request of async-http-client that carries exchanges: the one it was made for, and where its connection is kept, one
/// after another.
final class CarrierRequest: HTTPClientResponseDelegate, ExchangeCarrier {
    typealias Response = Void

    private struct State {
        var exchange: Exchange?
        var hasHead = false
        var handler: KeptConnectionHandler?
        var task: HTTPClient.Task<Void>?
        var isOver = false
    }

    private let loop: any EventLoop
    /// Where its connection goes when it is free; `nil` where it is not kept.
    private let kept: KeptConnections?
    private let state: NIOLoopBoundBox<State>

    /// Made on the event loop.
    init(_ exchange: Exchange, on loop: any EventLoop, kept: KeptConnections? = nil) {
        self.loop = loop
        self.kept = kept
        state = NIOLoopBoundBox(State(exchange: exchange), eventLoop: loop)
    }

    /// Sends the request.
    func start(_ request: HTTPClient.Request, on http: HTTPClient) {
        let task = http.execute(request: request, delegate: self)
        if state.value.isOver { return }
        state.value.task = task
        // A client that is shut down tells nobody else.
        task.futureResult.whenFailure { self.didReceiveError(task: task, $0) }
    }

    /// The exchange that it carries now.
    var exchange: Exchange? {
        get { state.value.exchange }
        set {
            state.value.exchange = newValue
            state.value.hasHead = false
        }
    }

    /// Whether the beginning of the answer has come.
    var hasHead: Bool {
        get { state.value.hasHead }
        set { state.value.hasHead = newValue }
    }

    func giveUp(_ exchange: Exchange) {
        loop.execute {
            // Another one may have come in its place.
            if self.state.value.exchange === exchange { self.state.value.task?.cancel() }
        }
    }

    func didSendRequestHead(task: HTTPClient.Task<Void>, _ head: HTTPRequestHead) {
        state.value.handler = kept?.bind(self)
    }

    func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        if hasHead { return loop.makeSucceededVoidFuture() }
        hasHead = true
        return proceed { try $0.receive(head.status, head.headers) }
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ part: ByteBuffer) -> EventLoopFuture<Void> {
        proceed { exchange in
            try part.withUnsafeReadableBytes { try exchange.receive($0.bindMemory(to: UInt8.self), on: loop) }
        }
    }

    func didFinishRequest(task: HTTPClient.Task<Void>) throws {
        let exchange = exchange
        end()
        exchange?.finish()
    }

    func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
        let exchange = exchange
        end()
        exchange?.fail(error)
    }

    private func proceed(_ step: (Exchange) throws -> Void) -> EventLoopFuture<Void> {
        guard let exchange else { return loop.makeSucceededVoidFuture() }
        do {
            try step(exchange)
            return exchange.readiness(on: loop) ?? loop.makeSucceededVoidFuture()
        } catch {
            return loop.makeFailedFuture(error)
        }
    }

    /// Lets go of the connection, which is closed or async-http-client's again.
    private func end() {
        if state.value.isOver { return }
        let handler = state.value.handler
        state.value = State(isOver: true)
        handler?.unbind(self)
        kept?.ended(handler)
    }
}
