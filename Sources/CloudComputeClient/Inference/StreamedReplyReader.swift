/// A reply that came as a stream, put together.
struct StreamedReply: Sendable {
    var head: ResponseHead
    /// What has come of the reply; `nil` of a refusal.
    var reply: ChatReply?
    /// The body of a refusal.
    var body: [UInt8] = []
    /// For each piece of text, reasoning or a tool call, when it came.
    var arrivals: [ContinuousClock.Instant] = []
    /// What cut it short.
    var failure: (any Error)?
}

/// Puts a streamed reply together and tells it once it has ended.
struct StreamedReplyReader: ResponseReader {
    private let pending: PendingReply<StreamedReply>
    private let makeReader: @Sendable (ResponseHead) -> ChatStreamReader
    private var head: ResponseHead?
    private var reader: ChatStreamReader?
    private var accumulator = ChatAccumulator()
    private var body: [UInt8] = []
    private var arrivals: [ContinuousClock.Instant] = []

    init(
        _ pending: PendingReply<StreamedReply>, _ makeReader: @escaping @Sendable (ResponseHead) -> ChatStreamReader
    ) {
        self.pending = pending
        self.makeReader = makeReader
    }

    mutating func receive(_ head: ResponseHead) throws {
        self.head = head
        if head.isSuccess { reader = makeReader(head) }
    }

    mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>) throws -> Bool {
        guard reader != nil else {
            body.append(contentsOf: bytes)
            return true
        }
        let now = ContinuousClock.now
        try read { reader, events in try reader.push(bytes, at: now, into: &events) }
        guard reader?.isDone == true else { return true }
        give(nil)
        return false
    }

    mutating func finish() {
        do {
            try read { reader, events in try reader.finish(into: &events) }
            give(nil)
        } catch {
            give(error)
        }
    }

    mutating func fail(_ error: any Error) {
        guard reader != nil else { return pending.give(.failure(error)) }
        read { reader, events in reader.giveUp(into: &events) }
        give(error)
    }

    private mutating func read(
        _ step: (inout ChatStreamReader, inout [ChatEvent]) throws -> Void
    ) rethrows {
        guard var reader else { return }
        self.reader = nil
        var events: [ChatEvent] = []
        defer {
            for event in events { accumulator.add(event) }
            let now = ContinuousClock.now
            while arrivals.count < reader.pieces { arrivals.append(now) }
            self.reader = reader
        }
        try step(&reader, &events)
    }

    private func give(_ failure: (any Error)?) {
        guard let head else { return }
        pending.give(
            .success(
                StreamedReply(
                    head: head, reply: reader == nil ? nil : accumulator.reply, body: body, arrivals: arrivals,
                    failure: failure)))
    }
}
