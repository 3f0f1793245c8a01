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
    /// What schedulers send ahead of the end of a job, as they are told to.
    package static let user1 = SIGUSR1
    /// The other one.
    package static let user2 = SIGUSR2
    /// Ctrl-\.
    package static let quit = SIGQUIT
    /// The terminal is gone.
    package static let hangUp = SIGHUP

    /// Each signal as it comes, in place of what it does by default, until the stream is let go.
    ///
    /// - Parameter endsWhenStuck: Whether the process ends by itself, with 128 and the signal's number, where after a signal
    ///   a reader who does not read keeps it in a write: tasks may have no thread left then.
    package static func signals(_ numbers: [Int32], endsWhenStuck: Bool = false) -> AsyncStream<Int32> {
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        let listener = listeners.withLock { listeners in
            listeners.last += 1
            listeners.add(listeners.last, numbers, (continuation, endsWhenStuck))
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

    private typealias Listener = (continuation: AsyncStream<Int32>.Continuation, endsWhenStuck: Bool)

    /// Who waits for which signal.
    private struct Listeners {
        /// A signal that was waited for at least once.
        struct Entry {
            /// Dispatch sets its handler for the first source of a signal and for no later one, so that one stays.
            var source: any DispatchSourceSignal
            /// Dispatch's handler, and what was in force before.
            var (handler, former): (sigaction, sigaction)
            var waiting: [Int: Listener] = [:]
        }

        var last = 0
        private let ignoresHangUp = {
            var action = sigaction()
            guard sigaction(SIGHUP, nil, &action) == 0 else { return false }
            #if canImport(Darwin)
                return unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self)
                    == unsafeBitCast(SIG_IGN, to: Int.self)
            #else
                return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
                    == unsafeBitCast(SIG_IGN, to: Int.self)
            #endif
        }()
        private var entries: [Int32: Entry] = [:]

        mutating func add(_ listener: Int, _ numbers: [Int32], _ waiter: Listener) {
            // As nohup has it. What a shell ignores for jobs in the background, Ctrl-C, may still be sent on purpose.
            let numbers = numbers.filter { $0 != SIGHUP || !ignoresHangUp }
            watch(numbers.filter { entries[$0] == nil })
            for number in numbers {
                guard var entry = entries[number] else { continue }
                if entry.waiting.isEmpty { sigaction(number, &entry.handler, &entry.former) }
                entry.waiting[listener] = waiter
                entries[number] = entry
            }
        }

        /// Makes the sources of signals that nobody has waited for yet.
        private mutating func watch(_ numbers: [Int32]) {
            let registrations = DispatchGroup()
            for number in numbers {
                var former = sigaction()
                sigaction(number, nil, &former)
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                registrations.enter()
                source.setRegistrationHandler { registrations.leave() }
                source.setEventHandler { SignalWatch.send(number) }
                source.resume()
                entries[number] = Entry(source: source, handler: former, former: former)
            }
            // Their handlers are set on a thread of their own, and must not be set after they are taken away again.
            if !numbers.isEmpty { _ = registrations.wait(timeout: .now() + 1) }
            for number in numbers {
                guard var entry = entries[number] else { continue }
                sigaction(number, nil, &entry.handler)
                sigaction(number, &entry.former, nil)
                entries[number] = entry
            }
        }

        mutating func remove(_ listener: Int, _ number: Int32) {
            guard var entry = entries[number], entry.waiting.removeValue(forKey: listener) != nil else { return }
            if entry.waiting.isEmpty { sigaction(number, &entry.former, nil) }
            entries[number] = entry
        }

        func waiting(for number: Int32) -> [Listener] {
            Array(entries[number]?.waiting.values ?? [:].values)
        }
    }

    private static func send(_ number: Int32) {
        if number != interrupt { OutputResumption.start() }
        let waiting = listeners.withLock { $0.waiting(for: number) }
        for listener in waiting { listener.continuation.yield(number) }
        if waiting.contains(where: \.endsWhenStuck) { endWhenStuck(number, Output.progress) }
    }

    /// The time between two looks at how writing goes on.
    private static let pace = DispatchTimeInterval.milliseconds(40)

    /// Ends the process once two looks in a row find it in the same write.
    private static func endWhenStuck(_ number: Int32, _ former: Output.Progress) {
        DispatchQueue.global().asyncAfter(deadline: .now() + pace) {
            let now = Output.progress
            if now.isWriting, now == former {
                OutputResumption.stop()
                _exit(128 + number)
            }
            endWhenStuck(number, now)
        }
    }

    /// Runs the body; a signal cancels it, and is thrown once the body has ended.
    ///
    /// Where a reader who does not read keeps the body, the process ends.
    ///
    /// - Throws: ``Interrupted``, or what the body throws.
    package static func interruptible<Result: Sendable>(
        by numbers: [Int32] = [interrupt, terminate, quit, hangUp],
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let signals = signals(numbers, endsWhenStuck: true)
        // A further signal, too, shall not do what it does by default before the body has ended.
        defer { withExtendedLifetime(signals) {} }
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for await number in signals { throw Interrupted(signal: number) }
                return nil
            }
            while let result = try await group.next() {
                guard let result else { continue }
                group.cancelAll()
                return result
            }
            throw CancellationError()
        }
    }
}
