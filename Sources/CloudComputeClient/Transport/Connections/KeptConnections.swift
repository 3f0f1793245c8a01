import AsyncHTTPClient
import NIOCore

/// The HTTP/1.1 connections to one server over which chats go without async-http-client.
///
/// That opens them, through proxies and TLS, by a request that is never told its end: so each stays with its
/// ``KeptConnectionHandler``, which sends and reads what is usual by itself. An answer that is not brings its connection back
/// to async-http-client, and so does any connection that is not HTTP/1.1.
final class KeptConnections: ExchangeCarrier {
    /// A request that waits for a connection.
    private final class Waiting {
        let exchange: Exchange
        let request: Transport.OutgoingRequest
        var patience: Scheduled<Void>?

        init(_ exchange: Exchange, _ request: Transport.OutgoingRequest) {
            self.exchange = exchange
            self.request = request
        }
    }

    private struct State {
        var queue: ConnectionQueue<KeptConnectionHandler, Waiting>
        var timer: Scheduled<Void>?
    }

    /// A connection that nobody uses is kept so long.
    private static let idleTime = TimeAmount.seconds(60)

    private let loop: any EventLoop
    private let http: HTTPClient
    private let shared: SharedByHandlers
    private let waitingTime: TimeAmount
    private let state: NIOLoopBoundBox<State>

    /// - Parameters:
    ///   - limit: The most connections at once.
    ///   - waitingTime: How long a request waits for one.
    init(
        _ http: HTTPClient, _ shared: SharedByHandlers, limit: Int, waitingTime: TimeAmount, on loop: any EventLoop
    ) {
        self.http = http
        self.shared = shared
        self.waitingTime = waitingTime
        self.loop = loop
        state = .makeBoxSendingValue(State(queue: ConnectionQueue(limit: limit)), eventLoop: loop)
    }

    /// Sends a request on the event loop.
    func send(_ request: Transport.OutgoingRequest, _ exchange: Exchange) {
        while true {
            switch state.value.queue.add(Waiting(exchange, request), id: ObjectIdentifier(exchange)) {
            case .use(let connection):
                switch connection.start(exchange, request) {
                case .sent: return
                case .unwanted: return freed(connection)
                case .closed: continue
                }
            case .open: return open(request, exchange)
            case .wait(let waiting): return wait(waiting)
            }
        }
    }

    /// Gives a carrier the connection that its head went out on; `nil` where that cannot be kept.
    func bind(_ carrier: CarrierRequest) -> KeptConnectionHandler? {
        let handler = shared.takeWriter()
        return handler?.bind(carrier, of: self) == true ? handler : nil
    }

    /// Takes back a connection whose answer has ended.
    func freed(_ connection: KeptConnectionHandler) {
        while let next = state.value.queue.freed(connection, at: .now()) {
            next.patience?.cancel()
            switch connection.start(next.exchange, next.request) {
            case .sent: return
            case .unwanted: continue
            case .closed: return send(next.request, next.exchange)
            }
        }
        setTimer()
    }

    /// Forgets a carrier that has ended.
    func ended(_ connection: KeptConnectionHandler?) {
        guard let next = state.value.queue.closed(connection) else { return }
        next.patience?.cancel()
        // Not at once: where it ends as well, the next one would be opened within.
        loop.execute { [request = next.request, exchange = next.exchange] in self.open(request, exchange) }
    }

    func giveUp(_ exchange: Exchange) {
        loop.execute { self.withdraw(exchange, CancellationError()) }
    }

    private func open(_ request: Transport.OutgoingRequest, _ exchange: Exchange) {
        let carrier = CarrierRequest(exchange, on: loop, kept: self)
        guard exchange.isCarried(by: carrier) else { return ended(nil) }
        carrier.start(request.http, on: http)
    }

    private func wait(_ waiting: Waiting) {
        guard waiting.exchange.isCarried(by: self) else {
            _ = state.value.queue.withdraw(ObjectIdentifier(waiting.exchange))
            return
        }
        waiting.patience = loop.scheduleTask(in: waitingTime) { [exchange = waiting.exchange] in
            self.withdraw(exchange, HTTPClientError.getConnectionFromPoolTimeout)
        }
    }

    private func withdraw(_ exchange: Exchange, _ error: any Error) {
        guard let waiting = state.value.queue.withdraw(ObjectIdentifier(exchange)) else { return }
        waiting.patience?.cancel()
        exchange.fail(error)
    }

    private func setTimer() {
        guard state.value.timer == nil, let since = state.value.queue.freeSince else { return }
        state.value.timer = loop.scheduleTask(deadline: since + Self.idleTime) { [weak self] in
            self?.closeIdle()
        }
    }

    private func closeIdle() {
        state.value.timer = nil
        while let connection = state.value.queue.takeFree(since: .now() - Self.idleTime) { connection.close() }
        setTimer()
    }
}
