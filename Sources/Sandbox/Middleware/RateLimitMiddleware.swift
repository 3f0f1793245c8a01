import Hummingbird
import Synchronization

/// Answers requests above the limit with 429 and the time to wait; where it stands twice, it counts them together.
final class RateLimitMiddleware<Context: RequestContext>: RouterMiddleware {
    private let limiter: Mutex<FixedWindowRateLimiter>
    private let uptime: @Sendable () -> Duration

    init(_ limit: SandboxFaults.RateLimit, clock: some Clock<Duration>) {
        limiter = Mutex(FixedWindowRateLimiter(limit))
        let start = clock.now
        uptime = { start.duration(to: clock.now) }
    }

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let wait = limiter.withLock { $0.admit(at: uptime()) }
        if let wait { throw APIError.tooManyRequests(ErrorFormat(request), retryAfter: wait) }
        return try await next(request, context)
    }
}
