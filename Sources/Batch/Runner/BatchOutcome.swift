package import CloudComputeClient

/// What sending a request gave.
package struct BatchResponse: Sendable {
    /// The server's answer.
    package var answer: RawChatResponse
    /// Of a stream, when each piece came, counted from sending.
    package var arrivals: [Duration]
    /// What cut a stream short.
    package var failure: CloudComputeError?

    /// Wraps an answer in one piece.
    package init(_ answer: RawChatResponse) {
        self.answer = answer
        arrivals = []
    }

    /// Wraps an answer that came as a stream.
    package init(_ streamed: StreamedChatResponse) {
        answer = streamed.answer
        arrivals = streamed.arrivals
        failure = streamed.failure
    }
}

/// What came of one attempt at a request.
struct BatchOutcome: Sendable {
    var request: BatchRequest
    var identity: RequestFingerprint
    /// The answer, where one came.
    var answer: RawChatResponse?
    /// The reply in the answer, or why there is none.
    var result: Result<ChatReply, CloudComputeError>
    var timings: BatchTimings
}

/// When a request was sent and how long its answer took.
struct BatchTimings: Sendable {
    /// When the last attempt was sent, in seconds since 1970.
    var sentAt: Double
    /// From sending to the end of the answer.
    var latency: Duration
    /// Of a stream, when each piece came, counted from sending.
    var arrivals: [Duration] = []
    /// How often the request was sent.
    var attempts: Int
}
