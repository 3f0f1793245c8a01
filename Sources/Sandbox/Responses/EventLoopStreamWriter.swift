import NIOCore
import NIOHTTPTypes

/// Sends a stream from the event loop of its connection: a timer and one write for all that is due, and no task between two
/// tokens, so that one core serves thousands of streams.
final class EventLoopStreamWriter: NIOScheduledCallbackHandler {
    /// Timers are set to whole multiples of this, so that many streams wake the event loop once.
    private static let tick: UInt64 = 1_000_000
    /// The time after which a client that does not read is looked at again.
    private static let patience = TimeAmount.milliseconds(10)
    /// So much is made up for at most where the client did not read, or the process was stopped.
    private static let longestDelay = TimeAmount.seconds(1)

    private let channel: any Channel
    private let steps: ChatStreamSteps
    private var iterator: ChatStreamSteps.Iterator
    private var next: ChatStreamSteps.Step?
    private var due: NIODeadline
    private let continuation: CheckedContinuation<Void, any Error>

    /// Sends the steps; the head of the response must be on its way.
    ///
    /// - Throws: ``ChannelError`` where the client has gone.
    static func send(_ steps: ChatStreamSteps, over channel: any Channel) async throws {
        try await withCheckedThrowingContinuation { continuation in
            channel.eventLoop.execute { EventLoopStreamWriter(steps, channel, continuation).sendDue() }
        }
    }

    private init(
        _ steps: ChatStreamSteps, _ channel: any Channel, _ continuation: CheckedContinuation<Void, any Error>
    ) {
        self.channel = channel
        self.steps = steps
        self.continuation = continuation
        iterator = steps.makeIterator()
        next = iterator.next()
        due = .now() + TimeAmount(next?.pause ?? .zero)
    }

    func handleScheduledCallback(eventLoop: some EventLoop) { sendDue() }

    func didCancelScheduledCallback(eventLoop: some EventLoop) {
        continuation.resume(throwing: ChannelError.ioOnClosedChannel)
    }

    private func sendDue() {
        guard channel.isActive else { return continuation.resume(throwing: ChannelError.ioOnClosedChannel) }
        let now = NIODeadline.now()
        due = max(due, now - Self.longestDelay)
        guard channel.isWritable else { return wait(until: now + Self.patience) }
        var buffer = ByteBuffer()
        while let step = next, due <= now, buffer.readableBytes < ChatStreamWriter.writeSize {
            steps.write(step.event, to: &buffer)
            next = iterator.next()
            due = due + TimeAmount(next?.pause ?? .zero)
        }
        if buffer.readableBytes > 0 { channel.writeAndFlush(HTTPResponsePart.body(buffer), promise: nil) }
        if next == nil { continuation.resume() } else { wait(until: due) }
    }

    private func wait(until time: NIODeadline) {
        let ticks = (time.uptimeNanoseconds + Self.tick - 1) / Self.tick
        do {
            try channel.eventLoop.assumeIsolated().scheduleCallback(
                at: .uptimeNanoseconds(ticks * Self.tick), handler: self)
        } catch {
            continuation.resume(throwing: error)
        }
    }
}
