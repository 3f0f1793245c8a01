import CloudComputeClient

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One attempt at a request, timed from when it is sent.
enum RequestTask {
    /// Sends the body and tells what came of it; never throws.
    static func run(
        _ request: BatchRequest, _ identity: LineIdentity, body: [UInt8], attempt: Int, timeout: Duration,
        send: @escaping Scheduler.Send
    ) async -> BatchOutcome {
        let clock = ContinuousClock()
        let start = clock.now
        var timings = BatchTimings(sentAt: Date().timeIntervalSince1970, latency: .zero, attempts: attempt)
        var answer: RawChatAnswer?
        let result: Result<ChatReply, CloudComputeError>
        do {
            let whole = try await within(timeout) { try await send(body) }
            answer = whole.answer
            timings.arrivals = whole.arrivals
            result = whole.failure.map { .failure($0) } ?? whole.answer.outcome
        } catch {
            result = .failure(
                error as? CloudComputeError
                    ?? CloudComputeError(
                        error is CancellationError ? .cancelled : .unreachable, "\(error)", cause: error))
        }
        timings.latency = clock.now - start
        return BatchOutcome(request: request, identity: identity, answer: answer, result: result, timings: timings)
    }

    private static func within<Value: Sendable>(
        _ timeout: Duration, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: timeout)
                throw CloudComputeError(.timedOut, "The answer took longer than \(timeout / .seconds(1)) s.")
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw CancellationError() }
            return first
        }
    }
}
