import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// What reads an answer on the event loop of its connection, part by part, and tells whoever waits for it.
protocol ResponseReader: Sendable {
    /// Takes the beginning.
    ///
    /// - Throws: What makes the answer useless; it comes back in ``fail(_:)``.
    mutating func receive(_ head: ResponseHead) throws
    /// Takes the next bytes of the body, without the API key.
    ///
    /// - Returns: Whether what follows counts; where not, it has told what there is to tell.
    /// - Throws: As ``receive(_:)-(ResponseHead)`` does.
    mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>) throws -> Bool
    /// Takes the end.
    mutating func finish()
    /// Takes what broke the answer off.
    mutating func fail(_ error: any Error)
    /// When the next bytes may come; `nil` for at once.
    func readiness(on loop: any EventLoop) -> EventLoopFuture<Void>?
}

extension ResponseReader {
    func readiness(on loop: any EventLoop) -> EventLoopFuture<Void>? { nil }
}

/// Passes an answer to its reader: without the API key, and no more of it than the bound on a reply.
final class ResponseDelegate: HTTPClientResponseDelegate {
    typealias Response = Void

    private struct State {
        // No generic type: looking one up costs at each step.
        var reader: any ResponseReader
        var redacted: RedactedStream
        /// How much may still come.
        var room = ResponseBody.maximumSize
        /// Whether the reader has been told the end.
        var isDone = false
        var isCancelled = false
        var task: HTTPClient.Task<Void>?
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
        of request: Transport.OutgoingRequest, on http: HTTPClient, _ pending: PendingReply<Value>
    ) async throws -> Value {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                pending.wait(continuation)
                start(request.http, on: http)
            }
        } onCancel: {
            cancel()
        }
    }

    /// Sends the request.
    func start(_ request: HTTPClient.Request, on http: HTTPClient) {
        let isCancelled = state.withLock { state in
            if state.isCancelled, !state.isDone { Self.end(&state) { $0.fail(CancellationError()) } }
            return state.isCancelled
        }
        if isCancelled { return }
        let task = http.execute(request: request, delegate: self)
        let isUnwanted = state.withLock { state in
            if !state.isDone || state.patience != nil { state.task = task }
            return state.isCancelled
        }
        if isUnwanted { task.cancel() }
    }

    /// Gives the request up, unless all that counts of the answer has come.
    func cancel() {
        let task = state.withLock { state in
            if !state.isDone { state.isCancelled = true }
            return state.isCancelled ? state.task : nil
        }
        task?.cancel()
    }

    func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        proceed(task) { state in
            try state.reader.receive(ResponseHead(status: head.status, head.headers, redaction))
        }
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ part: ByteBuffer) -> EventLoopFuture<Void> {
        proceed(task) { state in
            state.room -= part.readableBytes
            if state.room < 0 { throw CloudComputeError.tooLarge }
            if state.isDone { return }
            let goesOn = try part.withUnsafeReadableBytes { bytes in
                let bytes = bytes.bindMemory(to: UInt8.self)
                guard let told = state.redacted.push(bytes) else { return try state.reader.receive(bytes) }
                return try told.withUnsafeBufferPointer { try state.reader.receive($0) }
            }
            if goesOn { return }
            state.isDone = true
            state.room = min(state.room, Self.maximumRest)
            state.patience = task.eventLoop.scheduleTask(in: Self.timeForRest) { task.cancel() }
        }
    }

    func didFinishRequest(task: HTTPClient.Task<Void>) throws {
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

    func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
        state.withLock { state in
            let error = Transport.named(error, isCancelled: state.isCancelled)
            Self.end(&state) { $0.fail(error) }
        }
    }

    private func proceed(
        _ task: HTTPClient.Task<Void>, _ step: (inout State) throws -> Void
    ) -> EventLoopFuture<Void> {
        do {
            let readiness = try state.withLock { state in
                try step(&state)
                return state.isDone ? nil : state.reader.readiness(on: task.eventLoop)
            }
            return readiness ?? task.eventLoop.makeSucceededVoidFuture()
        } catch {
            return task.eventLoop.makeFailedFuture(error)
        }
    }

    private static func end(_ state: inout State, _ tell: (inout any ResponseReader) -> Void) {
        state.patience?.cancel()
        state.patience = nil
        state.task = nil
        if !state.isDone { tell(&state.reader) }
        state.isDone = true
    }
}
