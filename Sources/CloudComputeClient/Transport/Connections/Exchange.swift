import NIOCore
import NIOHTTP1
import Synchronization

/// One request and its answer, which is passed to its reader: without the API key, and no more of it than the bound on a
/// reply.
final class Exchange: Sendable {
    private struct State {
        // No generic type: looking one up costs at each step.
        var reader: any ResponseReader
        var redacted: RedactedStream
        /// How much may still come.
        var room = ResponseBody.maximumSize
        /// Whether the reader has been told the end.
        var isDone = false
        var isCancelled = false
        var carrier: (any ExchangeCarrier)?
        /// The end of the patience with what follows the part that counts.
        var patience: Scheduled<Void>?
    }

    /// What follows the part that counts is read so far, in order that the connection can serve the next request.
    private static let maximumRest = 64 << 10
    private static let timeForRest = TimeAmount.milliseconds(100)

    private let redaction: Redaction
    private let state: Mutex<State>

    init(_ reader: any ResponseReader, _ redaction: Redaction) {
        self.redaction = redaction
        state = Mutex(State(reader: reader, redacted: RedactedStream(redaction)))
    }

    /// Sends the request and waits for what the reader gives.
    func value<Value>(
        of request: Transport.OutgoingRequest, over connections: ConnectionPools, _ pending: PendingReply<Value>
    ) async throws -> Value {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                pending.wait(continuation)
                connections.send(request, self)
            }
        } onCancel: {
            cancel()
        }
    }

    /// Gives the request up, unless all that counts of the answer has come.
    func cancel() {
        let carrier = state.withLock { state in
            if !state.isDone { state.isCancelled = true }
            return state.isCancelled ? state.carrier : nil
        }
        carrier?.giveUp(self)
    }

    /// Tells who carries it from now on; `false` where nobody waits for it any more.
    func isCarried(by carrier: any ExchangeCarrier) -> Bool {
        state.withLock { state in
            if state.isCancelled, !state.isDone { Self.end(&state) { $0.fail(CancellationError()) } }
            if state.isDone { return false }
            state.carrier = carrier
            return true
        }
    }

    /// Takes the beginning of the answer.
    ///
    /// - Throws: What makes the answer useless; it is to come back in ``fail(_:)``.
    func receive(_ status: HTTPResponseStatus, _ headers: HTTPHeaders) throws {
        try state.withLock { state in
            try state.reader.receive(ResponseHead(status: status, headers, redaction))
        }
    }

    /// Takes the next bytes of the body, on the event loop.
    ///
    /// - Throws: As ``receive(_:_:)`` does.
    func receive(_ bytes: UnsafeBufferPointer<UInt8>, on loop: any EventLoop) throws {
        try state.withLock { state in
            state.room -= bytes.count
            if state.room < 0 { throw CloudComputeError.tooLarge }
            if state.isDone { return }
            let goesOn: Bool
            if let told = state.redacted.push(bytes) {
                goesOn = try told.withUnsafeBufferPointer { try state.reader.receive($0) }
            } else {
                goesOn = try state.reader.receive(bytes)
            }
            if goesOn { return }
            state.isDone = true
            state.room = min(state.room, Self.maximumRest)
            let carrier = state.carrier
            state.patience = loop.scheduleTask(in: Self.timeForRest) { carrier?.giveUp(self) }
        }
    }

    /// When the next bytes may come; `nil` for at once.
    func readiness(on loop: any EventLoop) -> EventLoopFuture<Void>? {
        state.withLock { $0.isDone ? nil : $0.reader.readiness(on: loop) }
    }

    /// Takes the end of the answer.
    func finish() {
        state.withLock { state in
            let rest = state.isDone ? [] : state.redacted.flush()
            Self.end(&state) { reader in
                do {
                    if try rest.isEmpty || rest.withUnsafeBufferPointer({ try reader.receive($0) }) { reader.finish() }
                } catch {
                    reader.fail(error)
                }
            }
        }
    }

    /// Takes what broke the answer off, or kept the request from being sent.
    func fail(_ error: any Error) {
        state.withLock { state in
            let error = Transport.named(error, isCancelled: state.isCancelled)
            Self.end(&state) { $0.fail(error) }
        }
    }

    private static func end(_ state: inout State, _ tell: (inout any ResponseReader) -> Void) {
        state.patience?.cancel()
        state.patience = nil
        state.carrier = nil
        if !state.isDone { tell(&state.reader) }
        state.isDone = true
    }
}

/// Who has a request for the time being.
protocol ExchangeCarrier: AnyObject, Sendable {
    /// Stops carrying it, if it still does; the exchange is told why.
    func giveUp(_ exchange: Exchange)
}
