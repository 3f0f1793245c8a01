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
    func whole(_ path: String, _ body: ByteBuffer, usesNewConnection: Bool) async throws -> WholeResponse {
        let (answer, _) = try await post(
            path, body, accepting: "application/json", usesNewConnection: usesNewConnection, head: \.head
        ) { [redaction] request, http in
            let pending = PendingReply<WholeResponse>()
            return try await ResponseDelegate(WholeResponseReader(pending), redaction)
                .value(of: request, on: http, pending)
        }
        return answer
    }

    /// Posts a body.
    ///
    /// - Parameter attempt: May be made more than once.
    /// - Throws: ``CloudComputeError``.
    func post<Value: Sendable>(
        _ path: String, _ body: ByteBuffer, accepting mediaType: String, usesNewConnection: Bool = false,
        head: (Value) -> ResponseHead, _ attempt: Attempt<Value>
    ) async throws -> (Value, Explanation) {
        let clock = ContinuousClock()
        let start = clock.now
        let target: RequestTarget
        do { target = try await RequestTarget(path, of: peer.baseURL, over: unixSocket) } catch {
            throw CloudComputeError(transport: error, peer: peer)
        }
        do {
            var request = try request(target)
            request.headers.add(name: "accept", value: mediaType)
            request.body = .byteBuffer(body)
            let value = try await send(
                request, on: usesNewConnection ? unpooledHTTP : http, until: start + requestTimeout, attempt)
            logger.debug(
                "POST \(peer.baseURL)\(path): \(head(value).status) after \(Int64((clock.now - start) / .milliseconds(1))) ms",
                metadata: head(value).headers.requestID.map { ["request-id": "\($0)"] })
            return (value, target.explain)
        } catch {
            let failure = await target.explain(
                CloudComputeError(transport: error, peer: peer).lookingAtCertificate(of: peer))
            logger.debug("POST \(peer.baseURL)\(path): \(redaction.redact("\(failure) (\(error))"))")
            throw failure
        }
    }

    private func request(_ target: RequestTarget) throws -> HTTPClient.Request {
        var headers: HTTPHeaders = ["user-agent": "cloudcompute", "content-type": "application/json"]
        if let host = target.host { headers.add(name: "host", value: host) }
        if let apiKey { headers.add(name: "authorization", value: "Bearer \(apiKey)") }
        return try HTTPClient.Request(url: target.url, method: .POST, headers: headers)
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
