#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A push parser for `text/event-stream`: chunks of bytes in, events out, cut anywhere.
///
/// It follows the WHATWG rules to the byte: LF, CRLF and lone CR end a line, one byte-order mark is skipped, fields
/// are matched exactly. It does no I/O and allocates nothing for a line or an event once its buffers have grown to the
/// size of the largest event.
///
/// Fact: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
public struct ServerSentEventParser: Sendable {
    /// The most bytes an unfinished event may hold before ``ServerSentEventError/eventTooLarge(limit:)`` is thrown.
    public let maximumEventSize: Int
    /// The last event id in force, empty at first.
    ///
    /// It changes when a block ends, as the standard says.
    public private(set) var lastEventID = ""
    /// The last valid `retry` value in milliseconds, or `nil` where none came.
    public private(set) var reconnectionTime: Int?

    private var unfinishedLine: [UInt8] = []
    private var isInsideComment = false
    private var skipsLineFeed = false
    private var matchedMarkBytes = 0
    private var type: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var pendingEventID: String?

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Creates a parser at the start of a stream.
    ///
    /// - Parameter maximumEventSize: The bound on an unfinished event in bytes, 16 MiB unless told.
    public init(maximumEventSize: Int = 16 << 20) {
        self.maximumEventSize = maximumEventSize
    }

    /// Takes the next chunk of the stream and hands each event that it completes to the sink.
    ///
    /// - Throws: ``ServerSentEventError/eventTooLarge(limit:)``, or what the sink throws. After either, the parser's
    ///   state says nothing and the stream is to be given up.
    public mutating func push<Sink: ServerSentEventSink>(_ chunk: Span<UInt8>, into sink: inout Sink) throws {
        try chunk.withUnsafeBufferPointer { bytes in
            var position = skipByteOrderMark(bytes)
            if skipsLineFeed, position < bytes.count {
                skipsLineFeed = false
                if bytes[position] == Byte.lineFeed { position += 1 }
            }
            var lineEnds = LineEnds(bytes)
            while position < bytes.count {
                guard let end = lineEnds.next(from: position) else {
                    try keep(UnsafeBufferPointer(rebasing: bytes[position...]))
                    return
                }
                let line = UnsafeBufferPointer(rebasing: bytes[position..<end])
                if isBetweenEvents, let data = Self.data(of: line), Self.endsTwice(bytes, at: end) {
                    // The most common event by far: one line, and an empty one.
                    try checkSize(adding: line.count)
                    try dispatch(data, into: &sink)
                    position = end + 2
                    continue
                }
                try endLine(line, into: &sink)
                position = end + 1
                guard bytes[end] == Byte.carriageReturn else { continue }
                if position == bytes.count {
                    skipsLineFeed = true
                } else if bytes[position] == Byte.lineFeed {
                    position += 1
                }
            }
        }
    }

    /// Whether nothing of an event has come.
    private var isBetweenEvents: Bool { !hasData && unfinishedLine.isEmpty && !isInsideComment }

    /// The value of a line that is a `data` field.
    private static func data(of line: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        guard line.count > 4, line[0] == UInt8(ascii: "d"), line[1] == UInt8(ascii: "a"), line[2] == UInt8(ascii: "t"),
            line[3] == UInt8(ascii: "a"), line[4] == Byte.colon
        else { return nil }
        let start = line.count > 5 && line[5] == Byte.space ? 6 : 5
        return UnsafeBufferPointer(rebasing: line[start...])
    }

    private static func endsTwice(_ bytes: UnsafeBufferPointer<UInt8>, at end: Int) -> Bool {
        end + 1 < bytes.count && bytes[end] == Byte.lineFeed && bytes[end + 1] == Byte.lineFeed
    }

    /// Ends the stream.
    ///
    /// The standard discards an event that no blank line has ended. Chat servers are known to leave that line out, so
    /// a caller may ask for the event all the same.
    ///
    /// - Parameters:
    ///   - dispatchesUnfinished: Whether an unfinished last line and event count as finished.
    ///   - sink: Where the last event goes.
    /// - Throws: As ``push(_:into:)`` does.
    public mutating func finish<Sink: ServerSentEventSink>(
        dispatchingUnfinished dispatchesUnfinished: Bool,
        into sink: inout Sink
    ) throws {
        guard dispatchesUnfinished else { return }
        if matchedMarkBytes > 0, matchedMarkBytes < Self.byteOrderMark.count {
            unfinishedLine.append(contentsOf: Self.byteOrderMark[..<matchedMarkBytes])
            matchedMarkBytes = Self.byteOrderMark.count
        }
        let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        if !unfinishedLine.isEmpty || isInsideComment { try endLine(nothing, into: &sink) }
        try endLine(nothing, into: &sink)
    }

