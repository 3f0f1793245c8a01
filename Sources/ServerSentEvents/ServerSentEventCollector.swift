/// A sink that copies each event out, for callers who would rather have values than speed.
public struct ServerSentEventCollector: ServerSentEventSink, Sendable {
    /// The events so far, oldest first.
    public var events: [ServerSentEvent] = []

    /// Creates an empty collector.
    public init() {}

    /// Appends one event.
    public mutating func receive(type: Span<UInt8>, data: Span<UInt8>, lastEventID: String) {
        events.append(
            ServerSentEvent(
                type: type.isEmpty ? "message" : Self.text(type), data: Self.text(data), lastEventID: lastEventID))
    }

    private static func text(_ bytes: Span<UInt8>) -> String {
        bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
