import CloudComputeClient
import Localization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One attempt at a request, timed from when it is made.
final class RequestAttempt: Sendable {
    let job: BatchJob
    /// What is sent.
    let body: [UInt8]
    private let attempt: Int
    // Read first, lest the request seem to end later than it did, beside the one that took its place.
    private let sentAt = Date().timeIntervalSince1970
    private let start = ContinuousClock.now

    init(_ job: BatchJob, body: [UInt8], attempt: Int) {
        self.job = job
        self.body = body
        self.attempt = attempt
    }

    /// Tells what came of it, once it has ended.
    func outcome(_ response: Result<BatchResponse, any Error>) -> BatchOutcome {
        var timings = BatchTimings(sentAt: sentAt, latency: .zero, attempts: attempt)
        var answer: RawChatResponse?
        var result: Result<ChatReply, CloudComputeError>
        switch response {
        case .success(let whole):
            answer = whole.answer
            timings.arrivals = whole.arrivals
            result = whole.failure.map { .failure($0) } ?? whole.answer.outcome
        case .failure(let error):
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
        timings.latency = ContinuousClock.now - start
        return BatchOutcome(
            request: job.request, identity: job.identity, answer: answer, result: result, timings: timings)
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
