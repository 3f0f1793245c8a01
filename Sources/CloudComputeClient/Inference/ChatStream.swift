import AsyncHTTPClient
import NIOCore

/// A reply as it arrives: the events of ``ChatEvent``, in the server's order.
///
/// It can be read once. An error ends it; what came before the error has been delivered by then. It ends well at
/// `[DONE]`, whatever the connection does next.
public struct ChatStream: AsyncSequence, Sendable {
    /// What the sequence yields.
    public typealias Element = ChatEvent

    let answer: Transport.Response
    let transport: Transport

    /// The server's id of the request, for its operators.
    public var requestID: String? { answer.requestID }

    /// Starts reading.
    public func makeAsyncIterator() -> Iterator {
        Iterator(answer, transport)
    }

    /// Reads the reply.
    public struct Iterator: AsyncIteratorProtocol {
        private enum State {
            case reading, failed(CloudComputeError), ended
        }

        /// A server may keep the connection alive by comments; so many bytes without an event, which is more than the
        /// largest event has, are too many.
        private static let maximumSilence = 17 << 20

        private var body: ResponseBody.AsyncIterator?
        private var decoder: ChatStreamDecoder
        private var redactor: ChatEventRedactor
        private let headers: ResponseHeaders
        private let transport: Transport
        private let explain: @Sendable (CloudComputeError) async -> CloudComputeError
        private var events: [ChatEvent] = []
        private var position = 0
        private var state = State.reading
        /// When the last event came, and how many bytes have come since.
        private var lastEvent = ContinuousClock.now
        private var bytesSince = 0

        fileprivate init(_ answer: Transport.Response, _ transport: Transport) {
            body = answer.body.makeAsyncIterator()
            decoder = ChatStreamDecoder(contentType: answer.contentType)
            redactor = ChatEventRedactor(transport.redaction)
            headers = answer.headers
            self.transport = transport
            explain = answer.explain
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
                    error.requestID = error.requestID ?? headers.requestID
                    error.retryAfter = error.retryAfter ?? headers.retryAfter
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
            var found: [ChatEvent] = []
            do {
                if let chunk = try await body?.next() {
                    defer { note(chunk.readableBytes, found) }
                    try chunk.withUnsafeReadableBytes { bytes in
                        try decoder.push(bytes.bindMemory(to: UInt8.self).span, into: &found)
                    }
                } else {
                    state = .ended
                    try decoder.finish(into: &found)
                }
            } catch {
                state = .failed(await explain(CloudComputeError(transport: error, peer: transport.peer)))
            }
            redactor.push(found, into: &events)
            if case .reading = state { checkSilence() }
            if decoder.isDone { end() }
            if case .reading = state { return }
            redactor.finish(into: &events)
        }

        private mutating func note(_ bytes: Int, _ found: [ChatEvent]) {
            bytesSince = found.isEmpty ? bytesSince + bytes : 0
            if !found.isEmpty { lastEvent = .now }
        }

        /// Gives up on a server that sends nothing but comments.
        private mutating func checkSilence() {
            let server = transport.peer.baseURL
            if decoder.isEventStream, bytesSince > Self.maximumSilence {
                state = .failed(CloudComputeError(.badReply, "\(server) sends comments without end, and no reply."))
            } else if bytesSince > 0, .now - lastEvent > transport.requestTimeout {
                state = .failed(CloudComputeError(.timedOut, "\(server) keeps the connection open without a reply."))
            }
        }

        /// Ends at `[DONE]`; the connection is read to its end elsewhere, so that it can serve the next request.
        private mutating func end() {
            state = .ended
            guard let rest = body else { return }
            body = nil
            // The iterator is used nowhere else from now on.
            nonisolated(unsafe) let last = rest
            Task { await ResponseBody.drain(last) }
        }
    }
}
