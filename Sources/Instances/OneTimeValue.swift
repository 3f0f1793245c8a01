import Synchronization

/// A value that is set once, by a thread or a task; any number of tasks may wait for it.
final class OneTimeValue<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var lastWaiter = 0
        var waiting: [Int: CheckedContinuation<Value?, Never>] = [:]
    }

    private let state = Mutex(State())

    /// The value, where it is set.
    var current: Value? { state.withLock { $0.value } }

    /// Sets the value; the first one counts.
    func set(_ value: Value) {
        let waiting = state.withLock { state -> [CheckedContinuation<Value?, Never>] in
            guard state.value == nil else { return [] }
            state.value = value
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in waiting { continuation.resume(returning: value) }
    }

    /// Waits for the value.
    ///
    /// - Throws: `CancellationError`.
    func value() async throws -> Value {
        let number = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        let value = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (isOver, value) = state.withLock { state -> (Bool, Value?) in
                    if Task.isCancelled || state.value != nil { return (true, state.value) }
                    state.waiting[number] = continuation
                    return (false, nil)
                }
                if isOver { continuation.resume(returning: value) }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(returning: nil)
        }
        guard let value else { throw CancellationError() }
        return value
    }
}

/// Runs the body for so long at the most, then cancels it.
///
/// - Returns: `nil` where the time was up first.
package func within<Value: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value? {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: limit)
            return nil
        }
        defer { group.cancelAll() }
        return try await group.next() ?? nil
    }
}
