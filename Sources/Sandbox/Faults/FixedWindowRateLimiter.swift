/// Counts requests in windows of fixed length and tells when the next one may come.
struct FixedWindowRateLimiter: Sendable {
    private let limit: SandboxFaults.RateLimit
    private var windowStart = Duration.zero
    private var admitted = 0

    init(_ limit: SandboxFaults.RateLimit) {
        self.limit = limit
    }

    /// Counts a request at a time since the start; returns how long to wait where it came too early.
    mutating func admit(at now: Duration) -> Duration? {
        if now - windowStart >= limit.period {
            windowStart = now
            admitted = 0
        }
        guard admitted < limit.requests else { return windowStart + limit.period - now }
        admitted += 1
        return nil
    }
}
