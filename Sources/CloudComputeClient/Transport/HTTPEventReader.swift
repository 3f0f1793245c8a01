import ServerSentEvents

/// The events of an answer's body, as the data that each holds.
package struct HTTPEventReader: Sendable {
    private var parser = ServerSentEventParser()

    package init() {}

    /// The id of the last event; empty where none had one.
    package private(set) var lastEventID = ""
    /// How many milliseconds the server asks to wait before its stream is taken up again.
    package private(set) var pause: Int?

    /// Begins another body of the same stream.
    package mutating func restart() { parser = ServerSentEventParser() }

    /// The data of the events that a piece completes; of those without any, nothing.
    ///
    /// - Throws: Where an event is larger than 16 MiB.
    package mutating func push(_ bytes: [UInt8]) throws -> [[UInt8]] {
        var sink = Sink()
        try parser.push(bytes.span, into: &sink)
        note()
        return sink.data
    }

    /// The data of an event that no blank line has ended.
    ///
    /// - Throws: As ``push(_:)`` does.
    package mutating func end() throws -> [[UInt8]] {
        var sink = Sink()
        try parser.finish(dispatchingUnfinished: true, into: &sink)
        note()
        return sink.data
    }

    private mutating func note() {
        if !parser.lastEventID.isEmpty { lastEventID = parser.lastEventID }
        pause = parser.reconnectionTime ?? pause
    }

    private struct Sink: ServerSentEventSink {
        var data: [[UInt8]] = []

        mutating func receive(type: Span<UInt8>, data: Span<UInt8>, lastEventID: String) {
            if !data.isEmpty { self.data.append(data.withUnsafeBufferPointer { Array($0) }) }
        }
    }
}
