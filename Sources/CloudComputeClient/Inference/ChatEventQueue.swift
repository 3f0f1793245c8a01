import NIOCore
import Synchronization

/// The events of one reply on their way from the event loop, which decodes them, to the task that reads them.
///
/// What comes while the task is busy waits for it in one batch, up to a bound beyond which the server has to wait.
final class ChatEventQueue: Sendable {
    /// How the answer begins.
    enum Opening: Sendable {
        case stream(ResponseHead)
        case refusal(WholeResponse)

        var head: ResponseHead {
            switch self {
            case .stream(let head): head
            case .refusal(let refusal): refusal.head
            }
        }
    }

    /// How the reply ends.
    enum Ending: Sendable {
        case whole
        case broken(any Error)
    }

    private struct State {
        var opening: Opening?
        var events: [ChatEvent] = []
        /// How many bytes of the body the events stand for.
        var size = 0
        var ending: Ending?
        var reader: CheckedContinuation<Void, Never>?
        var room: EventLoopPromise<Void>?

        /// Whether there is something for the reader.
        var hasNews: Bool { !events.isEmpty || opening != nil || ending != nil }
    }

    /// So many bytes of a body wait for the reader.
    private static let maximumSize = 256 << 10

    private let state = Mutex(State())

    // MARK: The event loop

    func put(_ opening: Opening) {
        change { $0.opening = opening }
    }

    /// Passes events on, and the ending where it has come; of two endings the first counts.
    ///
    /// - Parameter size: How many bytes of the body they stand for.
    func put(_ events: [ChatEvent] = [], size: Int = 0, _ ending: Ending? = nil) {
        change { state in
            state.events += events
            state.size += size
            state.ending = state.ending ?? ending
        }
    }

    /// When there is room for more; `nil` for at once.
    func readiness(on loop: any EventLoop) -> EventLoopFuture<Void>? {
        state.withLock { state in
            guard state.size > Self.maximumSize, state.ending == nil else { return nil }
            let room = state.room ?? loop.makePromise(of: Void.self)
            state.room = room
            return room.futureResult
        }
    }

    private func change(_ body: (inout State) -> Void) {
        let (reader, room) = state.withLock { state in
            body(&state)
            return (state.hasNews ? state.reader.take() : nil, state.ending == nil ? nil : state.room.take())
        }
        reader?.resume()
        room?.succeed()
    }

    // MARK: The task

    /// Waits for the head of the answer.
    ///
    /// - Throws: What kept it from coming.
    func open(_ cancel: @escaping @Sendable () -> Void) async throws -> Opening {
        while true {
            let (opening, ending) = state.withLock { ($0.opening.take(), $0.ending) }
            if let opening { return opening }
            if case .broken(let error)? = ending { throw error }
            // An answer that ends before its head comes is none.
            if ending != nil { throw CancellationError() }
            await wait(cancel)
        }
    }

    /// Waits for the next events, and returns them and the ending, where that has come.
    func next(_ cancel: @escaping @Sendable () -> Void) async -> ([ChatEvent], Ending?) {
        while true {
            if Task.isCancelled { stop(cancel) }
            let (events, ending, room) = state.withLock { state in
                defer {
                    state.events = []
                    state.size = 0
                }
                return (state.events, state.ending, state.room.take())
            }
            room?.succeed()
            if !events.isEmpty || ending != nil { return (events, ending) }
            await wait(cancel)
        }
    }

    /// Waits for news; a task that is cancelled waits no longer.
    private func wait(_ cancel: @escaping @Sendable () -> Void) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let hasNews = state.withLock { state in
                    if state.hasNews { return true }
                    state.reader = continuation
                    return false
                }
                if hasNews { continuation.resume() }
            }
        } onCancel: {
            stop(cancel)
        }
    }

    private func stop(_ cancel: @Sendable () -> Void) {
        put([], .broken(CancellationError()))
        cancel()
    }
}
