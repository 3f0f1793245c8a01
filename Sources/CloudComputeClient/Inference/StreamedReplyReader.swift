import NIOCore

/// A reply that came as a stream, put together.
///
/// It is no structure, since each function that waits for one would keep room for it meanwhile.
final class StreamedReply: Sendable {
    let head: ResponseHead
    /// What has come of the reply; `nil` of a refusal.
    let reply: ChatReply?
    /// The body of a refusal.
    let body: [UInt8]
    /// For each piece of text, reasoning or a tool call, the time since the request was sent.
    let arrivals: [Duration]
    /// What cut it short.
    let failure: (any Error)?

    init(head: ResponseHead, reply: ChatReply?, body: [UInt8], arrivals: [Duration], failure: (any Error)?) {
        self.head = head
        self.reply = reply
        self.body = body
        self.arrivals = arrivals
        self.failure = failure
    }
}

/// Puts a streamed reply together and tells it once it has ended.
struct StreamedReplyReader: ResponseReader {
    private let pending: PendingReply<StreamedReply>
    private let makeReader: @Sendable (ResponseHead) -> ChatStreamReader
    private var head: ResponseHead?
    private var reader: ChatStreamReader?
    private var accumulator = ChatAccumulator()
    private var body: [UInt8] = []
    /// When the pieces came, in nanoseconds since the start: thousands of replies may be on their way.
    private var arrivals: [Int64] = []
    private let start: ContinuousClock.Instant

    /// - Parameter start: When the request was sent.
    init(
        _ pending: PendingReply<StreamedReply>, start: ContinuousClock.Instant,
        _ makeReader: @escaping @Sendable (ResponseHead) -> ChatStreamReader
    ) {
        self.pending = pending
        self.start = start
        self.makeReader = makeReader
    }

    mutating func receive(_ head: ResponseHead) throws {
        self.head = head
        if head.isSuccess { reader = makeReader(head) }
    }

    mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>) throws -> Bool {
        let now = ContinuousClock.now
        var events: [ChatEvent] = []
        let progress: ChatStreamReader.Progress?
        // One call: the optional reader is copied to be asked for anything.
        do { progress = try reader?.push(bytes, at: now, into: &events) } catch {
            add(events, pieces: pieces, at: now)
            throw error
        }
        guard let progress else {
            body.append(contentsOf: bytes)
            return true
        }
        add(events, pieces: progress.pieces, at: now)
        guard progress.isDone else { return true }
        give(nil)
        return false
    }

    mutating func finish() {
        var events: [ChatEvent] = []
        var failure: (any Error)?
        do { try reader?.finish(into: &events) } catch { failure = error }
        add(events, pieces: pieces, at: .now)
        give(failure)
    }

    mutating func fail(_ error: any Error) {
        guard reader != nil else {
            let refusal = head.flatMap { WholeResponse(head: $0, body: body).afterBreak(error) }
            guard let refusal else { return pending.give(.failure(error)) }
            body = refusal.body
            return give(nil)
        }
        var events: [ChatEvent] = []
        let isWhole = reader?.giveUp(after: error, into: &events) ?? false
        add(events, pieces: pieces, at: .now)
        give(isWhole ? nil : error)
    }

    private var pieces: Int { reader?.progress.pieces ?? 0 }

    private mutating func add(_ events: [ChatEvent], pieces count: Int, at now: ContinuousClock.Instant) {
        for event in events { accumulator.add(event) }
        guard arrivals.count < count else { return }
        let elapsed = TimeAmount(capped: now - start).nanoseconds
        while arrivals.count < count { arrivals.append(elapsed) }
    }

    private func give(_ failure: (any Error)?) {
        guard let head else { return }
        pending.give(
            .success(
                StreamedReply(
                    head: head, reply: reader == nil ? nil : accumulator.reply, body: body,
                    arrivals: arrivals.map { .nanoseconds($0) },
                    failure: failure)))
    }
}
