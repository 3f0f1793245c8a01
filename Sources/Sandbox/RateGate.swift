import Synchronization

/// Counts requests in periods of fixed length and tells when the next one may come.
final class RateGate: Sendable {
    private struct State {
        var periodStart: Duration = .zero
        var served = 0
    }

    private let limit: SandboxFaults.RateLimit
    private let state = Mutex(State())

    init(_ limit: SandboxFaults.RateLimit) {
        self.limit = limit
    }

    /// Counts a request at a time since the start; returns how long to wait where it came too early.
    func admit(at now: Duration) -> Duration? {
        state.withLock { state in
            if now - state.periodStart >= limit.period {
                state.periodStart = now
                state.served = 0
            }
            guard state.served < limit.requests else { return state.periodStart + limit.period - now }
            state.served += 1
            return nil
        }
    }
}
