import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression

extension CloudComputeClient.Configuration {
    /// How async-http-client reaches a server.
    ///
    /// - Parameters:
    ///   - shared: Where connections are kept over which chats go without it.
    ///   - spoken: Remembers which HTTP the server speaks.
    /// - Throws: ``CloudComputeError`` of code `invalidConfiguration`.
    func http(
        to baseURL: BaseURL, _ shared: SharedByHandlers? = nil, _ spoken: SpokenProtocol? = nil
    ) throws(CloudComputeError)
        -> HTTPClient.Configuration
    {
        var http = HTTPClient.Configuration()
        http.redirectConfiguration = .disallow
        // Nobody listens, and its attributes cost a tenth of a request.
        http.tracing.tracer = nil
        http.decompression = .enabled(limit: .size(ResponseBody.maximumSize))
        http.timeout.connect = TimeAmount(capped: connectTimeout)
        let limits = ResponseTimeoutHandler.Limits(
            idle: TimeAmount(capped: idleTimeout), whole: TimeAmount(capped: requestTimeout),
            stream: streamTimeout.map { TimeAmount(capped: $0) })
        let spoken = spoken ?? SpokenProtocol()
        http.http1_1ConnectionDebugInitializer = { channel in
            channel.eventLoop.makeCompletedFuture {
                try spoken.takeHTTP1(channel)
                try Self.addHandlers(to: channel, limits, shared, isKept: true)
            }
        }
        http.http2ConnectionDebugInitializer = { channel in
            channel.eventLoop.makeCompletedFuture {
                spoken.noteHTTP2()
                try channel.pipeline.syncOperations.addHandler(ConnectionErrorHandler())
            }
        }
        http.http2StreamChannelDebugInitializer = { channel in
            channel.eventLoop.makeCompletedFuture {
                try Self.addHandlers(to: channel, limits, shared, isKept: false)
            }
        }
        // One more than is kept for chats, lest other requests wait until one of those is closed.
        http.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit =
            min(max(1, maximumConnections), 1 << 20) + (shared == nil || unixSocket != nil ? 0 : 1)
        http.connectionPool.retryConnectionEstablishment = false
        if baseURL.isSecure {
            http.tlsConfiguration = try TrustedAuthorities(file: caFile, folder: caDirectory).configuration
        }
        http.proxy = try proxies.proxy(to: baseURL)?.configuration
        return http
    }

    /// Puts our handlers where the parts of answers come from the network, not unpacked yet; one behind the unpacking, and one
    /// before the parser.
    private static func addHandlers(
        to channel: any Channel, _ limits: ResponseTimeoutHandler.Limits, _ shared: SharedByHandlers?, isKept: Bool
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        let unpacking = try pipeline.handler(type: NIOHTTPResponseDecompressor.self)
        let timeouts = ResponseTimeoutHandler(limits)
        try pipeline.addHandlers([BodyCoalescer(), timeouts], position: .before(unpacking))
        try pipeline.addHandler(ErrorsLastHandler(), position: .after(unpacking))
        guard let shared else { return }
        if isKept {
            let encoder = try pipeline.handler(type: HTTPRequestEncoder.self)
            try pipeline.addHandler(KeptConnectionHandler(shared, timeouts), position: .before(encoder))
        } else {
            try pipeline.addHandler(UnkeptRequestHandler(shared), position: .before(unpacking))
        }
    }
}
