import AsyncHTTPClient
import NIOCore
import Synchronization

/// The connections of a client, which are closed when nobody holds it any more.
final class ConnectionPools: Sendable {
    /// What is shared by requests.
    private struct Pool: Sendable {
        let http: HTTPClient
        let kept: KeptConnections
    }

    private let pool: Pool
    private let spoken = SpokenProtocol()
    /// For a server that has gone back from HTTP/2 to HTTP/1.1.
    private let later = Mutex<Pool?>(nil)
    /// Keeps no connection.
    let unpooled: HTTPClient
    private let configuration: CloudComputeClient.Configuration

    /// - Throws: ``CloudComputeError`` of code `invalidConfiguration`.
    init(_ configuration: CloudComputeClient.Configuration) throws(CloudComputeError) {
        self.configuration = configuration
        pool = try Self.pool(configuration, spoken)
        var single = try configuration.http(to: configuration.baseURL)
        single.connectionPool.idleTimeout = .nanoseconds(0)
        single.httpVersion = .http1Only
        unpooled = HTTPClient(eventLoopGroupProvider: .shared(NetworkLoop.shared), configuration: single)
    }

    // A client of async-http-client that goes away without having been shut down ends a debug build, and leaks in others.
    deinit {
        for http in clients { http.shutdown { _ in } }
    }

    /// For what is no chat.
    var pooled: HTTPClient { current.http }

    /// Sends a request to the chats' path.
    func send(_ request: Transport.OutgoingRequest, _ exchange: Exchange) {
        let loop = NetworkLoop.shared
        loop.execute { [current, unpooled] in
            switch request.route {
            case .kept: current.kept.send(request, exchange)
            case .pooled: Self.carry(request, exchange, on: current.http, loop)
            case .unpooled: Self.carry(request, exchange, on: unpooled, loop)
            }
        }
    }

    /// Closes all connections; requests under way fail.
    func shutdown() async {
        // The one failure is that the client is shut down already, which is what was asked for.
        for http in clients { try? await http.shutdown() }
    }

    private var clients: [HTTPClient] { [pool.http, unpooled] + later.withLock { $0.map { [$0.http] } ?? [] } }

    private var current: Pool {
        guard spoken.hasGoneBack else { return pool }
        return later.withLock { later in
            // What could be read when the client was made may be gone.
            later = later ?? (try? Self.pool(configuration, nil))
            return later ?? pool
        }
    }

    /// - Parameter spoken: `nil` for HTTP/1.1 alone.
    private static func pool(
        _ configuration: CloudComputeClient.Configuration, _ spoken: SpokenProtocol?
    ) throws(CloudComputeError) -> Pool {
        let loop = NetworkLoop.shared
        let shared = SharedByHandlers(on: loop)
        var settings = try configuration.http(to: configuration.baseURL, shared, spoken)
        if spoken == nil { settings.httpVersion = .http1Only }
        let http = HTTPClient(eventLoopGroupProvider: .shared(loop), configuration: settings)
        let kept = KeptConnections(
            http, shared, limit: configuration.maximumConnections,
            waitingTime: TimeAmount(capped: configuration.requestTimeout), on: loop)
        return Pool(http: http, kept: kept)
    }

    private static func carry(
        _ request: Transport.OutgoingRequest, _ exchange: Exchange, on http: HTTPClient, _ loop: any EventLoop
    ) {
        let carrier = CarrierRequest(exchange, on: loop)
        if exchange.isCarried(by: carrier) { carrier.start(request.http, on: http) }
    }
}
