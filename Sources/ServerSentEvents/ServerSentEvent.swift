/// One event of a `text/event-stream`, as the WHATWG HTML standard dispatches it.
///
/// Fact: https://html.spec.whatwg.org/multipage/server-sent-events.html#dispatchMessage
public struct ServerSentEvent: Sendable, Hashable {
    /// The event's type: the value of its last `event` field, or `message` where there was none.
    public var type: String
    /// The values of the `data` fields, joined by line feeds.
    ///
    /// Invalid UTF-8 is replaced by U+FFFD.
    public var data: String
    /// The last event id in force when the event was dispatched; empty where none was ever sent.
    public var lastEventID: String

    /// Creates an event from its parts.
    public init(type: String = "message", data: String, lastEventID: String = "") {
        self.type = type
        self.data = data
        self.lastEventID = lastEventID
    }
}

/// Receives what a ``ServerSentEventParser`` finds, as bytes in the parser's own buffers.
///
/// The spans are valid during the call only; a sink copies what it wants to keep.
public protocol ServerSentEventSink {
    /// Takes one dispatched event.
    ///
    /// - Parameters:
    ///   - type: The value of the event's last `event` field; empty means `message`.
    ///   - data: The `data` fields joined by line feeds, as they came, not checked to be UTF-8.
    ///   - lastEventID: The last event id in force.
    /// - Throws: What the sink likes; the parser passes it on and takes no more input.
    mutating func receive(type: Span<UInt8>, data: Span<UInt8>, lastEventID: String) throws

    /// Takes a field that the standard says to ignore, such as the `error:` line of older llama.cpp servers.
    ///
    /// - Throws: What the sink likes; the parser passes it on and takes no more input.
    mutating func ignore(field: Span<UInt8>, value: Span<UInt8>) throws
}

extension ServerSentEventSink {
    /// Drops the field, as the standard says.
    public mutating func ignore(field: Span<UInt8>, value: Span<UInt8>) throws {}
}

/// A failure of the event-stream parser.
public enum ServerSentEventError: Error, Sendable, Hashable, CustomStringConvertible {
    /// An event did not end within the parser's limit, given in bytes.
    case eventTooLarge(limit: Int)

    /// One sentence for a person.
    public var description: String {
        switch self {
        case .eventTooLarge(let limit):
            "A server-sent event did not end within \(limit) bytes."
        }
    }
}
