import AsyncHTTPClient
import Logging
import NIOCore
import NIOHTTP1

/// Sends requests to one server: the only place that knows of HTTP.
struct Transport: Sendable {
    /// An answer whose body is still to be read.
    struct Answer: Sendable {
        var status: Int
        var headers: HTTPHeaders
        var body: HTTPClientResponse.Body
        /// Says more of a connection that broke.
        var explain: @Sendable (CloudComputeError) async -> CloudComputeError = { $0 }

        var requestID: String? { AnswerHeaders(headers).requestID }
        var contentType: String? { headers.first(name: "content-type") }
    }

    /// The bound on a body that is read whole, in bytes.
    static let maximumBodySize = 64 << 20
    /// An error's body is read so far only.
    private static let maximumErrorBodySize = 1 << 20

    let baseURL: BaseURL
    let apiKey: String?
    let unixSocket: CloudComputeClient.UnixSocket?
    let requestTimeout: Duration
    let logger: Logger
    let http: HTTPClient

    /// Sends a request and returns the answer's head, whatever its status.
    ///
    /// - Throws: ``CloudComputeError`` where no answer came.
    func answer(
        _ method: HTTPMethod, _ path: String, body: ByteBuffer? = nil, accepting mediaType: String = "application/json"
    ) async throws -> Answer {
        let target: RequestTarget
        do { target = try await RequestTarget(path, of: baseURL, over: unixSocket) } catch {
            throw CloudComputeError(transport: error, baseURL: baseURL)
        }
        var request = HTTPClientRequest(url: target.url)
        request.method = method
        if let host = target.host { request.headers.add(name: "host", value: host) }
        request.headers.add(name: "accept", value: mediaType)
        request.headers.add(name: "user-agent", value: "cloudcompute")
        if let apiKey { request.headers.add(name: "authorization", value: "Bearer \(apiKey)") }
        if let body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(body)
        }
        let clock = ContinuousClock()
        let start = clock.now
        do {
            let deadline = NIODeadline.now() + .nanoseconds(requestTimeout.nanoseconds)
            let response = try await http.execute(request, deadline: deadline)
            let answer = Answer(
                status: Int(response.status.code), headers: response.headers, body: response.body,
                explain: target.explain)
            logger.debug(
                "\(method) \(baseURL)\(path): \(answer.status) after \((clock.now - start).milliseconds) ms",
                metadata: answer.requestID.map { ["request-id": "\($0)"] })
            return answer
        } catch {
            let failure = await target.explain(CloudComputeError(transport: error, baseURL: baseURL))
            logger.debug("\(method) \(baseURL)\(path): \(failure) (\(error))")
            throw failure
        }
    }

    /// Sends a request and returns the answer's head if its status is 2xx.
    ///
    /// - Throws: ``CloudComputeError``, read from the answer's body where there is one.
    func accepted(
        _ method: HTTPMethod, _ path: String, body: ByteBuffer? = nil, accepting mediaType: String = "application/json"
    ) async throws -> Answer {
        let answer = try await answer(method, path, body: body, accepting: mediaType)
        guard (200..<300).contains(answer.status) else { throw await failure(answer) }
        return answer
    }

    /// Reads a body whole.
    ///
    /// - Throws: ``CloudComputeError`` where it breaks off or is larger than 64 MiB.
    func collect(_ answer: Answer, upTo limit: Int = maximumBodySize) async throws -> ByteBuffer {
        var body = ByteBuffer()
        do {
            for try await var chunk in answer.body {
                if body.readableBytes == 0 { swap(&body, &chunk) } else { body.writeBuffer(&chunk) }
                if body.readableBytes > limit {
                    throw CloudComputeError(.badReply, "The server's reply is larger than \(limit) bytes.")
                }
            }
        } catch {
            throw await answer.explain(CloudComputeError(transport: error, baseURL: baseURL))
        }
        return body
    }

    private func failure(_ answer: Answer) async -> CloudComputeError {
        let body = (try? await collect(answer, upTo: Self.maximumErrorBodySize)).map { Array($0.readableBytesView) }
        var error: CloudComputeError
        if (300..<400).contains(answer.status) {
            let target = answer.headers.first(name: "location") ?? "another address"
            error = CloudComputeError(
                .badReply, "The server sends the request on to \(target), which a key must not follow.",
                statusCode: answer.status)
        } else {
            error = CloudComputeError(statusCode: answer.status, body: body ?? [])
        }
        error.requestID = answer.requestID
        error.retryAfter = RetryAfter.duration(in: answer.headers)
        return error
    }
}

extension Duration {
    /// Whole nanoseconds, capped where 64 bits end.
    fileprivate var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max / 2 : product + attoseconds / 1_000_000_000
    }

    /// Whole milliseconds.
    fileprivate var milliseconds: Int64 { nanoseconds / 1_000_000 }
}
