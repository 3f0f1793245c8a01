import Synchronization

/// A reply that one task waits for and that an event loop gives, once.
final class PendingReply<Value: Sendable>: Sendable {
    private let waiting = Mutex<CheckedContinuation<Value, any Error>?>(nil)

    /// Waits from now on.
    func wait(_ continuation: CheckedContinuation<Value, any Error>) { waiting.withLock { $0 = continuation } }

    /// Gives the reply to who waits.
    func give(_ result: Result<Value, any Error>) {
        let continuation = waiting.withLock { $0.take() }
        continuation?.resume(with: result)
    }
}
