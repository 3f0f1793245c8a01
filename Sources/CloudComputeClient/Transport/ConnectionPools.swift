import AsyncHTTPClient
import NIOCore

/// The connections of a client, which are closed when nobody holds it any more.
final class ConnectionPools: Sendable {
    let pooled: HTTPClient
    /// Keeps no connection.
    let unpooled: HTTPClient

    init(_ configuration: HTTPClient.Configuration) {
        var single = configuration
        single.connectionPool.idleTimeout = .nanoseconds(0)
        pooled = HTTPClient(eventLoopGroupProvider: .shared(NetworkLoop.shared), configuration: configuration)
        unpooled = HTTPClient(eventLoopGroupProvider: .shared(NetworkLoop.shared), configuration: single)
    }

    // A client of async-http-client that goes away without having been shut down ends a debug build, and leaks in others.
    deinit {
        for http in [pooled, unpooled] { http.shutdown { _ in } }
    }

    /// Closes all connections; requests under way fail.
    func shutdown() async {
        // The one failure is that the client is shut down already, which is what was asked for.
        for http in [pooled, unpooled] { try? await http.shutdown() }
    }
}
