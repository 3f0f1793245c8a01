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
        for try await event in ChatStream(answer: answer, baseURL: configuration.baseURL) { accumulator.add(event) }
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
        return ChatStream(answer: answer, baseURL: configuration.baseURL)
    }

    /// Sends a body as it stands and returns the answer as it stands, whatever its status: what a batch needs.
    ///
    /// - Throws: ``CloudComputeError`` where no whole answer came.
    public func send(chatBody body: [UInt8]) async throws -> RawChatAnswer {
        let answer = try await transport.answer(.POST, Self.chatPath, body: ByteBuffer(bytes: body))
        let bytes = try await transport.collect(answer)
        return RawChatAnswer(
            statusCode: answer.status, requestID: answer.requestID,
            retryAfter: RetryAfter.duration(in: answer.headers), body: Array(bytes.readableBytesView))
    }

    /// Sends a request; where the server knows no such model but does not say which, the error does.
    private func accepted(_ body: ByteBuffer, _ mediaType: String, model: String) async throws -> Transport.Answer {
        do {
            return try await transport.accepted(.POST, Self.chatPath, body: body, accepting: mediaType)
        } catch var error as CloudComputeError where error.code == .unknownModel && !error.message.contains(model) {
            error.message += " The model asked for is \"\(model)\"."
            throw error
        }
    }

    private static let chatPath = "/chat/completions"
}

/// An answer of `/chat/completions` that nobody has interpreted yet.
public struct RawChatAnswer: Sendable, Hashable {
    /// The HTTP status.
    public var statusCode: Int
    /// The server's id of the request.
    public var requestID: String?
    /// How long the server asks to wait before the next try.
    public var retryAfter: Duration?
    /// The body, byte for byte.
    public var body: [UInt8]

    /// Creates an answer.
    public init(statusCode: Int, requestID: String?, retryAfter: Duration?, body: [UInt8]) {
        self.statusCode = statusCode
        self.requestID = requestID
        self.retryAfter = retryAfter
        self.body = body
    }

    /// What the answer amounts to: a reply, or the error that its status or its body tells of.
    public var outcome: Result<ChatReply, CloudComputeError> {
        guard (200..<300).contains(statusCode) else {
            var error = CloudComputeError(statusCode: statusCode, body: body)
            error.requestID = requestID
            error.retryAfter = retryAfter
            return .failure(error)
        }
        var decoder = ChatStreamDecoder(contentType: nil)
        var events: [ChatEvent] = []
        do {
            try decoder.push(body.span, into: &events)
            try decoder.finish(into: &events)
        } catch {
            return .failure(error as? CloudComputeError ?? CloudComputeError(.badReply, "\(error)", cause: error))
        }
        var accumulator = ChatAccumulator()
        for event in events { accumulator.add(event) }
        return .success(accumulator.reply)
    }
}
