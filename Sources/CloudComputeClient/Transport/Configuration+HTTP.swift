import AsyncHTTPClient
import NIOCore
import NIOHTTPCompression

extension CloudComputeClient.Configuration {
    /// How async-http-client reaches a server.
    ///
    /// - Throws: ``CloudComputeError`` of code `invalidConfiguration`.
    func http(to baseURL: BaseURL) throws(CloudComputeError) -> HTTPClient.Configuration {
        var http = HTTPClient.Configuration()
        http.redirectConfiguration = .disallow
        // Nobody listens, and its attributes cost a tenth of a request.
        http.tracing.tracer = nil
        http.decompression = .enabled(limit: .size(ResponseBody.maximumSize))
        http.timeout.connect = TimeAmount(capped: connectTimeout)
        let limits = ResponseTimeoutHandler.Limits(
            idle: TimeAmount(capped: idleTimeout), whole: TimeAmount(capped: requestTimeout),
            stream: streamTimeout.map { TimeAmount(capped: $0) })
        http.http1_1ConnectionDebugInitializer = { ResponseTimeoutHandler.add(to: $0, limits) }
        http.http2StreamChannelDebugInitializer = { ResponseTimeoutHandler.add(to: $0, limits) }
        http.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, maximumConnections)
        http.connectionPool.retryConnectionEstablishment = false
        if baseURL.isSecure {
            http.tlsConfiguration = try TrustedAuthorities(file: caFile, folder: caDirectory).configuration
        }
        http.proxy = try proxies.proxy(to: baseURL)?.configuration
        return http
    }
}
