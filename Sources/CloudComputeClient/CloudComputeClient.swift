import AsyncHTTPClient
public import Logging
import NIOCore

/// A client of the CloudCompute API, and of any server that speaks the same `/models` and `/chat/completions`.
///
/// One client keeps one pool of connections; make one and share it. Call ``shutdown()`` when done with it.
public struct CloudComputeClient: Sendable {
    /// How a client talks to its server.
    public struct Configuration: Sendable {
        /// The address that the paths hang from.
        public var baseURL: BaseURL
        /// The API key; without one no `Authorization` header is sent.
        public var apiKey: String?
        /// The time allowed to connect.
        public var connectTimeout = Duration.seconds(10)
        /// The time allowed between two pieces of an answer.
        public var idleTimeout = Duration.seconds(300)
        /// The time allowed from sending a request to the end of an answer in one piece, or to the head of a stream.
        ///
        /// An answer that stops in the middle is given up on after this time or the idle time-out, whichever is shorter.
        public var requestTimeout = Duration.seconds(600)
        /// The most connections to the server at once; further requests wait for one.
        public var maximumConnections = 8
        /// The socket by which the server is reached; without one its host and port are those of the base URL.
        public var unixSocket: UnixSocket?
        /// Where requests are logged, at level debug.
        ///
        /// Keys and bodies never are.
        public var logger = Logger(label: "cloudcompute") { _ in SwiftLogNoOpLogHandler() }

        /// Creates a configuration with the usual limits.
        public init(baseURL: BaseURL, apiKey: String?) {
            self.baseURL = baseURL
            self.apiKey = apiKey
        }
    }

    /// How this client talks to its server.
    public let configuration: Configuration
    let transport: Transport

    /// Creates a client; nothing is sent yet.
    ///
    /// - Throws: ``CloudComputeError`` of code `invalidConfiguration` where the key cannot stand in a header.
    public init(_ configuration: Configuration) throws(CloudComputeError) {
        if let key = configuration.apiKey, !key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) || key.isEmpty {
            throw CloudComputeError(
                .invalidConfiguration,
                "The API key is empty or holds a space, a line break or a letter that is not ASCII.")
        }
        self.configuration = configuration
        var http = HTTPClient.Configuration()
        http.redirectConfiguration = .disallow
        http.timeout.connect = .nanoseconds(Self.nanoseconds(configuration.connectTimeout))
        let idle = TimeAmount.nanoseconds(Self.nanoseconds(configuration.idleTimeout))
        let whole = TimeAmount.nanoseconds(Self.nanoseconds(configuration.requestTimeout))
        http.http1_1ConnectionDebugInitializer = { AnswerTimeouts.add(to: $0, idle: idle, whole: whole) }
        http.http2StreamChannelDebugInitializer = { AnswerTimeouts.add(to: $0, idle: idle, whole: whole) }
        http.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, configuration.maximumConnections)
        http.connectionPool.retryConnectionEstablishment = false
        transport = Transport(
            baseURL: configuration.baseURL, apiKey: configuration.apiKey, unixSocket: configuration.unixSocket,
            requestTimeout: configuration.requestTimeout, logger: configuration.logger,
            http: HTTPClient(eventLoopGroupProvider: .singleton, configuration: http))
    }

    /// Closes all connections.
    ///
    /// Requests under way fail.
    public func shutdown() async {
        // The one failure is that the client is shut down already, which is what was asked for.
        try? await transport.http.shutdown()
    }

    private static func nanoseconds(_ duration: Duration) -> Int64 {
        Int64(min(duration / .nanoseconds(1), 9e18))
    }
}
