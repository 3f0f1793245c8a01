import CloudComputeClient

/// Which failures are tried again, and after how long.
struct RetryPolicy: Sendable {
    /// The first wait without a word from the server; each further one may be twice as long.
    static let firstWait = Duration.milliseconds(500)
    /// No wait is longer, unless the server asks for it.
    static let longestWait = Duration.seconds(60)

    /// How often a request is sent at the most.
    var maximumAttempts = 5

    /// How long to wait before the next attempt; `nil` where there is none.
    ///
    /// The server's own `Retry-After` counts; without it the wait is drawn evenly from nothing to a bound that doubles
    /// (full jitter), so that requests that failed together do not come again together.
    ///
    /// - Parameter attempt: The number of the attempt that failed, from 1.
    func wait(
        after error: CloudComputeError, attempt: Int, using generator: inout some RandomNumberGenerator
    ) -> Duration? {
        guard attempt < maximumAttempts, Self.isPassing(error) else { return nil }
        if let asked = error.retryAfter { return asked }
        let doublings = min(attempt - 1, 16)
        let bound = min(Self.longestWait, Self.firstWait * (1 << doublings))
        return bound * Double.random(in: 0...1, using: &generator)
    }

    /// Whether the same request may do better later: 408, 409, 425, 429, 5xx, and connections that failed or broke.
    static func isPassing(_ error: CloudComputeError) -> Bool {
        [.rateLimited, .serverFailure, .unreachable, .timedOut, .interrupted].contains(error.code)
    }
}
