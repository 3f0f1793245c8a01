import AsyncHTTPClient
import Logging
import NIOCore
import NIOHTTP1

/// Requests whose answers are read on the event loop of their connection.
extension Transport {
    /// Says more of a failure.
    typealias Explanation = @Sendable (CloudComputeError) async -> CloudComputeError
    /// Sends a request and waits for what its reader gives.
    typealias Attempt<Value> = @Sendable (OutgoingRequest) async throws -> Value

    /// Which connection a request goes out on.
    enum Route: Sendable {
        /// One that chats share without async-http-client.
        case kept
        /// One of async-http-client's.
        case pooled
        /// One of its own.
        case unpooled
    }

    /// A request and who says more of its failure, in one place: what waits for a reply holds a reference to it, and no copies.
    final class OutgoingRequest: Sendable {
        let body: ByteBuffer
        let form: ReplyForm
        let route: Route
        let explain: Explanation
        private let requests: ChatRequests

        init(
            _ requests: ChatRequests, _ form: ReplyForm, _ body: ByteBuffer, _ route: Route,
            explain: @escaping Explanation = { $0 }
        ) {
            self.requests = requests
            self.form = form
            self.body = body
            self.route = route
            self.explain = explain
        }

        /// The request for async-http-client.
        var http: HTTPClient.Request {
            var http = requests[form]
            http.body = .byteBuffer(body)
            return http
        }

        /// The same on a connection of its own.
        var onNewConnection: OutgoingRequest { OutgoingRequest(requests, form, body, .unpooled, explain: explain) }
    }

    /// Posts a body and reads the answer whole, whatever its status.
    ///
    /// - Throws: ``CloudComputeError`` where no whole answer came.
    func whole(_ body: ByteBuffer, usesNewConnection: Bool) async throws -> WholeResponse {
        let (answer, _) = try await post(
            body, accepting: .whole, usesNewConnection: usesNewConnection, head: \.head
        ) { [redaction, connections] request in
            let pending = PendingReply<WholeResponse>()
            return try await Exchange(WholeResponseReader(pending), redaction)
                .value(of: request, over: connections, pending)
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
            let ready = prepared(body, form, usesNewConnection ? .unpooled : .kept)
            let outgoing =
                if let ready { ready } else { try await directed(body, form, usesNewConnection ? .unpooled : .pooled) }
            request = outgoing
            let value = try await send(outgoing, until: start + requestTimeout, attempt)
            log(head(value), after: .now - start)
            return (value, outgoing.explain)
        } catch {
            throw await failure(error, request)
        }
    }

    // These are not part of `post`, whose frame is there for as long as a reply takes, and thousands of which may wait.

    @inline(never)
    private func prepared(_ body: ByteBuffer, _ form: ReplyForm, _ route: Route) -> OutgoingRequest? {
        chatRequests.map { OutgoingRequest($0, form, body, route) }
    }

    @inline(never)
    private func directed(_ body: ByteBuffer, _ form: ReplyForm, _ route: Route) async throws -> OutgoingRequest {
        let target = try await RequestTarget(Self.chatPath, of: peer.baseURL, over: unixSocket)
        return OutgoingRequest(
            try ChatRequests(to: target, apiKey: apiKey), form, body, route, explain: target.explain)
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
        _ request: OutgoingRequest, until end: ContinuousClock.Instant, _ attempt: Attempt<Value>
    ) async throws -> Value {
        var hasGoneBack = false
        while true {
            do {
                return try await attempt(request)
            } catch is SpokenProtocol.WentBack where !hasGoneBack {
                hasGoneBack = true
            } catch {
                switch Retry(after: error, until: end) {
                case .inLine: continue
                case .onNewConnection: return try await attempt(request.onNewConnection)
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
