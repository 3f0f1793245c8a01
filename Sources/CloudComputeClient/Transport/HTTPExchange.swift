import AsyncHTTPClient
import Localization
import NIOCore
import NIOHTTP1

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Requests to a server that is not CloudCompute's: with the headers that are given and no key of ours, to one URL, and no
/// redirect is followed.
package struct HTTPExchange: Sendable {
    /// What is sent.
    package struct Request: Sendable {
        package var method: String
        package var headers: [(name: String, value: String)]
        package var body: [UInt8]?

        package init(method: String, headers: [(name: String, value: String)], body: [UInt8]? = nil) {
            self.method = method
            self.headers = headers
            self.body = body
        }
    }

    /// An answer whose body is still to be read.
    package struct Response: Sendable {
        package let status: Int
        /// The body in pieces; it ends with an error beyond 64 MiB.
        package let body: Body
        let headers: HTTPHeaders

        /// The value of the first header of that name.
        package func header(_ name: String) -> String? { headers.first(name: name) }
    }

    /// The bytes of an answer as they come.
    package struct Body: AsyncSequence, Sendable {
        let base: ResponseBody

        package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(base: base.makeAsyncIterator()) }

        package struct AsyncIterator: AsyncIteratorProtocol {
            var base: ResponseBody.AsyncIterator

            @concurrent package mutating func next() async throws -> [UInt8]? {
                try await base.next().map { Array($0.readableBytesView) }
            }
        }
    }

    private let url: String
    private let peer: Peer
    private let http: HTTPClient

    /// - Parameter configuration: Proxies, authorities and time-outs; its base URL and key are not used.
    /// - Throws: ``CloudComputeError`` of code `invalidConfiguration`.
    package init(url: String, _ configuration: CloudComputeClient.Configuration) throws(CloudComputeError) {
        let origin = try Self.origin(of: url)
        self.url = url
        peer = Peer(baseURL: origin, proxy: try configuration.proxies.proxy(to: origin))
        http = HTTPClient(
            eventLoopGroupProvider: .shared(NetworkLoop.shared), configuration: try configuration.http(to: origin))
    }

    /// Sends a request and returns the answer's head, whatever its status.
    ///
    /// - Throws: ``CloudComputeError`` where no answer came.
    package func send(_ request: Request, within patience: Duration) async throws -> Response {
        var message = HTTPClientRequest(url: url)
        message.method = HTTPMethod(rawValue: request.method)
        for header in request.headers { message.headers.add(name: header.name, value: header.value) }
        // A request must not meet a connection that the server has just closed, since it may not be sent twice.
        message.headers.add(name: "connection", value: "close")
        if let body = request.body { message.body = .bytes(ByteBuffer(bytes: body)) }
        do {
            let answer = try await http.execute(message, deadline: .now() + TimeAmount(capped: patience))
            let body = ResponseBody(source: answer.body, redaction: Redaction(key: nil))
            return Response(status: Int(answer.status.code), body: Body(base: body), headers: answer.headers)
        } catch {
            throw await CloudComputeError(transport: error, peer: peer).lookingAtCertificate(of: peer)
        }
    }

    /// Closes all connections.
    package func shutdown() async { try? await http.shutdown() }

    /// Whether a URL may be talked to: https, or http to this machine, without a user's name.
    package static func isAllowed(url: String) -> Bool { (try? origin(of: url)) != nil }

    /// Whether a text can be the name of a header.
    package static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    /// Whether a text can be the value of a header.
    package static func isFieldValue(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    }

    private static func origin(of url: String) throws(CloudComputeError) -> BaseURL {
        func invalid() -> CloudComputeError {
            CloudComputeError(.invalidConfiguration, Message("\(url) is not usable."))
        }
        guard url.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }), var parts = URLComponents(string: url),
            parts.user == nil, parts.password == nil
        else { throw invalid() }
        (parts.query, parts.fragment, parts.path) = (nil, nil, "")
        guard let text = parts.string else { throw invalid() }
        let origin = try BaseURL(text)
        guard origin.isSecure || origin.isLoopback else { throw invalid() }
        return origin
    }
}
