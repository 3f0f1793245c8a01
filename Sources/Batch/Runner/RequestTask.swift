import CloudComputeClient
import Localization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One attempt at a request, timed from when it is sent.
enum RequestTask {
    typealias Send = @Sendable ([UInt8]) async throws -> BatchResponse

    /// Sends the body and tells what came of it; never throws.
    static func run(
        _ request: BatchRequest, _ identity: RequestFingerprint, body: [UInt8], attempt: Int, send: @escaping Send
    ) async -> BatchOutcome {
        let clock = ContinuousClock()
        // Read first, lest the request seem to end later than it did, beside the one that took its place.
        var timings = BatchTimings(sentAt: Date().timeIntervalSince1970, latency: .zero, attempts: attempt)
        let start = clock.now
        var answer: RawChatResponse?
        var result: Result<ChatReply, CloudComputeError>
        do {
            let whole = try await send(body)
            answer = whole.answer
            timings.arrivals = whole.arrivals
            result = whole.failure.map { .failure($0) } ?? whole.answer.outcome
        } catch {
            result = .failure(
                error as? CloudComputeError
                    ?? CloudComputeError(
                        error is CancellationError ? .cancelled : .unreachable, Message(verbatim: "\(error)"),
                        cause: error))
        }
        if case .failure(let error) = result, error.code == .cancelled, !Task.isCancelled {
            // The line would be left as though the run had been told to stop.
            result = .failure(CloudComputeError(.interrupted, error.sentence, cause: error))
        }
        timings.latency = clock.now - start
        return BatchOutcome(request: request, identity: identity, answer: answer, result: result, timings: timings)
    }

    /// What stands among the failures for a request that was not sent.
    static func unsent(_ request: BatchRequest, _ identity: RequestFingerprint, _ error: CloudComputeError)
        -> BatchOutcome
    {
        BatchOutcome(
            request: request, identity: identity, answer: nil, result: .failure(error),
            timings: BatchTimings(sentAt: 0, latency: .zero, attempts: 0))
    }
}
