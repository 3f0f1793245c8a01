import Synchronization

/// How far a run has come, for whoever shows it.
package final class BatchProgress: Sendable {
    /// What keeps a run from sending.
    package struct Wait: Sendable, Hashable {
        /// What it waits for.
        package enum Reason: String, Sendable, Hashable {
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
        package var reason: Reason
        /// When it ends, where that is known.
        package var ends: ContinuousClock.Instant?
    }

    /// What a run does, one after the other.
    package enum Phase: String, Sendable {
        /// It reads and checks the input.
        case input
        /// It opens the output, which may have to wait for a reader, and learns what is done.
        case output
        /// Somebody is asked whether results may be superseded.
        case question
        /// It sends requests.
        case requests
    }

    /// The numbers of a moment.
    package struct Snapshot: Sendable {
        /// The lines of the input, where they are known beforehand.
        package var total: Int?
        /// What the run is about.
        package var phase = Phase.input
        /// Where results go, once that is open.
        package var output: String?
        /// Lines of the input that have been read before anything is sent.
        package var linesRead = 0
        /// Whether no further line is taken, since the run was stopped or has reached a limit.
        package var isStopping = false
        /// Lines that need nothing more: done before, done now, failed for good, or bad.
        package var done = 0
        /// Requests that gave a reply.
        package var succeeded = 0
        /// Requests that gave none for good, and bad lines.
        package var failed = 0
        /// Those of them that the server put off for longer than the run waits; another run sends them.
        package var postponed = 0
        /// Requests that wait for another try.
        package var retrying = 0
        /// Requests under way.
        package var underWay = 0
        /// Tokens of prompts and completions.
        package var tokens = 0
        /// What the server has charged, where that is known.
        package var cost: Double?
        /// The time since the first request could be sent.
        package var elapsed = Duration.zero
        /// Lines that were done before this run.
        package var alreadyDone = 0
        /// Lines that another run would send, once this one has ended and it is known.
        package var remaining: Int?
        /// What the run waits for, where it sends nothing at the moment.
        package var wait: Wait?
        /// The pool that the run is a worker of.
        package var pool: PoolSummary?

        /// Creates a snapshot of nothing.
        package init() {}
    }

    private static let readingStep = 1000

    private let state = Mutex(Snapshot())

    private let observer: (@Sendable (Snapshot) -> Void)?

    /// Creates progress at its beginning.
    ///
    /// - Parameter observer: Told of each change, by whoever makes it.
    package init(observer: (@Sendable (Snapshot) -> Void)? = nil) {
        self.observer = observer
    }

    /// The numbers now.
    package var snapshot: Snapshot { state.withLock { $0 } }

    /// Notes that a line was read, now and then.
    func noteRead(_ lines: Int) {
        if lines.isMultiple(of: Self.readingStep) { update { $0.linesRead = lines } }
    }

    func update(_ change: (inout Snapshot) -> Void) {
        state.withLock { change(&$0) }
        if let observer { observer(snapshot) }
    }
}
