/// An answer of `/chat/completions` that nobody has interpreted yet.
public struct RawChatAnswer: Sendable, Hashable {
    /// The HTTP status.
    public var statusCode: Int
    /// The server's id of the request.
    public var requestID: String?
    /// How long the server asks to wait before the next try.
    public var retryAfter: Duration?
    /// What the server says of its limits.
    public var rateLimit: RateLimitReport?
    /// The body, byte for byte; of a stream, the reply put together.
    public var body: [UInt8]

    /// Creates an answer.
    public init(
        statusCode: Int, requestID: String?, retryAfter: Duration?, rateLimit: RateLimitReport? = nil, body: [UInt8]
    ) {
        self.statusCode = statusCode
        self.requestID = requestID
        self.retryAfter = retryAfter
        self.rateLimit = rateLimit
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
        if let reply = PlainReply.read(body) { return .success(reply) }
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

/// An answer that came as a stream, with the times at which its pieces came.
public struct StreamedChatAnswer: Sendable {
    /// The answer, its body being the reply put together as one JSON object.
    public var answer: RawChatAnswer
    /// For each piece of text, reasoning or a tool call, the time since the request was sent.
    public var arrivals: [Duration]
    /// What cut the stream short; the body then holds what had come.
    public var failure: CloudComputeError?
}
