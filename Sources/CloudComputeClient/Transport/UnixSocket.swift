extension CloudComputeClient {
    /// A Unix domain socket by which the server is reached in place of the base URL's host and port.
    ///
    /// The base URL still names the server: in the `Host` header, in errors and in the log.
    public struct UnixSocket: Sendable {
        /// Returns the socket's path; asked before each request, so that whoever keeps it up may open it anew.
        public var path: @Sendable () async throws -> String
        /// Says more of a connection over the socket with that path that failed, where more is known.
        public var explain: @Sendable (_ error: CloudComputeError, _ path: String) async -> CloudComputeError

        /// Creates a socket.
        public init(
            path: @escaping @Sendable () async throws -> String,
            explain: @escaping @Sendable (_ error: CloudComputeError, _ path: String) async -> CloudComputeError = {
                error, _ in error
            }
        ) {
            self.path = path
            self.explain = explain
        }
    }
}

/// Where a request goes, and what to make of a connection that fails.
struct RequestTarget: Sendable {
    /// The URL for the HTTP client.
    var url: String
    /// The `Host` header, where the URL does not give it.
    var host: String?
    /// Says more of a failure.
    var explain: @Sendable (CloudComputeError) async -> CloudComputeError

    /// - Throws: What the socket's keeper throws.
    init(_ path: String, of baseURL: BaseURL, over socket: CloudComputeClient.UnixSocket?) async throws {
        guard let socket else {
            self.init(path, of: baseURL)
            return
        }
        let socketPath = try await socket.path()
        let rest = baseURL.description.drop { $0 != ":" }.dropFirst(3)
        let scheme = baseURL.isSecure ? "https+unix" : "http+unix"
        self.init(
            url: "\(scheme)://\(Self.encoded(socketPath))\(rest.drop { $0 != "/" })\(path)",
            host: String(rest.prefix { $0 != "/" })
        ) { await socket.explain($0, socketPath) }
    }

    init(_ path: String, of baseURL: BaseURL) {
        self.init(url: baseURL.description + path, host: nil) { $0 }
    }

    private init(
        url: String, host: String?, explain: @escaping @Sendable (CloudComputeError) async -> CloudComputeError
    ) {
        self.url = url
        self.host = host
        self.explain = explain
    }

    /// A path in the place of a host: all but letters, digits and a few signs as `%XX`.
    private static func encoded(_ path: String) -> String {
        path.utf8.reduce(into: "") { result, byte in
            let scalar = Unicode.Scalar(byte)
            if byte < 0x80, scalar.properties.isAlphabetic || scalar.properties.numericType != nil || byte == 0x2D {
                result.unicodeScalars.append(scalar)
            } else {
                result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}
