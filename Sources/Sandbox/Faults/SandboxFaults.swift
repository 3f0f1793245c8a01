/// What the sandbox does wrong on purpose, so that clients can be tried against it.
///
/// Which requests are hit is drawn from the seed and the request's number: the same run fails at the same places.
package struct SandboxFaults: Sendable, Hashable {
    /// The time between a request and the first byte of its reply.
    package var latency = Duration.zero
    /// Completion tokens per second; `nil` means as fast as it goes.
    package var tokenRate: Double?
    /// The share of requests that fail with 500, 502 or 503, from 0 to 1; the list of models never does.
    package var errorRate = 0.0
    /// How many requests are served in each period before the rest get 429 with `Retry-After`; `nil` means all.
    package var rateLimit: RateLimit?
    /// The share of streamed replies that are cut off in the middle, from 0 to 1.
    package var cutStream = 0.0
    /// The share of chat requests that are never answered, from 0 to 1.
    package var stall = 0.0
    /// Where the draws begin.
    package var seed: UInt64 = 0

    /// Creates no faults.
    package init() {}

    /// So many requests in so much time.
    package struct RateLimit: Sendable, Hashable {
        /// The number of requests, at least 1.
        package var requests: Int
        /// The time in which that many are served.
        package var period: Duration

        /// Creates a limit.
        package init(requests: Int, period: Duration) {
            self.requests = max(1, requests)
            self.period = period
        }
    }

    /// A number from 0 to 1 for one decision about one request: the same for the same seed.
    ///
    /// Each decision has a sequence of its own, so that another one changes none of these.
    func draw(_ request: Int, _ decision: Decision) -> Double {
        let sequence = Self.mix(Self.mix(seed) &+ decision.rawValue)
        let mixed = Self.mix(sequence &+ UInt64(truncatingIfNeeded: request))
        return Double(mixed >> 11) / Double(1 << 53)
    }

    /// What is drawn; the raw values are part of what a seed means, so new ones are added at the end.
    enum Decision: UInt64, CaseIterable {
        case inferenceFails, inferenceFailure, isCut, placeOfCut, isStalled, computeFails, computeFailure
    }

    /// SplitMix64's output function.
    private static func mix(_ seed: UInt64) -> UInt64 {
        var mixed = seed &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
