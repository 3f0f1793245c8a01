/// Waits as long as a slow model would.
struct LatencySimulator: Sendable {
    /// How often a waiting stream shows that it is alive.
    static let keepaliveInterval = Duration.seconds(1)

    /// Slower than this, one token would take a day.
    private static let longestPause = 86_400.0

    private let latency: Duration
    /// `nil` means as fast as it goes.
    let perToken: Duration?
    private let clock: any Clock<Duration>

    init(faults: SandboxFaults, clock: any Clock<Duration>) {
        latency = faults.latency
        perToken = faults.tokenRate.flatMap { $0 > 0 ? .seconds(min(1 / $0, Self.longestPause)) : nil }
        self.clock = clock
    }

    /// Waits as long as a reply of so many tokens takes in one piece.
    func wait(tokens: Int) async throws {
        try await sleep(latency + (perToken.map { $0 * tokens } ?? .zero))
    }

    /// The pauses that make up the wait for the first token of a stream, none longer than the keepalive interval.
    var pausesBeforeFirstToken: UnfoldSequence<Duration, Duration?> {
        sequence(state: Optional(latency)) { rest -> Duration? in
            guard let left = rest else { return nil }
            rest = left < Self.keepaliveInterval ? nil : left - Self.keepaliveInterval
            return min(left, Self.keepaliveInterval)
        }
    }

    /// Whether a stream takes its time.
    var isPaced: Bool { latency > .zero || perToken != nil }

    /// Waits until the client gives up.
    func waitForever() async throws -> Never {
        while true { try await sleep(.seconds(3600)) }
    }

    /// Waits; a duration of zero or less takes no time at all.
    func sleep(_ duration: Duration) async throws {
        if duration > .zero { try await clock.sleep(for: duration) }
    }
}
