@testable import ServerSentEvents

/// The parser reads what the standard says, however the bytes are cut, and holds no more than it may.
enum ServerSentEventProperties {
    static func check(_ bytes: [UInt8]) throws {
        for dispatches in [false, true] {
            let expected = EventStreamModel.read(bytes, dispatchesUnfinished: dispatches)
            for longest in [.max, 1, 7] {
                let read = try Reading(bytes, longest: longest, limit: .max, dispatches: dispatches)
                try require(
                    read.seen == expected.seen && read.lastEventID == expected.lastEventID
                        && read.reconnectionTime == expected.reconnectionTime,
                    "In pieces of \(longest): \(read.seen) and not \(expected.seen)")
            }
        }
        for limit in [8, 32] {
            let whole = try Reading(bytes, longest: .max, limit: limit, dispatches: true)
            for longest in [1, 7] {
                let read = try Reading(bytes, longest: longest, limit: limit, dispatches: true)
                try require(
                    read.seen == whole.seen && read.isTooLarge == whole.isTooLarge,
                    "At \(limit) in pieces of \(longest): \(read) and not \(whole)")
            }
        }
    }

    /// What a sink is told.
    enum Seen: Equatable {
        case event(ServerSentEvent)
        case ignored([UInt8], [UInt8])
    }

    private struct Sink: ServerSentEventSink {
        var seen: [Seen] = []

        mutating func receive(type: Span<UInt8>, data: Span<UInt8>, lastEventID: String) {
            var collector = ServerSentEventCollector()
            collector.receive(type: type, data: data, lastEventID: lastEventID)
            seen += collector.events.map { .event($0) }
        }

        mutating func ignore(field: Span<UInt8>, value: Span<UInt8>) {
            seen.append(
                .ignored(field.withUnsafeBufferPointer { Array($0) }, value.withUnsafeBufferPointer { Array($0) }))
        }
    }

    /// What one parser makes of the bytes.
    private struct Reading {
        var seen: [Seen] = []
        var isTooLarge = false
        var lastEventID = ""
        var reconnectionTime: Int?

        init(_ bytes: [UInt8], longest: Int, limit: Int, dispatches: Bool) throws {
            var parser = ServerSentEventParser(maximumEventSize: limit)
            var sink = Sink()
            do {
                for piece in Pieces(of: bytes.count, longest: longest) {
                    try parser.push(Array(bytes[piece]).span, into: &sink)
                    try require(parser.heldSize <= limit, "\(parser.heldSize) bytes are held of \(limit)")
                }
                try parser.finish(dispatchingUnfinished: dispatches, into: &sink)
            } catch ServerSentEventError.eventTooLarge {
                isTooLarge = true
            }
            seen = sink.seen
            lastEventID = parser.lastEventID
            reconnectionTime = parser.reconnectionTime
        }
    }
}
