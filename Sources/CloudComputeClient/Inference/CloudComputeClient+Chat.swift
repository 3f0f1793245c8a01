import JSON
import NIOCore
import NIOHTTP1

extension CloudComputeClient {
    /// Asks for a reply in one piece (`POST /chat/completions`).
    ///
    /// - Throws: ``CloudComputeError``.
    public func complete(_ request: ChatRequest) async throws -> ChatReply {
        let body = ByteBuffer(bytes: request.json(stream: false).jsonBytes)
        let answer = try await accepted(body, "application/json", model: request.model)
        var accumulator = ChatAccumulator()
        for try await event in ChatStream(answer: answer, transport: transport) { accumulator.add(event) }
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
        let answer = try await accepted(body, "text/event-stream", model: request.model)
        return ChatStream(answer: answer, transport: transport)
    }

    /// Sends a body as it stands and returns the answer, whatever its status: what a batch needs.
    ///
    /// The answer's body is as the server sent it, save that the API key is taken out, that bytes which are not UTF-8
    /// are replaced by U+FFFD, and that an event stream is put together.
    ///
    /// - Parameter usesNewConnection: Whether it goes out on a connection that nobody has used before: a server may
    ///   close one that was kept at the moment when a request goes out.
    /// - Throws: ``CloudComputeError`` where no whole answer came.
    public func send(chatBody body: [UInt8], usesNewConnection: Bool = false) async throws -> RawChatResponse {
        let answer = try await transport.answer(
            .POST, Self.chatPath, body: ByteBuffer(bytes: body), usesNewConnection: usesNewConnection)
        var raw = Self.raw(answer, body: try await transport.collect(answer)).joined
        // The pieces of an event stream may hold a key that only stands there once they are put together.
        raw.body = transport.redaction.redact(raw.body)
        return raw
    }

    /// Sends a body that asks for a stream and puts the reply together, noting when its pieces came.
    ///
    /// - Parameter usesNewConnection: As for ``send(chatBody:usesNewConnection:)``.
    /// - Throws: ``CloudComputeError`` where no answer came.
    public func sendStreaming(
        chatBody body: [UInt8], usesNewConnection: Bool = false
    ) async throws -> StreamedChatResponse {
        let clock = ContinuousClock()
        let start = clock.now
        let answer = try await transport.answer(
            .POST, Self.chatPath, body: ByteBuffer(bytes: body), accepting: "text/event-stream",
            usesNewConnection: usesNewConnection)
        guard (200..<300).contains(answer.status) else {
            let bytes = try await transport.collect(answer)
            return StreamedChatResponse(answer: Self.raw(answer, body: bytes), arrivals: [])
        }
        var accumulator = ChatAccumulator()
        var arrivals: [Duration] = []
        var failure: CloudComputeError?
        do {
            for try await event in ChatStream(answer: answer, transport: transport) {
                accumulator.add(event)
                switch event {
                case .text, .reasoning, .toolCall: arrivals.append(clock.now - start)
                default: break
                }
            }
        } catch {
            failure = CloudComputeError(transport: error, peer: transport.peer)
        }
        return StreamedChatResponse(
            answer: Self.raw(answer, body: accumulator.reply.json.jsonBytes), arrivals: arrivals, failure: failure)
    }

    private static func raw(_ answer: Transport.Response, body: [UInt8]) -> RawChatResponse {
        RawChatResponse(
            statusCode: answer.status, requestID: answer.headers.requestID, retryAfter: answer.headers.retryAfter,
            rateLimit: answer.headers.rateLimit, body: body)
    }

    /// Sends a request; where the server knows no such model but does not say which, the error does.
    private func accepted(_ body: ByteBuffer, _ mediaType: String, model: String) async throws -> Transport.Response {
        do {
            return try await transport.accepted(.POST, Self.chatPath, body: body, accepting: mediaType)
        } catch var error as CloudComputeError where error.code == .unknownModel && !error.message.contains(model) {
            let said = String(error.message.reversed().drop(while: \.isWhitespace).reversed())
            let isSentence = said.last.map { ".!?…".contains($0) } ?? true
            error.message = "\(said)\(isSentence ? "" : ".") The model asked for is \"\(model)\"."
            throw error
        }
    }

    private static let chatPath = "/chat/completions"
}
