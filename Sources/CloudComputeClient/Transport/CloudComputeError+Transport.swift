import AsyncHTTPClient
import Localization
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension CloudComputeError {
    /// Names what stopped a request below HTTP: no connection, no answer in time, a broken connection.
    init(transport error: any Error, peer: Peer) {
        let server = "\(peer.baseURL)"
        switch error {
        case let error as CloudComputeError: self = error
        case is CancellationError: self.init(.cancelled, Message("The request was cancelled."), cause: error)
        case let error as HTTPClientError: self.init(client: error, peer: peer)
        case let error as NIOConnectionError:
            let reason = error.connectionErrors.first.map { Self.reason($0.error) } ?? Self.nameFailure(error)
            self.init(.unreachable, Message("Cannot connect to \(peer.firstHop): \(reason)."), cause: error)
        case let error as IOError where Self.connectionRefusals.contains(error.errnoCode):
            self.init(.unreachable, Message("Cannot connect to \(peer.firstHop): \(Self.reason(error))."), cause: error)
        // The server may have read the request.
        case let error as IOError:
            self.init(.interrupted, Message("The connection to \(server) broke: \(Self.reason(error))."), cause: error)
        case HTTPParserError.invalidEOFState:
            self.init(
                .interrupted, Message("\(server) closed the connection before the reply was complete."), cause: error)
        case is HTTPParserError:
            self.init(.badReply, Message("What answers at \(server) does not speak HTTP."), cause: error)
        case is NIOSSLExtraError, is NIOSSLError, is BoringSSLError: self.init(tls: error, peer: peer)
        case is NIOHTTPDecompression.DecompressionError, is NIOHTTPDecompression.ExtraDecompressionError:
            self.init(unpacking: error)
        case is SpokenProtocol.WentBack:
            self.init(
                .unreachable,
                Message(
                    "\(server) has gone back from HTTP/2 to HTTP/1.1, for which the program has to be started again."),
                cause: error)
        case is ResponseTimeoutHandler.EndlessInterimAnswers:
            self.init(
                .badReply, Message("\(server) announces its reply again and again, and never sends it."), cause: error)
        default:
            self.init(.interrupted, Message("The connection to \(server) broke."), cause: error)
        }
    }

    private init(client error: HTTPClientError, peer: Peer) {
        let server = "\(peer.baseURL)"
        switch error {
        case .cancelled:
            self.init(.cancelled, Message("The request was cancelled."), cause: error)
        case .connectTimeout:
            self.init(.unreachable, Message("Cannot connect to \(peer.firstHop) in the time allowed."), cause: error)
        case .readTimeout, .writeTimeout:
            self.init(.timedOut, Message("\(server) stopped sending."), cause: error)
        case .deadlineExceeded, .getConnectionFromPoolTimeout:
            self.init(.timedOut, Message("\(server) took longer than the time allowed."), cause: error)
        case .remoteConnectionClosed:
            self.init(
                .interrupted, Message("\(server) closed the connection before the reply was complete."), cause: error)
        case .tlsHandshakeTimeout:
            self.init(
                .unreachable, Message("\(server) did not finish the TLS handshake in the time allowed."), cause: error)
        case .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
            self.init(.unreachable, Message("No answer came from \(peer.firstHop) in the time allowed."), cause: error)
        case .proxyAuthenticationRequired:
            self.init(
                .invalidConfiguration,
                Message("Access to \(peer.firstHop) needs a user name and a password, or others than those given."),
                cause: error
            )
        case .invalidProxyResponse:
            self.init(
                .unreachable, Message("No connection to \(peer.baseURL.host) is allowed by \(peer.firstHop)."),
                cause: error)
        case .invalidURL, .emptyHost, .emptyScheme:
            self.init(.invalidConfiguration, Message("The base URL \"\(server)\" cannot be used."), cause: error)
        default:
            self.init(.badReply, Message("\(server) does not speak HTTP as expected."), cause: error)
        }
    }

    private init(tls error: any Error, peer: Peer) {
        let words = "\(error)"
        if words.contains("CERTIFICATE_VERIFY_FAILED") || words.contains("unableToValidateCertificate") {
            let fault = Message("it has expired, or the authority that issued it is not known here")
            self.init(certificateOf: peer.baseURL, fault, cause: error)
        } else if error as? NIOSSLExtraError == .failedToValidateHostname {
            self.init(certificateOf: peer.baseURL, Message("it is that of another host"), cause: error)
        } else if words.contains("WRONG_VERSION_NUMBER") || words.contains("HTTP_REQUEST") {
            self.init(.badReply, Message("What answers at \(peer.baseURL) does not speak TLS."), cause: error)
        } else if case NIOSSLError.uncleanShutdown = error {
            self.init(
                .interrupted, Message("\(peer.baseURL) closed the connection before the reply was complete."),
                cause: error)
        } else {
            self.init(.unreachable, Message("The TLS handshake with \(peer.baseURL) failed."), cause: error)
        }
    }

    private init(unpacking error: any Error) {
        if case NIOHTTPDecompression.DecompressionError.limit = error {
            self = .tooLarge
            cause = error
        } else if error as? NIOHTTPDecompression.ExtraDecompressionError == .truncatedData {
            self.init(.interrupted, Message("The compressed reply broke off before its end."), cause: error)
        } else {
            self.init(.badReply, Message("The server's compressed reply cannot be unpacked."), cause: error)
        }
    }

    /// What a connection that was never made fails with.
    private static let connectionRefusals: Set<CInt> = [
        ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ENETDOWN, EADDRNOTAVAIL,
    ]

    private static func nameFailure(_ error: NIOConnectionError) -> Message {
        error.dnsAError != nil || error.dnsAAAAError != nil
            ? Message("the name is not known") : Message("no address answers")
    }

    private static func reason(_ error: any Error) -> Message {
        guard let error = error as? IOError else { return Message("no connection was made") }
        return Message(ofSystem: String(cString: strerror(error.errnoCode)))
    }
}
