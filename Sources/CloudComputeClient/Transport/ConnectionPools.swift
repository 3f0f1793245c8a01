import AsyncHTTPClient
import NIOCore

/// The connections of a client, which are closed when nobody holds it any more.
final class ConnectionPools: Sendable {
    /// For what is no chat; chats go over it where their connections cannot be kept.
    let pooled: HTTPClient
    /// Keeps no connection.
    let unpooled: HTTPClient
    private let kept: KeptConnections

    /// - Throws: ``CloudComputeError`` of code `invalidConfiguration`.
    init(_ configuration: CloudComputeClient.Configuration) throws(CloudComputeError) {
        let loop = NetworkLoop.shared
        let shared = SharedByHandlers(on: loop)
        let http = try configuration.http(to: configuration.baseURL, shared)
        var single = try configuration.http(to: configuration.baseURL)
        single.connectionPool.idleTimeout = .nanoseconds(0)
        pooled = HTTPClient(eventLoopGroupProvider: .shared(loop), configuration: http)
        unpooled = HTTPClient(eventLoopGroupProvider: .shared(loop), configuration: single)
        kept = KeptConnections(
            pooled, shared, limit: configuration.maximumConnections,
            waitingTime: TimeAmount(capped: configuration.requestTimeout), on: loop)
    }

    // A client of async-http-client that goes away without having been shut down ends a debug build, and leaks in others.
    deinit {
        for http in [pooled, unpooled] { http.shutdown { _ in } }
    }

    /// Sends a request to the chats' path.
    func send(_ request: Transport.OutgoingRequest, _ exchange: Exchange) {
        let loop = NetworkLoop.shared
        loop.execute { [kept, pooled, unpooled] in
            switch request.route {
            case .kept: kept.send(request, exchange)
            case .pooled: Self.carry(request, exchange, on: pooled, loop)
            case .unpooled: Self.carry(request, exchange, on: unpooled, loop)
            }
        }
    }

    private static func carry(
        _ request: Transport.OutgoingRequest, _ exchange: Exchange, on http: HTTPClient, _ loop: any EventLoop
    ) {
        let carrier = CarrierRequest(exchange, on: loop)
        if exchange.isCarried(by: carrier) { carrier.start(request.http, on: http) }
    }

    /// Closes all connections; requests under way fail.
    func shutdown() async {
        // The one failure is that the client is shut down already, which is what was asked for.
        for http in [pooled, unpooled] { try? await http.shutdown() }
    }
}
