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
        http.http1_1ConnectionDebugInitializer = { Self.addHandlers(to: $0, limits) }
        http.http2ConnectionDebugInitializer = { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(ConnectionErrorHandler())
            }
        }
        http.http2StreamChannelDebugInitializer = { Self.addHandlers(to: $0, limits) }
        http.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, maximumConnections)
        http.connectionPool.retryConnectionEstablishment = false
        if baseURL.isSecure {
            http.tlsConfiguration = try TrustedAuthorities(file: caFile, folder: caDirectory).configuration
        }
        http.proxy = try proxies.proxy(to: baseURL)?.configuration
        return http
    }

    /// Puts our handlers where the parts of answers come from the network, not unpacked yet; one behind the unpacking.
    private static func addHandlers(
        to channel: any Channel, _ limits: ResponseTimeoutHandler.Limits
    ) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            let unpacking = try pipeline.handler(type: NIOHTTPResponseDecompressor.self)
            try pipeline.addHandlers(
                [BodyCoalescer(), ResponseTimeoutHandler(limits)], position: .before(unpacking))
            try pipeline.addHandler(ErrorsLastHandler(), position: .after(unpacking))
        }
    }
}
