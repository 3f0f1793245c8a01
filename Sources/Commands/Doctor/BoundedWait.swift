@preconcurrency import Dispatch

/// Waits for what may take forever no longer than the time allowed; what is given up goes on unseen until the process ends.
enum BoundedWait {
    /// What the body gives; `nil` once the time is up or the task is cancelled.
    static func value<Value: Sendable>(
        within limit: Duration, _ body: @escaping @Sendable () async -> Value
    ) async -> Value? {
        await first(within: limit) { yield in
            let work = Task { yield(await body()) }
            return { work.cancel() }
        }
    }

    /// As ``value(within:_:)``, for a body that blocks its thread.
    static func blocking<Value: Sendable>(
        within limit: Duration, _ body: @escaping @Sendable () -> Value
    ) async -> Value? {
        await first(within: limit) { yield in
            DispatchQueue.global().async { yield(body()) }
            return {}
        }
    }

    private static func first<Value: Sendable>(
        within limit: Duration, _ start: (@escaping @Sendable (Value?) -> Void) -> () -> Void
    ) async -> Value? {
        let (stream, continuation) = AsyncStream.makeStream(of: Value?.self)
        let stop = start { continuation.yield($0) }
        let timer = Task {
            try await Task.sleep(for: limit)
            continuation.yield(nil)
        }
        defer {
            stop()
            timer.cancel()
        }
        for await value in stream { return value }
        return nil
    }
}
