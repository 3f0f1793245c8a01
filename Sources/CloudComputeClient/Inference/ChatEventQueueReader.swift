import NIOCore

/// Reads an answer into a ``ChatEventQueue``: a reply as its events, a refusal whole.
struct ChatEventQueueReader: ResponseReader {
    /// The body of a refusal is read so far only.
    private static let maximumRefusal = 1 << 20

    private let queue: ChatEventQueue
    private let makeReader: @Sendable (ResponseHead) -> ChatStreamReader
    private var reader: ChatStreamReader?
    private var refusal: WholeResponse?

    init(_ queue: ChatEventQueue, _ makeReader: @escaping @Sendable (ResponseHead) -> ChatStreamReader) {
        self.queue = queue
        self.makeReader = makeReader
    }

    mutating func receive(_ head: ResponseHead) throws {
        if head.isSuccess {
            reader = makeReader(head)
            queue.put(.stream(head))
        } else {
            refusal = WholeResponse(head: head, body: [])
        }
    }

    mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>) throws -> Bool {
        var events: [ChatEvent] = []
        let progress: ChatStreamReader.Progress?
        do { progress = try reader?.push(bytes, at: .now, into: &events) } catch {
            queue.put(events, .broken(error))
            throw error
        }
        guard let isDone = progress?.isDone else { return collect(bytes) }
        if isDone || !events.isEmpty { queue.put(events, size: bytes.count, isDone ? .whole : nil) }
        return !isDone
    }

    mutating func finish() {
        if let refusal { return queue.put(.refusal(refusal)) }
        var events: [ChatEvent] = []
        do {
            try reader?.finish(into: &events)
            queue.put(events, .whole)
        } catch {
            queue.put(events, .broken(error))
        }
    }

    mutating func fail(_ error: any Error) {
        if let refusal {
            return queue.put(.refusal(refusal.afterBreak(error) ?? WholeResponse(head: refusal.head, body: [])))
        }
        var events: [ChatEvent] = []
        let isWhole = reader?.giveUp(after: error, into: &events) ?? false
        queue.put(events, isWhole ? .whole : .broken(error))
    }

    func readiness(on loop: any EventLoop) -> EventLoopFuture<Void>? { queue.readiness(on: loop) }

    private mutating func collect(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        refusal?.body.append(contentsOf: bytes)
        guard let refusal, refusal.body.count >= Self.maximumRefusal else { return true }
        queue.put(.refusal(refusal))
        self.refusal = nil
        return false
    }
}
