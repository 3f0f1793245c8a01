package import CloudComputeClient
package import Pricing

/// What a run may spend, and how hard it tries.
package struct BatchLimits: Sendable {
    /// How many requests are under way at once.
    package var concurrency = Concurrency.fixed(16)
    /// How often a request is sent at the most.
    package var maximumAttempts = 5
    /// Requests a minute; `nil` leaves it to the server.
    package var requestsPerMinute: Int?
    /// Tokens a minute, prompt and completion; `nil` leaves it to the server.
    package var tokensPerMinute: Int?
    /// The run stops once the server has charged so much.
    package var maximumCost: Double?
    /// The run stops once so many tokens have been used, prompt and completion.
    package var maximumTokens: Int?
    /// The run sends nothing more after so much time.
    package var deadline: Duration?
    /// When the run stops by itself, since its job ends soon after.
    package var jobStop: JobStop?
    /// How long what is under way may take to come back once the run is stopped, by a signal or a limit of time.
    package var drain = Duration.seconds(25)
    /// A request for which the server asks for a longer wait is left for another run.
    package var maximumWait = Duration.seconds(600)
    /// How long the server may give no answer at all before the run ends.
    package var patience = Duration.seconds(300)
    /// What tokens cost where the server does not name the cost itself.
    package var prices = PriceList()
    /// The bound of the first wait before another attempt.
    var firstBackoff = Duration.milliseconds(500)
    /// What is held in memory at the most.
    var memory = MemoryBounds()

    /// When a run stops ahead of the end of its job, counted from its start.
    package struct JobStop: Sendable, Hashable {
        package var after: Duration
        /// How long what is under way may take at the most; the job ends then.
        package var drain: Duration

        package init(after: Duration, drain: Duration) {
            self.after = after
            self.drain = drain
        }
    }

    /// Creates the usual limits.
    package init() {}
}

/// What a run holds in memory at the most, whatever the input, the replies and the outages.
struct MemoryBounds: Sendable {
    /// The bytes of all requests: read ahead, waiting, and under way.
    var bytes = 256 << 20
    /// The bytes of a line at the most.
    var line = LineReader.maximumLineLength
    /// The bytes that are read at once, beyond the last line of them.
    var reading = 1 << 20
    /// Beyond this many requests that wait for another attempt, no new lines are sent.
    var waiting = 1024
    /// New lines are read ahead below this number.
    var lines = 32
}

/// Why a run ended before its input did.
package enum StopReason: Sendable {
    /// Every other request would fail the same way.
    case failure(CloudComputeError)
    /// The server asks again and again for waits longer than ``BatchLimits/maximumWait``.
    case tryLater(CloudComputeError)
    /// `--max-cost` is reached.
    case cost(Double)
    /// `--max-cost` was set, but neither the server nor the profile tells costs or prices.
    case costUnknown
    /// `--max-tokens-total` is reached.
    case tokens(Int)
    /// `--deadline` is reached.
    case deadline
    /// The job ends soon.
    case jobEnd
    /// Somebody asked for it.
    case request
}

/// How somebody asks a run to stop.
package enum StopRequest: Sendable {
    /// Take no new lines, and drop those that are under way once ``BatchLimits/drain`` is over.
    case drain
    /// Drop those under way at once.
    case now
}
