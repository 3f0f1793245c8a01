@preconcurrency import Dispatch

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Thrown where a signal ended what was under way.
public struct Interrupted: Error, Sendable, Hashable {
    /// The signal's number.
    public var signal: Int32

    /// Creates the error.
    public init(signal: Int32) {
        self.signal = signal
    }
}

/// Turns signals into values, and into the cancellation of what is under way.
public enum SignalWatch {
    /// Ctrl-C.
    public static let interrupt = SIGINT
    /// A polite request to end.
    public static let terminate = SIGTERM
    /// Ctrl-\.
    public static let quit = SIGQUIT
    /// The terminal is gone.
    public static let hangUp = SIGHUP

    /// Each signal as it comes, in place of what it does by default, until the stream is let go.
    public static func signals(_ numbers: [Int32]) -> AsyncStream<Int32> {
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        let former = numbers.map { signal($0, SIG_IGN) }
        let sources = numbers.map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield(number) }
            source.resume()
            return source
        }
        continuation.onTermination = { _ in
            for source in sources { source.cancel() }
            for (number, handler) in zip(numbers, former) { signal(number, handler) }
        }
        return stream
    }

    /// Runs the body; a signal cancels it, and is thrown once the body has ended.
    ///
    /// - Throws: ``Interrupted``, or what the body throws.
    public static func interruptible<Result: Sendable>(
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
