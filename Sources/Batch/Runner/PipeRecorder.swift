@preconcurrency import Dispatch
import Synchronization

/// Writes to a pipe, a terminal or a device, whose reader may keep it waiting for ever: on a thread of its own, which a
/// run that is stopped leaves behind.
///
/// The journal is used on the queue alone, and by ``finish()`` once nothing is left on it: that makes this `Sendable`.
final class PipeRecorder: Recorder, @unchecked Sendable {
    private let journal: Journal
    private let queue = DispatchQueue(label: "cloudcompute.batch-output")
    private let pending = Mutex(0)

    init(_ journal: sending Journal) {
        self.journal = journal
    }

    func take(_ lines: [InputLine], _ form: RequestForm) async throws -> Intake {
        try await perform { try $0.take(lines, form) }
    }

    func record(_ outcome: BatchOutcome) async throws {
        try await perform { try $0.record(outcome) }
    }

    func finish() async throws {
        // A write that was left behind may go on still.
        guard pending.withLock({ $0 == 0 }) else { return }
        try await journal.finish()
    }

    /// Runs the body on the queue, and leaves it there where the task is cancelled meanwhile.
    private func perform<Value: Sendable>(_ body: @escaping @Sendable (Journal) throws -> Value) async throws -> Value {
        let answer = Answer<Value>()
        pending.withLock { $0 += 1 }
        queue.async {
            let result = Result { try body(self.journal) }
            self.pending.withLock { $0 -= 1 }
            answer.give(result)
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { answer.wait($0) }
        } onCancel: {
            answer.give(.failure(CancellationError()))
        }
    }
}

/// The first of several answers, for one who waits for it.
private final class Answer<Value: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Value, any Error>)
        case given(Result<Value, any Error>)
        case done
    }

    private let state = Mutex(State.open)

    func give(_ result: Result<Value, any Error>) {
        let waiting = state.withLock { state -> CheckedContinuation<Value, any Error>? in
            switch state {
            case .open:
                state = .given(result)
                return nil
            case .awaited(let continuation):
                state = .done
                return continuation
            case .given, .done: return nil
            }
        }
        waiting?.resume(with: result)
    }

    func wait(_ continuation: CheckedContinuation<Value, any Error>) {
        let result = state.withLock { state -> Result<Value, any Error>? in
            guard case .given(let result) = state else {
                state = .awaited(continuation)
                return nil
            }
            state = .done
            return result
        }
        if let result { continuation.resume(with: result) }
    }
}
