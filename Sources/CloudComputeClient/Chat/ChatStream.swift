import AsyncHTTPClient
import NIOCore

/// A reply as it arrives: the events of ``ChatEvent``, in the server's order.
///
/// It can be read once. An error ends it; what came before the error has been delivered by then.
public struct ChatStream: AsyncSequence, Sendable {
    /// What the sequence yields.
    public typealias Element = ChatEvent

    let answer: Transport.Answer
    let baseURL: BaseURL

    /// The server's id of the request, for its operators.
    public var requestID: String? { answer.requestID }

    /// Starts reading.
    public func makeAsyncIterator() -> Iterator {
        Iterator(
            body: answer.body.makeAsyncIterator(), decoder: ChatStreamDecoder(contentType: answer.contentType),
            requestID: answer.requestID, baseURL: baseURL, explain: answer.explain)
    }

    /// Reads the reply.
    public struct Iterator: AsyncIteratorProtocol {
        private enum State {
            case reading, failed(CloudComputeError), ended
        }

        private var body: HTTPClientResponse.Body.AsyncIterator
        private var decoder: ChatStreamDecoder
        private let requestID: String?
        private let baseURL: BaseURL
        private let explain: @Sendable (CloudComputeError) async -> CloudComputeError
        private var events: [ChatEvent] = []
        private var position = 0
        private var state = State.reading

        init(
            body: HTTPClientResponse.Body.AsyncIterator, decoder: ChatStreamDecoder, requestID: String?,
            baseURL: BaseURL, explain: @escaping @Sendable (CloudComputeError) async -> CloudComputeError
        ) {
            self.body = body
            self.decoder = decoder
            self.requestID = requestID
            self.baseURL = baseURL
            self.explain = explain
        }

        /// Returns the next event, or `nil` at the end of the reply.
        ///
        /// - Throws: ``CloudComputeError``.
        @concurrent public mutating func next() async throws -> ChatEvent? {
            while position == events.count {
                switch state {
                case .reading: await read()
                case .failed(var error):
                    state = .ended
                    error.requestID = error.requestID ?? requestID
                    throw error
                case .ended: return nil
                }
            }
            defer { position += 1 }
            return events[position]
        }

        /// Decodes the next chunk of the body into `events`.
        @concurrent private mutating func read() async {
            events.removeAll(keepingCapacity: true)
            position = 0
            do {
                if let chunk = try await body.next() {
                    try chunk.withUnsafeReadableBytes { bytes in
                        try decoder.push(bytes.bindMemory(to: UInt8.self).span, into: &events)
                    }
                } else {
                    state = .ended
                    try decoder.finish(into: &events)
                }
            } catch {
                state = .failed(await explain(CloudComputeError(transport: error, baseURL: baseURL)))
            }
        }
    }
}
