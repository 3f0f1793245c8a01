@preconcurrency import Dispatch
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Thrown where a signal ended what was under way.
package struct Interrupted: Error, Sendable, Hashable {
    /// The signal's number.
    package var signal: Int32

    /// Creates the error.
    package init(signal: Int32) {
        self.signal = signal
    }
}

/// Turns signals into values, and into the cancellation of what is under way.
package enum SignalWatch {
    /// Ctrl-C.
    package static let interrupt = SIGINT
    /// A polite request to end.
    package static let terminate = SIGTERM
    /// Ctrl-\.
    package static let quit = SIGQUIT
    /// The terminal is gone.
    package static let hangUp = SIGHUP

    /// Each signal as it comes, in place of what it does by default, until the stream is let go.
    package static func signals(_ numbers: [Int32]) -> AsyncStream<Int32> {
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        let listener = listeners.withLock { listeners in
            listeners.last += 1
            for number in numbers { listeners.add(listeners.last, number, continuation) }
            return listeners.last
        }
        continuation.onTermination = { _ in
            Self.listeners.withLock { listeners in
                for number in numbers { listeners.remove(listener, number) }
            }
        }
        return stream
    }

    private static let listeners = Mutex(Listeners())

    /// Who waits for which signal.
    private struct Listeners {
        /// A signal that was waited for at least once.
        struct Entry {
            /// Dispatch sets its handler for the first source of a signal and for no later one, so that one stays.
            var source: any DispatchSourceSignal
            /// Dispatch's handler, and what was in force before.
            var (handler, former): (sigaction, sigaction)
            var waiting: [Int: AsyncStream<Int32>.Continuation] = [:]
        }

        var last = 0
        private var entries: [Int32: Entry] = [:]

        mutating func add(_ listener: Int, _ number: Int32, _ continuation: AsyncStream<Int32>.Continuation) {
            if var entry = entries[number] {
                if entry.waiting.isEmpty { sigaction(number, &entry.handler, &entry.former) }
                entry.waiting[listener] = continuation
                entries[number] = entry
                return
            }
            var (handler, former) = (sigaction(), sigaction())
            sigaction(number, nil, &former)
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            let isRegistered = DispatchSemaphore(value: 0)
            source.setRegistrationHandler { isRegistered.signal() }
            source.setEventHandler { SignalWatch.send(number) }
            source.resume()
            // Its handler is set on a thread of its own, and must not be set after it is taken away again.
            _ = isRegistered.wait(timeout: .now() + 1)
            sigaction(number, nil, &handler)
            entries[number] = Entry(
                source: source, handler: handler, former: former, waiting: [listener: continuation])
        }

        mutating func remove(_ listener: Int, _ number: Int32) {
            guard var entry = entries[number], entry.waiting.removeValue(forKey: listener) != nil else { return }
            if entry.waiting.isEmpty { sigaction(number, &entry.former, nil) }
            entries[number] = entry
        }

        func waiting(for number: Int32) -> [AsyncStream<Int32>.Continuation] {
            Array(entries[number]?.waiting.values ?? [:].values)
        }
    }

    private static func send(_ number: Int32) {
        for continuation in listeners.withLock({ $0.waiting(for: number) }) { continuation.yield(number) }
    }

    /// Runs the body; a signal cancels it, and is thrown once the body has ended.
    ///
    /// - Throws: ``Interrupted``, or what the body throws.
    package static func interruptible<Result: Sendable>(
        by numbers: [Int32] = [interrupt, terminate, quit, hangUp],
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let signals = signals(numbers)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for await number in signals { throw Interrupted(signal: number) }
                return nil
            }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
    }
}
