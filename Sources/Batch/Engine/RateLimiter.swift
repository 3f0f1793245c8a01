import CloudComputeClient

/// The limits on requests and tokens a minute: the user's for the whole run, and the server's for each model.
struct RateLimiter: Sendable {
    /// What the server says of one model.
    ///
    /// Fact: OpenAI's limits are kept for each model, so answers for two models name two limits in turn.
    private struct Server: Sendable {
        var requests: SlidingWindowLimit?
        var tokens: SlidingWindowLimit?
        var pausedUntil = 0
    }

    /// Why a request has to wait.
    enum Reason: Sendable, Hashable {
        /// A limit on requests or tokens a minute.
        case pace
        /// The server said that nothing remains of a limit.
        case server
    }

    /// Models beyond this number are not told apart from each other: their names come from the input.
    private static let maximumModels = 1000

    private var requests: SlidingWindowLimit?
    private var tokens: SlidingWindowLimit?
    private var servers: [Int: Server] = [:]
    private let longestPause: Nanoseconds

    init(requestsPerMinute: Int?, tokensPerMinute: Int?, longestPause: Nanoseconds) {
        requests = requestsPerMinute.map { SlidingWindowLimit(perMinute: $0) }
        tokens = tokensPerMinute.map { SlidingWindowLimit(perMinute: $0) }
        self.longestPause = longestPause
    }

    /// Whether tokens or models have to be known.
    var needsDetails: Bool { tokens != nil || !servers.isEmpty }

    /// Lets a request out, or says until when it has to wait and why.
    mutating func admit(tokens amount: Int, model: Int, at now: Nanoseconds) -> (until: Nanoseconds, why: Reason)? {
        var until = requests?.earliest(1, at: now) ?? now
        if tokens != nil { until = max(until, tokens?.earliest(amount, at: now) ?? now) }
        let key = key(model)
        if !servers.isEmpty, var server = servers[key] {
            if server.pausedUntil > max(until, now) { return (server.pausedUntil, .server) }
            until = max(until, server.requests?.earliest(1, at: now) ?? now)
            until = max(until, server.tokens?.earliest(amount, at: now) ?? now)
            if until <= now {
                server.requests?.take(1, at: now)
                server.tokens?.take(amount, at: now)
            }
            servers[key] = server
        }
        guard until <= now else { return (until, .pace) }
        requests?.take(1, at: now)
        tokens?.take(amount, at: now)
        return nil
    }

    /// Corrects the estimate of a request once the server has counted.
    mutating func correct(_ estimate: Int, to actual: Int, model: Int, sent: Nanoseconds, at now: Nanoseconds) {
        tokens?.correct(estimate, to: actual, sent: sent, at: now)
        if !servers.isEmpty { servers[key(model)]?.tokens?.correct(estimate, to: actual, sent: sent, at: now) }
    }

    /// Takes up what the server says of its limits, where the user has set none.
    mutating func takeUp(_ report: RateLimitReport, model: Int, tokens amount: Int, at now: Nanoseconds) {
        let key = key(model)
        var server = servers[key] ?? Server()
        // A reset is when the whole limit is there again; waiting for a single slot of it is enough.
        var slot: Nanoseconds?
        if let limit = report.requestsPerMinute, limit > 0 {
            slot = .minute / limit
            if requests == nil {
                server.requests = server.requests ?? SlidingWindowLimit(perMinute: limit)
                server.requests?.set(perMinute: limit)
            }
        }
        if let limit = report.tokensPerMinute, limit > 0 {
            let share = min(1, Double(max(1, amount)) / Double(limit))
            slot = max(slot ?? 0, (share * Double(Nanoseconds.minute)).wholeNanoseconds)
            if tokens == nil {
                server.tokens = server.tokens ?? SlidingWindowLimit(perMinute: limit)
                server.tokens?.set(perMinute: limit)
            }
        }
        if let reset = report.pause?.nanoseconds {
            let pause = slot.map { min($0, reset) } ?? reset
            if pause <= longestPause { server.pausedUntil = max(server.pausedUntil, now + pause) }
        }
        servers[key] = server
    }

    private func key(_ model: Int) -> Int {
        servers.count < Self.maximumModels || servers[model] != nil ? model : 0
    }
}
