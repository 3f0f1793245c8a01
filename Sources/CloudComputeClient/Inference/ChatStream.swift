/// A reply as it arrives: the events of ``ChatEvent``, in the server's order.
///
/// It can be read once. An error ends it; what came before the error has been delivered by then. It ends well at
/// `[DONE]`, whatever the connection does next.
public struct ChatStream: AsyncSequence, Sendable {
    /// What the sequence yields.
    public typealias Element = ChatEvent

    let source: Source

    /// The server's id of the request, for its operators.
    public var requestID: String? { source.head.headers.requestID }

    /// Starts reading.
    public func makeAsyncIterator() -> Iterator { Iterator(source) }

    /// Reads the reply.
    public struct Iterator: AsyncIteratorProtocol {
        private let source: Source
        private var events: [ChatEvent] = []
        private var position = 0
        private var ending: ChatEventQueue.Ending?

        fileprivate init(_ source: Source) {
            self.source = source
        }

        /// Returns the next event, or `nil` at the end of the reply.
        ///
        /// Pieces of a text that came together are one event.
        ///
        /// - Throws: ``CloudComputeError``.
        @concurrent public mutating func next() async throws -> ChatEvent? {
            while position == events.count {
                switch ending {
                case .whole?: return nil
                case .broken(let error)?:
                    ending = .whole
                    throw await source.failure(error)
                case nil:
                    (events, ending) = await source.queue.next(source.cancel)
                    position = 0
                }
            }
            defer { position += 1 }
            return events[position]
        }
    }

    /// The reply on its way; the request is given up when nobody holds it any more.
    final class Source: Sendable {
        let head: ResponseHead
        let queue: ChatEventQueue
        let cancel: @Sendable () -> Void
        // Holds the connections, which are closed with the client.
        private let transport: Transport
        private let explain: Transport.Explanation

        init(
            _ head: ResponseHead, _ queue: ChatEventQueue, _ transport: Transport,
            explain: @escaping Transport.Explanation,
            cancel: @escaping @Sendable () -> Void
        ) {
            self.head = head
            self.queue = queue
            self.transport = transport
            self.explain = explain
            self.cancel = cancel
        }

        deinit { cancel() }

        /// What broke the reply off, with what the head of the answer says of it.
        func failure(_ error: any Error) async -> CloudComputeError {
            head.naming(await explain(CloudComputeError(transport: error, peer: transport.peer)))
        }
    }
}
