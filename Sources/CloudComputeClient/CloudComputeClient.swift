import Localization
public import Logging

/// A client of the CloudCompute API, and of any server that speaks the same `/models` and `/chat/completions`.
///
/// One client keeps one pool of connections; make one and share it. Call ``shutdown()`` to wait until they are closed; where
/// nobody holds the client or a stream of it any more, they are closed without.
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
        /// The time allowed from sending a request to the end of an answer in one piece, or to the head of a stream, and
        /// between two events of a stream that sends comments meanwhile.
        ///
        /// An answer that stops in the middle is given up on after this time or the idle time-out, whichever is shorter.
        public var requestTimeout = Duration.seconds(600)
        /// The time allowed from sending a request to the end of a stream; `nil` for as long as it flows.
        public var streamTimeout: Duration?
        /// The most chats under way at once; further ones wait.
        ///
        /// Each has a connection of its own where the server speaks HTTP/1.1. All other requests share at least one more.
        public var maximumConnections = 8
        /// The socket by which the server is reached; without one its host and port are those of the base URL.
        public var unixSocket: UnixSocket?
        /// The proxies that requests go through.
        public var proxies = ProxySettings.none
        /// A file of certificate authorities in PEM form that are trusted in place of the system's.
        public var caFile: String?
        /// Folders of certificate authorities, with colons between them, that are trusted in place of the system's.
        public var caDirectory: String?
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
    /// - Throws: ``CloudComputeError`` of code `invalidConfiguration` where the key cannot stand in a header, the proxy is
    ///   none, or the certificate authorities cannot be read.
    public init(_ configuration: Configuration) throws(CloudComputeError) {
        if let key = configuration.apiKey { try Self.check(apiKey: key) }
        var configuration = configuration
        // No proxy leads to a socket of this machine.
        if configuration.unixSocket != nil { configuration.proxies = .none }
        self.configuration = configuration
        let peer = Peer(
            baseURL: configuration.baseURL, proxy: try configuration.proxies.proxy(to: configuration.baseURL))
        transport = Transport(
            peer: peer,
            chatRequests: configuration.unixSocket == nil
                ? try? ChatRequests(
                    to: RequestTarget(Transport.chatPath, of: configuration.baseURL), apiKey: configuration.apiKey)
                : nil,
            unixSocket: configuration.unixSocket, apiKey: configuration.apiKey,
            redaction: Redaction(key: configuration.apiKey),
            requestTimeout: configuration.requestTimeout, logger: configuration.logger,
            connections: try ConnectionPools(configuration))
    }

    /// Checks that a key can stand in a header.
    ///
    /// - Throws: ``CloudComputeError`` of code `invalidConfiguration`.
    public static func check(apiKey key: String) throws(CloudComputeError) {
        guard !key.isEmpty, key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw CloudComputeError(
                .invalidConfiguration,
                Message("The API key is empty or holds a space, a line break or a letter that is not ASCII."))
        }
    }

    /// Closes all connections, and returns once they are closed.
    ///
    /// Requests under way fail.
    public func shutdown() async { await transport.connections.shutdown() }
}
