import Synchronization

/// How far a run has come, for whoever shows it.
public final class BatchProgress: Sendable {
    /// What keeps a run from sending.
    public struct Wait: Sendable, Hashable {
        /// What it waits for.
        public enum Reason: String, Sendable, Hashable {
            /// The server asked for it.
            case rateLimit = "rate_limit"
            /// A limit on requests or tokens a minute.
            case pace
            /// The server cannot be reached.
            case unreachable
            /// Requests that failed are to be sent again.
            case retry
        }

        /// What it waits for.
        public var reason: Reason
        /// When it ends, where that is known.
        public var ends: ContinuousClock.Instant?
    }

    /// The numbers of a moment.
    public struct Snapshot: Sendable {
        /// The lines of the input, where they are known beforehand.
        public var total: Int?
        /// Whether the input has been checked and requests may be on their way.
        public var hasStarted = false
        /// Whether no further line is taken, since the run was stopped or has reached a limit.
        public var isStopping = false
        /// Lines that need nothing more: done before, done now, failed for good, or bad.
        public var done = 0
        /// Requests that gave a reply.
        public var succeeded = 0
        /// Requests that gave none for good, and bad lines.
        public var failed = 0
        /// Requests that wait for another try.
        public var retrying = 0
        /// Requests under way.
        public var underWay = 0
        /// Tokens of prompts and completions.
        public var tokens = 0
        /// What the server has charged, where that is known.
        public var cost: Double?
        /// The time since the first request could be sent.
        public var elapsed = Duration.zero
        /// Lines that were done before this run.
        public var alreadyDone = 0
        /// What the run waits for, where it sends nothing at the moment.
        public var wait: Wait?

        /// Creates a snapshot of nothing.
        public init() {}
    }

    private let state = Mutex(Snapshot())

    /// Creates progress at its beginning.
    public init() {}

    /// The numbers now.
    public var snapshot: Snapshot { state.withLock { $0 } }

    func update(_ change: (inout Snapshot) -> Void) {
        state.withLock { change(&$0) }
    }
}
