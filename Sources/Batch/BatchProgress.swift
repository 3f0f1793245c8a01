import Synchronization

/// How far a run has come, for whoever shows it.
public final class BatchProgress: Sendable {
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
