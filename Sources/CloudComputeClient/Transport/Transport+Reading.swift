import AsyncHTTPClient
import Logging
import NIOCore
import NIOHTTP1

/// Requests whose answers are read on the event loop of their connection.
extension Transport {
    /// Says more of a failure.
    typealias Explanation = @Sendable (CloudComputeError) async -> CloudComputeError
    /// Sends a request by a client and waits for what its reader gives.
    typealias Attempt<Value> = @Sendable (OutgoingRequest, HTTPClient) async throws -> Value

    /// A request and who says more of its failure, in one place: what waits for a reply holds a reference to it, and no copies.
    final class OutgoingRequest: Sendable {
        let http: HTTPClient.Request
        let explain: Explanation

        init(_ http: HTTPClient.Request, _ body: ByteBuffer, explain: @escaping Explanation = { $0 }) {
            var http = http
            http.body = .byteBuffer(body)
            self.http = http
            self.explain = explain
        }
    }

    /// Posts a body and reads the answer whole, whatever its status.
    ///
    /// - Throws: ``CloudComputeError`` where no whole answer came.
    func whole(_ body: ByteBuffer, usesNewConnection: Bool) async throws -> WholeResponse {
        let (answer, _) = try await post(
            body, accepting: .whole, usesNewConnection: usesNewConnection, head: \.head
        ) { [redaction] request, http in
            let pending = PendingReply<WholeResponse>()
            return try await ResponseDelegate(WholeResponseReader(pending), redaction)
                .value(of: request, on: http, pending)
        }
        return answer
    }

    /// Posts a body to where chats go.
    ///
    /// - Parameter attempt: May be made more than once.
    /// - Throws: ``CloudComputeError``.
    func post<Value: Sendable>(
        _ body: ByteBuffer, accepting form: ReplyForm, usesNewConnection: Bool = false,
        head: (Value) -> ResponseHead, _ attempt: Attempt<Value>
    ) async throws -> (Value, Explanation) {
        let start = ContinuousClock.now
        var request: OutgoingRequest?
        do {
            let ready = prepared(body, form)
            let outgoing = if let ready { ready } else { try await directed(body, form) }
            request = outgoing
            let value = try await send(
                outgoing, on: usesNewConnection ? connections.unpooled : http, until: start + requestTimeout, attempt)
            log(head(value), after: .now - start)
            return (value, outgoing.explain)
        } catch {
            throw await failure(error, request)
        }
    }

    // These are not part of `post`, whose frame is there for as long as a reply takes, and thousands of which may wait.

    @inline(never)
    private func prepared(_ body: ByteBuffer, _ form: ReplyForm) -> OutgoingRequest? {
        chatRequests.map { OutgoingRequest($0[form], body) }
    }

    @inline(never)
    private func directed(_ body: ByteBuffer, _ form: ReplyForm) async throws -> OutgoingRequest {
        let target = try await RequestTarget(Self.chatPath, of: peer.baseURL, over: unixSocket)
        return OutgoingRequest(
            try ChatRequests.request(target, form, apiKey: apiKey), body, explain: target.explain)
    }

    @inline(never)
    private func failure(_ error: any Error, _ request: OutgoingRequest?) async -> CloudComputeError {
        var failure = await CloudComputeError(transport: error, peer: peer).lookingAtCertificate(of: peer)
        if let request { failure = await request.explain(failure) }
        logger.debug("POST \(peer.baseURL)\(Self.chatPath): \(redaction.redact("\(failure) (\(error))"))")
        return failure
    }

    @inline(never)
    private func log(_ head: ResponseHead, after elapsed: Duration) {
        logger.debug(
            "POST \(peer.baseURL)\(Self.chatPath): \(head.status) after \(Int64(elapsed / .milliseconds(1))) ms",
            metadata: head.headers.requestID.map { ["request-id": "\($0)"] })
    }

    /// Sends a request; where the server had closed the pooled connection before all of it was written, on another one.
    ///
    /// A request that waits for one of the streams of an HTTP/2 connection is put in line again, as long as it may wait.
    private func send<Value>(
        _ request: OutgoingRequest, on http: HTTPClient, until end: ContinuousClock.Instant,
        _ attempt: Attempt<Value>
    ) async throws -> Value {
        while true {
            do {
                return try await attempt(request, http)
            } catch {
                switch Retry(after: error, until: end) {
                case .inLine: continue
                case .onNewConnection: return try await attempt(request, connections.unpooled)
                case nil: throw error
                }
            }
        }
    }

    /// How a request is sent once more.
    private enum Retry {
        case inLine, onNewConnection

        @inline(never)
        init?(after error: any Error, until end: ContinuousClock.Instant) {
            switch error {
            case ChannelError.ioOnClosedChannel: self = .onNewConnection
            case let error as HTTPClientError where error == .getConnectionFromPoolTimeout:
                guard ContinuousClock.now < end else { return nil }
                self = .inLine
            default: return nil
            }
        }
    }
}
