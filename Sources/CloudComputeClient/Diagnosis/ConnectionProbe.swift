import NIOCore
import NIOPosix

/// A connection that is made and closed again, with nothing sent.
package enum ConnectionProbe {
    /// Connects to the server, or to the proxy on the way to it.
    ///
    /// - Returns: How long it took.
    /// - Throws: ``CloudComputeError``.
    package static func connect(
        to baseURL: BaseURL, through proxies: ProxySettings, within limit: Duration
    ) async throws(CloudComputeError) -> Duration {
        let peer = Peer(baseURL: baseURL, proxy: try proxies.proxy(to: baseURL))
        let start = ContinuousClock.now
        do {
            let channel = try await ClientBootstrap(group: NetworkLoop.shared)
                .connectTimeout(TimeAmount(capped: limit))
                .connect(host: peer.proxy?.host ?? baseURL.plainHost, port: peer.proxy?.port ?? baseURL.port).get()
            let elapsed = ContinuousClock.now - start
            channel.close(promise: nil)
            return elapsed
        } catch {
            throw CloudComputeError(transport: error, peer: peer)
        }
    }
}
