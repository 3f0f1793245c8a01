@preconcurrency import Dispatch
import Synchronization

/// Writes to a pipe, a terminal or a device, whose reader may keep it waiting for ever: on a thread of its own, which a
/// run that is stopped leaves behind.
///
/// The journal is used on the queue alone, and by ``finish()`` once nothing is left on it: that makes this `Sendable`.
final class PipeRecorder: Recorder, @unchecked Sendable {
    /// How long writes that are under way at the end are waited for.
    private static let (looks, pause) = (8, Duration.milliseconds(10))

    private let journal: Journal
    private let queue = DispatchQueue(label: "cloudcompute.batch-output")
    private let pending = Mutex(0)

    init(_ journal: sending Journal) {
        self.journal = journal
    }

    func take(_ lines: [InputLine], _ form: RequestBuilder) async throws -> Intake {
        try await perform { try $0.take(lines, form) }
    }

    func record(_ outcome: BatchOutcome) async throws {
        try await perform { try $0.record(outcome) }
    }

    func doneAhead() async -> Int {
        guard pending.withLock({ $0 == 0 }) else { return 0 }
        return (try? await perform { $0.doneAhead }) ?? 0
    }

    func finish() async throws {
        // What the reader would take at once is not to be missed; a write that was left behind may go on for ever.
        for _ in 0..<Self.looks where pending.withLock({ $0 }) > 0 { try? await Task.sleep(for: Self.pause) }
        guard pending.withLock({ $0 == 0 }) else { return }
        try await journal.finish()
    }

    /// Runs the body on the queue, and leaves it there where the task is cancelled meanwhile.
    private func perform<Value: Sendable>(_ body: @escaping @Sendable (Journal) throws -> Value) async throws -> Value {
        let answer = FirstAnswer<Value>()
        pending.withLock { $0 += 1 }
        queue.async {
            let result = Result { try body(self.journal) }
            self.pending.withLock { $0 -= 1 }
            answer.give(result)
        }
        return try await answer.value
    }
}
