import CloudComputeClient

/// Spaces requests so that no more than so many, or so many tokens, go out in a minute.
///
/// Each limit is a level that time fills and requests draw down, if need be below zero: the next request waits until it
/// is level again. So a large request passes without a large burst before it. Times count from the start of the run.
struct RateLimiter: Sendable {
    private struct Level: Sendable {
        var perMinute: Int
        /// What may go out at once after a pause: a second's worth.
        private var burst: Double { max(1, Double(perMinute) / 60) }
        private var level: Double
        private var time: Duration

        init(perMinute: Int, at now: Duration) {
            self.perMinute = perMinute
            level = max(1, Double(perMinute) / 60)
            time = now
        }

        mutating func wait(at now: Duration) -> Duration? {
            level = min(burst, level + (now - time) / .seconds(60) * Double(perMinute))
            time = now
            return level >= 1 ? nil : .seconds((1 - level) * 60 / Double(perMinute))
        }

        mutating func draw(_ amount: Double) { level -= amount }
    }

    private var requests: Level?
    private var tokens: Level?
    /// Limits that the user set are not changed by what the server says.
    private let keepsRequests: Bool
    private let keepsTokens: Bool
    private var pausedUntil = Duration.zero

    /// Creates a limiter; `nil` limits nothing until the server names a limit.
    init(requestsPerMinute: Int?, tokensPerMinute: Int?) {
        requests = requestsPerMinute.map { Level(perMinute: $0, at: .zero) }
        tokens = tokensPerMinute.map { Level(perMinute: $0, at: .zero) }
        keepsRequests = requestsPerMinute != nil
        keepsTokens = tokensPerMinute != nil
    }

    /// The tokens that may go out in a minute.
    var tokensPerMinute: Int? { tokens?.perMinute }

    /// Lets a request of so many tokens out, or returns how long it has to wait.
    mutating func admit(tokens amount: Int, at now: Duration) -> Duration? {
        let waits = [
            pausedUntil > now ? pausedUntil - now : nil, requests?.wait(at: now), tokens?.wait(at: now),
        ].compactMap { $0 }
        if let longest = waits.max() { return longest }
        requests?.draw(1)
        tokens?.draw(Double(amount))
        return nil
    }

    /// Corrects an estimate once the server has counted.
    mutating func correct(estimated: Int, actual: Int) {
        tokens?.draw(Double(actual - estimated))
    }

    /// Holds everything back until a time.
    mutating func pause(until time: Duration) {
        pausedUntil = max(pausedUntil, time)
    }

    /// Takes up what the server says of its limits.
    mutating func takeUp(_ report: RateLimitReport, at now: Duration) {
        if let pause = report.pause { self.pause(until: now + pause) }
        if !keepsRequests, let limit = report.requestsPerMinute, requests?.perMinute != limit {
            requests = Level(perMinute: limit, at: now)
        }
        if !keepsTokens, let limit = report.tokensPerMinute, tokens?.perMinute != limit {
            tokens = Level(perMinute: limit, at: now)
        }
    }
}
