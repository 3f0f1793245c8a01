import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension CloudComputeError {
    /// Names what stopped a request below HTTP: no connection, no answer in time, a broken connection.
    init(transport error: any Error, baseURL: BaseURL) {
        if let error = error as? CloudComputeError {
            self = error
            return
        }
        switch error {
        case is CancellationError:
            self.init(.cancelled, "The request was cancelled.", cause: error)
        case let error as HTTPClientError:
            self.init(client: error, baseURL: baseURL)
        case let error as NIOConnectionError:
            let reason = error.connectionErrors.first.map { Self.reason($0.error) } ?? Self.nameFailure(error)
            self.init(.unreachable, "Cannot connect to \(baseURL): \(reason).", cause: error)
        case let error as IOError where Self.connectionRefusals.contains(error.errnoCode):
            self.init(.unreachable, "Cannot connect to \(baseURL): \(Self.reason(error)).", cause: error)
        case let error as IOError:
            self.init(.unreachable, "The connection to \(baseURL) failed: \(Self.reason(error)).", cause: error)
        case HTTPParserError.invalidEOFState:
            self.init(
                .interrupted, "\(baseURL) closed the connection before the reply was whole.", cause: error)
        case is HTTPParserError:
            self.init(.badReply, "What answers at \(baseURL) does not speak HTTP.", cause: error)
        default:
            self.init(.unreachable, "The connection to \(baseURL) failed: \(Self.oneLine(error)).", cause: error)
        }
    }

    private init(client error: HTTPClientError, baseURL: BaseURL) {
        let host = baseURL.description
        switch error {
        case .cancelled:
            self.init(.cancelled, "The request was cancelled.", cause: error)
        case .connectTimeout:
            self.init(.timedOut, "Cannot connect to \(host) in the time allowed.", cause: error)
        case .readTimeout, .writeTimeout:
            self.init(.timedOut, "\(host) stopped sending.", cause: error)
        case .deadlineExceeded, .getConnectionFromPoolTimeout:
            self.init(.timedOut, "\(host) took longer than the time allowed.", cause: error)
        case .remoteConnectionClosed:
            self.init(.interrupted, "\(host) closed the connection before the reply was whole.", cause: error)
        case .tlsHandshakeTimeout:
            self.init(.timedOut, "\(host) did not finish the TLS handshake in the time allowed.", cause: error)
        case .invalidURL, .emptyHost, .emptyScheme:
            self.init(.invalidConfiguration, "The base URL \"\(baseURL)\" cannot be used.", cause: error)
        default:
            self.init(.badReply, "\(host) does not speak HTTP as expected: \(Self.oneLine(error)).", cause: error)
        }
    }

    /// What a connection that was never made fails with.
    private static let connectionRefusals: Set<CInt> = [
        ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ENETDOWN, EADDRNOTAVAIL,
    ]

    private static func nameFailure(_ error: NIOConnectionError) -> String {
        error.dnsAError != nil || error.dnsAAAAError != nil ? "the name is not known" : "no address answers"
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? IOError else { return oneLine(error) }
        return String(cString: strerror(error.errnoCode)).lowercased()
    }

    private static func oneLine(_ error: any Error) -> String {
        String(describing: error).split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