    /// Steps over a byte-order mark at the very start, which may come in pieces.
    private mutating func skipByteOrderMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var position = 0
        while matchedMarkBytes < Self.byteOrderMark.count, position < bytes.count {
            if bytes[position] == Self.byteOrderMark[matchedMarkBytes] {
                matchedMarkBytes += 1
                position += 1
            } else {
                unfinishedLine.append(contentsOf: Self.byteOrderMark[..<matchedMarkBytes])
                matchedMarkBytes = Self.byteOrderMark.count
            }
        }
        return position
    }

    /// Keeps the start of a line whose end has not come; of a comment nothing need be kept.
    private mutating func keep(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        if isInsideComment { return }
        if unfinishedLine.isEmpty, bytes.first == Byte.colon {
            isInsideComment = true
            return
        }
        try checkSize(adding: bytes.count)
        unfinishedLine.append(contentsOf: bytes)
    }

    private mutating func endLine<Sink: ServerSentEventSink>(
        _ rest: UnsafeBufferPointer<UInt8>, into sink: inout Sink
    ) throws {
        if isInsideComment {
            isInsideComment = false
        } else if unfinishedLine.isEmpty {
            // Of a comment nothing is held, however long it is.
            if rest.first != Byte.colon { try checkSize(adding: rest.count) }
            try interpret(rest, into: &sink)
        } else {
            try checkSize(adding: rest.count)
            unfinishedLine.append(contentsOf: rest)
            // The line leaves `self` while it is read, so that the other buffers may change; its storage comes back.
            var line: [UInt8] = []
            swap(&line, &unfinishedLine)
            defer {
                line.removeAll(keepingCapacity: true)
                swap(&line, &unfinishedLine)
            }
            try line.withUnsafeBufferPointer { try interpret($0, into: &sink) }
        }
    }

    /// Reads a line, whose size has been checked: more of an event than the line is long is not held.
    private mutating func interpret<Sink: ServerSentEventSink>(
        _ line: UnsafeBufferPointer<UInt8>, into sink: inout Sink
    ) throws {
        guard let start = line.baseAddress, !line.isEmpty else { return try dispatch(into: &sink) }
        var name = line
        var value = UnsafeBufferPointer(rebasing: line[line.endIndex...])
        if let colon = memchr(start, Int32(Byte.colon), line.count) {
            let index = UnsafeRawPointer(colon) - UnsafeRawPointer(start)
            if index == 0 { return }
            name = UnsafeBufferPointer(rebasing: line[..<index])
            let valueStart = index + 1 < line.count && line[index + 1] == Byte.space ? index + 2 : index + 1
            value = UnsafeBufferPointer(rebasing: line[valueStart...])
        }
        switch FieldName(name) {
        case .data:
            if hasData { data.append(Byte.lineFeed) }
            hasData = true
            data.append(contentsOf: value)
        case .event:
            type.removeAll(keepingCapacity: true)
            type.append(contentsOf: value)
        case .id:
            if !value.contains(0) { pendingEventID = String(decoding: value, as: UTF8.self) }
        case .retry:
            if let milliseconds = Self.digits(value) { reconnectionTime = milliseconds }
        case .unknown:
            try sink.ignore(field: name.span, value: value.span)
        }
    }

    private mutating func dispatch<Sink: ServerSentEventSink>(into sink: inout Sink) throws {
        // The data leaves `self` while it is read; its storage comes back.
        var whole: [UInt8] = []
        swap(&whole, &data)
        defer {
            whole.removeAll(keepingCapacity: true)
            swap(&whole, &data)
            hasData = false
        }
        try whole.withUnsafeBufferPointer { try dispatch(hasData ? $0 : nil, into: &sink) }
    }

    /// Ends an event; without data it is none.
    private mutating func dispatch<Sink: ServerSentEventSink>(
        _ data: UnsafeBufferPointer<UInt8>?, into sink: inout Sink
    ) throws {
        if let id = pendingEventID {
            lastEventID = id
            pendingEventID = nil
        }
        defer { if !type.isEmpty { type.removeAll(keepingCapacity: true) } }
        if let data { try sink.receive(type: type.span, data: data.span, lastEventID: lastEventID) }
    }

    /// How many bytes of an unfinished event are held.
    var heldSize: Int { unfinishedLine.count + data.count + type.count }

    private func checkSize(adding count: Int) throws {
        if heldSize + count > maximumEventSize {
            throw ServerSentEventError.eventTooLarge(limit: maximumEventSize)
        }
    }

    private static func digits(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard !bytes.isEmpty, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(String(decoding: bytes, as: UTF8.self))
    }
}
