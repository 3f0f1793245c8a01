import AsyncHTTPClient
import Logging
import NIOCore
import NIOHTTP1

/// Requests whose answers are read on the event loop of their connection.
extension Transport {
    /// Says more of a failure.
    typealias Explanation = @Sendable (CloudComputeError) async -> CloudComputeError
    /// Sends a request by a client and waits for what its reader gives.
    typealias Attempt<Value> = @Sendable (HTTPClient.Request, HTTPClient) async throws -> Value

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
        var explain: Explanation = { $0 }
        do {
            var request: HTTPClient.Request
            if let prepared = chatRequests?[form] {
                request = prepared
            } else {
                let target = try await RequestTarget(Self.chatPath, of: peer.baseURL, over: unixSocket)
                explain = target.explain
                request = try ChatRequests.request(target, form, apiKey: apiKey)
            }
            request.body = .byteBuffer(body)
            let value = try await send(
                request, on: usesNewConnection ? unpooledHTTP : http, until: start + requestTimeout, attempt)
            log(head(value), after: .now - start)
            return (value, explain)
        } catch {
            let failure = await explain(
                CloudComputeError(transport: error, peer: peer).lookingAtCertificate(of: peer))
            logger.debug("POST \(peer.baseURL)\(Self.chatPath): \(redaction.redact("\(failure) (\(error))"))")
            throw failure
        }
    }

    private func log(_ head: ResponseHead, after elapsed: Duration) {
        logger.debug(
            "POST \(peer.baseURL)\(Self.chatPath): \(head.status) after \(Int64(elapsed / .milliseconds(1))) ms",
            metadata: head.headers.requestID.map { ["request-id": "\($0)"] })
    }

    /// Sends a request; where the server had closed the pooled connection before all of it was written, on another one.
    ///
    /// A request that waits for one of the streams of an HTTP/2 connection is put in line again, as long as it may wait.
    private func send<Value>(
        _ request: HTTPClient.Request, on http: HTTPClient, until end: ContinuousClock.Instant,
        _ attempt: Attempt<Value>
    ) async throws -> Value {
        while true {
            do {
                return try await attempt(request, http)
            } catch ChannelError.ioOnClosedChannel {
                return try await attempt(request, unpooledHTTP)
            } catch let error as HTTPClientError where error == .getConnectionFromPoolTimeout {
                if ContinuousClock.now >= end { throw error }
            }
        }
    }
}
