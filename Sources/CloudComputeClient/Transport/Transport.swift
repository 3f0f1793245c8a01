import AsyncHTTPClient
import JSON
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPCompression

/// Sends requests to one server: the only place that knows of HTTP, and the place where the key is taken out of all
/// that the server says.
struct Transport: Sendable {
    /// An answer whose body is still to be read.
    struct Response: Sendable {
        var head: ResponseHead
        var body: ResponseBody
        /// When it was sent, as the server says it.
        var date: String?
        /// Says more of a connection that broke.
        var explain: @Sendable (CloudComputeError) async -> CloudComputeError = { $0 }
    }

    /// An error's body is read so far only.
    private static let maximumErrorBodySize = 1 << 20

    static let chatPath = "/chat/completions"

    let peer: Peer
    /// `nil` where each request has to find out where it goes.
    let chatRequests: ChatRequests?
    let unixSocket: CloudComputeClient.UnixSocket?
    let apiKey: String?
    let redaction: Redaction
    let requestTimeout: Duration
    let logger: Logger
    let connections: ConnectionPools

    var http: HTTPClient { connections.pooled }

    /// Sends a request and returns the answer's head, whatever its status.
    ///
    /// - Throws: ``CloudComputeError`` where no answer came, or one that cannot be read.
    func answer(
        _ method: HTTPMethod, _ path: String, body: ByteBuffer? = nil
    ) async throws -> Response {
        let target: RequestTarget
        do { target = try await RequestTarget(path, of: peer.baseURL, over: unixSocket) } catch {
            throw CloudComputeError(transport: error, peer: peer)
        }
        var request = HTTPClientRequest(url: target.url)
        request.method = method
        if let host = target.host { request.headers.add(name: "host", value: host) }
        request.headers.add(name: "accept", value: "application/json")
        request.headers.add(name: "user-agent", value: "cloudcompute")
        if let apiKey { request.headers.add(name: "authorization", value: "Bearer \(apiKey)") }
        if let body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(body)
        }
        let clock = ContinuousClock()
        let start = clock.now
        do {
            let response = try await execute(
                request, by: .now() + TimeAmount(capped: requestTimeout))
            let answer = Response(
                head: try ResponseHead(status: response.status, response.headers, redaction),
                body: ResponseBody(source: response.body, redaction: redaction),
                date: response.headers.first(name: "date"), explain: target.explain)
            logger.debug(
                "\(method) \(peer.baseURL)\(path): \(answer.head.status) after \(Int64((clock.now - start) / .milliseconds(1))) ms",
                metadata: answer.head.headers.requestID.map { ["request-id": "\($0)"] })
            return answer
        } catch {
            let failure = await target.explain(
                CloudComputeError(transport: error, peer: peer).lookingAtCertificate(of: peer))
            logger.debug("\(method) \(peer.baseURL)\(path): \(redaction.redact("\(failure) (\(error))"))")
            throw failure
        }
    }

    /// Sends a request; where the server had closed the pooled connection before all of it was written, on another one.
    private func execute(
        _ request: HTTPClientRequest, by deadline: NIODeadline
    ) async throws -> HTTPClientResponse {
        do {
            return try await http.execute(request, deadline: deadline)
        } catch is SpokenProtocol.WentBack {
            return try await http.execute(request, deadline: deadline)
        } catch {
            guard Self.named(error, isCancelled: Task.isCancelled) as? ChannelError == .ioOnClosedChannel else {
                throw error
            }
            return try await connections.unpooled.execute(request, deadline: deadline)
        }
    }

    /// The error by its right name.
    ///
    /// Fact: async-http-client's HTTP2Connection.executeRequest0 says `cancelled` of a request that met a connection which is
    /// just being closed, and that was not sent.
    static func named(_ error: any Error, isCancelled: Bool) -> any Error {
        error as? HTTPClientError == .cancelled && !isCancelled ? ChannelError.ioOnClosedChannel : error
    }

    /// Whether an error is of the connection, rather than of what came over it or of who waits for it.
    static func isBreak(_ error: any Error) -> Bool {
        if error as? HTTPClientError == .cancelled { return false }
        switch error {
        case is CancellationError, is CloudComputeError,
            is NIOHTTPDecompression.DecompressionError, is NIOHTTPDecompression.ExtraDecompressionError:
            return false
        default: return true
        }
    }

    /// Whether the body of an answer may have ended before the error, unless its framing says that more was to come.
    ///
    /// Fact: where an answer ends with its connection before the request has been sent whole, SwiftNIO fails what is still to
    /// be written by a `ChannelError`, and async-http-client's HTTPRequestStateMachine says `remoteConnectionClosed`.
    static func mayFollowWholeBody(_ error: any Error) -> Bool {
        error is IOError || error is ChannelError || error as? HTTPClientError == .remoteConnectionClosed
    }

    /// Sends a request and returns the answer's head if its status is 2xx.
    ///
    /// - Throws: ``CloudComputeError``, read from the answer's body where there is one.
    func accepted(
        _ method: HTTPMethod, _ path: String, body: ByteBuffer? = nil
    ) async throws -> Response {
        try await accepted(try await answer(method, path, body: body))
    }

    /// The answer if its status is 2xx.
    ///
    /// - Throws: ``CloudComputeError``, read from the answer's body where there is one.
    func accepted(_ answer: Response) async throws -> Response {
        guard answer.head.isSuccess else { throw await failure(answer) }
        return answer
    }

    /// Reads a body whole, with U+FFFD in place of bytes that are not UTF-8.
    ///
    /// - Throws: ``CloudComputeError`` where it breaks off or is larger than 64 MiB.
    func collect(_ answer: Response) async throws -> [UInt8] {
        Array(try await collect(answer, upTo: .max).withoutByteOrderMark).repairingUTF8
    }

    /// Reads a body to its end, or no further than the limit.
    private func collect(_ answer: Response, upTo limit: Int) async throws -> [UInt8] {
        var body: [UInt8] = []
        do {
            for try await chunk in answer.body {
                body.append(contentsOf: chunk.readableBytesView)
                if body.count >= limit { return body }
            }
        } catch {
            throw await answer.explain(CloudComputeError(transport: error, peer: peer))
        }
        return body
    }

    private func failure(_ answer: Response) async -> CloudComputeError {
        let body = try? await collect(answer, upTo: Self.maximumErrorBodySize)
        return WholeResponse(head: answer.head, body: body ?? []).error
    }
}

extension [UInt8] {
    /// The bytes without the mark that some servers put before their JSON.
    var withoutByteOrderMark: ArraySlice<UInt8> { dropFirst(starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0) }
}

extension TimeAmount {
    /// A duration in whole nanoseconds, from none to as many as can be added to any time.
    init(capped duration: Duration) {
        self = .nanoseconds(Int64(Swift.min(Swift.max(0, duration / .nanoseconds(1)), 4e18)))
    }
}
