import JSON
import Localization
import NIOCore
import NIOHTTP1

extension CloudComputeClient {
    /// Asks for a reply in one piece (`POST /chat/completions`).
    ///
    /// - Throws: ``CloudComputeError``.
    public func complete(_ request: ChatRequest) async throws -> ChatReply {
        let body = ByteBuffer(bytes: request.json(stream: false).jsonBytes)
        var accumulator = ChatAccumulator()
        for try await event in try await accepted(body, .whole, model: request.model) {
            accumulator.add(event)
        }
        return accumulator.reply
    }

    /// Asks for a reply as a stream (`POST /chat/completions` with `stream: true`) and returns it once the server
    /// has accepted the request.
    ///
    /// Cancelling the task that reads the stream closes the connection; so does leaving the loop.
    ///
    /// - Throws: ``CloudComputeError`` where the server refuses.
    public func stream(_ request: ChatRequest) async throws -> ChatStream {
        let body = ByteBuffer(bytes: request.json(stream: true).jsonBytes)
        return try await accepted(body, .stream, model: request.model)
    }

    /// Sends a body as it stands and returns the answer, whatever its status: what a batch needs.
    ///
    /// The answer's body is as the server sent it, save that the API key is taken out, that bytes which are not UTF-8
    /// are replaced by U+FFFD, and that an event stream is put together.
    ///
    /// - Parameters:
    ///   - body: The JSON text of the request.
    ///   - usesNewConnection: Whether it goes out on a connection that nobody has used before: a server may close one
    ///     that was kept at the moment when a request goes out.
    /// - Throws: ``CloudComputeError`` where no whole answer came.
    public func send(chatBody body: [UInt8], usesNewConnection: Bool = false) async throws -> RawChatResponse {
        let answer = try await transport.whole(
            ByteBuffer(bytes: body), usesNewConnection: usesNewConnection)
        let raw = Self.raw(answer.head, body: answer.text)
        guard var joined = raw.joined else { return raw }
        // The pieces of an event stream may hold a key that only stands there once they are put together.
        joined.body = transport.redaction.redact(joined.body)
        return joined
    }

    /// Sends a body that asks for a stream and puts the reply together, noting when its pieces came.
    ///
    /// - Parameters:
    ///   - body: The JSON text of the request.
    ///   - usesNewConnection: As for ``send(chatBody:usesNewConnection:)``.
    /// - Throws: ``CloudComputeError`` where no answer came.
    public func sendStreaming(
        chatBody body: [UInt8], usesNewConnection: Bool = false
    ) async throws -> StreamedChatResponse {
        let start = ContinuousClock.now
        let makeReader = streamReader()
        let (answer, explain) = try await transport.post(
            ByteBuffer(bytes: body), accepting: .stream,
            usesNewConnection: usesNewConnection, head: \.head
        ) { [redaction = transport.redaction, connections = transport.connections] request in
            let pending = PendingReply<StreamedReply>()
            return try await Exchange(StreamedReplyReader(pending, start: start, makeReader), redaction)
                .value(of: request, over: connections, pending)
        }
        return await Self.streamed(answer, explain, of: transport.peer)
    }

    // Not part of the function that waits for the stream, whose frame is there for as long as that takes.
    @inline(never)
    private static func streamed(
        _ answer: StreamedReply, _ explain: Transport.Explanation, of peer: Peer
    ) async -> StreamedChatResponse {
        guard let reply = answer.reply else {
            let refusal = WholeResponse(head: answer.head, body: answer.body)
            return StreamedChatResponse(answer: raw(answer.head, body: refusal.text), arrivals: [])
        }
        var failure: CloudComputeError?
        if let error = answer.failure {
            failure = await answer.head.naming(explain(CloudComputeError(transport: error, peer: peer)))
        }
        return StreamedChatResponse(
            answer: raw(answer.head, body: reply.json.jsonBytes), arrivals: answer.arrivals,
            failure: failure)
    }

    private func streamReader() -> @Sendable (ResponseHead) -> ChatStreamReader {
        let (server, patience) = (configuration.baseURL, configuration.requestTimeout)
        return { [redaction = transport.redaction] head in
            ChatStreamReader(contentType: head.headers.contentType, redaction, server: server, patience: patience)
        }
    }

    private static func raw(_ head: ResponseHead, body: [UInt8]) -> RawChatResponse {
        RawChatResponse(
            statusCode: head.status, requestID: head.headers.requestID, retryAfter: head.headers.retryAfter,
            rateLimit: head.headers.rateLimit, body: body)
    }

    /// Sends a request; where the server does not say which model or address it does not know, the error does.
    private func accepted(_ body: ByteBuffer, _ form: ReplyForm, model: String) async throws -> ChatStream {
        do {
            return try await opened(body, form)
        } catch let error as CloudComputeError where error.code == .unknownModel && !error.message.contains(model) {
            throw error.naming(model: model, transport.redaction)
        } catch let error as CloudComputeError where error.code == .notFound {
            throw error.naming(Transport.chatPath, of: configuration.baseURL, model: model, transport.redaction)
        }
    }

    /// Sends a request and returns the reply where the server accepts it.
    private func opened(_ body: ByteBuffer, _ form: ReplyForm) async throws -> ChatStream {
        let makeReader = streamReader()
        let (answer, explain) = try await transport.post(
            body, accepting: form, head: \.opening.head
        ) { [redaction = transport.redaction, connections = transport.connections] request in
            let queue = ChatEventQueue()
            let exchange = Exchange(ChatEventQueueReader(queue, makeReader), redaction)
            connections.send(request, exchange)
            let cancel: @Sendable () -> Void = { exchange.cancel() }
            return OpenedReply(opening: try await queue.open(cancel), queue: queue, cancel: cancel)
        }
        switch answer.opening {
        case .stream(let head):
            return ChatStream(
                source: ChatStream.Source(
                    head, answer.queue, transport, explain: explain, cancel: answer.cancel))
        case .refusal(let refusal): throw refusal.error
        }
    }

}

/// A request whose answer has begun.
private struct OpenedReply: Sendable {
    var opening: ChatEventQueue.Opening
    var queue: ChatEventQueue
    var cancel: @Sendable () -> Void
}
