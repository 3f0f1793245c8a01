import JSON

/// An answer of `/chat/completions` that nobody has interpreted yet.
public struct RawChatResponse: Sendable, Hashable {
    /// The HTTP status.
    public var statusCode: Int
    /// The server's id of the request.
    public var requestID: String?
    /// How long the server asks to wait before the next try.
    public var retryAfter: Duration?
    /// What the server says of its limits.
    public var rateLimit: RateLimitReport?
    /// The body in UTF-8; of a stream, the reply put together as one JSON object.
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
            return .failure(named(CloudComputeError(statusCode: statusCode, body: body)))
        }
        if let reply = ChatCompletionFastParser.read(body) { return .success(reply) }
        var decoder = ChatStreamDecoder(contentType: nil)
        var events: [ChatEvent] = []
        do {
            try decoder.push(body.span, into: &events)
            try decoder.finish(into: &events)
        } catch {
            return .failure(named(CloudComputeError(streamFailure: error)))
        }
        var accumulator = ChatAccumulator()
        for event in events { accumulator.add(event) }
        return .success(accumulator.reply)
    }

    /// The answer with the reply in one JSON object, where the server sent an event stream though none was asked for;
    /// `nil` where it did not.
    var joined: RawChatResponse? {
        let first = body.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
        guard first != UInt8(ascii: "{"), case .success(let reply) = outcome else { return nil }
        var answer = self
        answer.body = reply.json.jsonBytes
        return answer
    }

    /// The error with what the answer's headers say of it.
    private func named(_ error: CloudComputeError) -> CloudComputeError {
        var error = error
        error.requestID = error.requestID ?? requestID
        error.retryAfter = error.retryAfter ?? retryAfter
        return error
    }
}

/// An answer that came as a stream, with the times at which its pieces came.
public struct StreamedChatResponse: Sendable {
    /// The answer, its body being the reply put together as one JSON object.
    public var answer: RawChatResponse
    /// For each piece of text, reasoning or a tool call, the time since the request was sent.
    public var arrivals: [Duration]
    /// What cut the stream short; the body then holds what had come.
    public var failure: CloudComputeError?
}
