/// How far one output is, from what its run tells of itself and from what is in it.
package struct OutputStatus: Sendable, Equatable {
    package enum State: String, Sendable {
        case running
        /// The run says that it is running, and has not been heard of for too long.
        case silent
        case finished, drained, stopped
        /// A pool of which chunks are left; whether a worker is at one is not told.
        case open
        /// No run tells of itself, as of outputs of other versions.
        case unknown
    }

    /// A run that has told nothing for so long is silent, in seconds; or for three of its own intervals.
    private static let patience = 60.0

    package var output: String
    package var shard: ShardFileName?
    package var state: State
    package var done: Int
    package var failed: Int
    package var total: Int?
    package var cost: Double?
    package var tokens: Int?
    /// Lines a second of late, while it runs.
    package var rate: Double?
    /// When the run last told of itself, in seconds since 1970.
    package var updated: Double?
    package var host: String?
    package var pid: Int?
    package var exitCode: Int?

    /// - Parameters:
    ///   - status: What the run tells.
    ///   - lines: The lines of results and of failures; asked for where the run's own numbers are not to be relied on.
    ///   - now: Seconds since 1970.
    init(
        _ output: String, _ status: BatchStatus?, now: Double, lines: () throws(MergeError) -> (done: Int, failed: Int)
    ) throws(MergeError) {
        self.output = output
        shard = ShardFileName(output)
        state = status.map { Self.state($0, now) } ?? .unknown
        total = status?.total
        cost = status?.cost
        tokens = status?.tokens
        updated = status?.updated
        host = status?.host
        pid = status?.pid
        exitCode = status?.exitCode
        if let status, state != .silent {
            (done, failed) = (status.done, status.failed)
            if state == .running { rate = status.rate }
        } else {
            (done, failed) = try lines()
        }
    }

    /// What is known without a run that tells of itself.
    init(output: String, state: State, done: Int, failed: Int, total: Int?) {
        self.output = output
        self.state = state
        self.done = done
        self.failed = failed
        self.total = total
    }

    private static func state(_ status: BatchStatus, _ now: Double) -> State {
        switch status.state {
        case .running: now - status.updated > max(patience, 3 * status.interval) ? .silent : .running
        case .finished: .finished
        case .drained: .drained
        case .stopped: .stopped
        }
    }

    package var remaining: Int? { total.map { max(0, $0 - done - failed) } }

    /// The seconds that are left at the speed of late; `nil` where that cannot be told.
    package var eta: Double? {
        guard let remaining else { return nil }
        if remaining == 0 { return 0 }
        guard let rate, rate > 0 else { return nil }
        return min(1e9, Double(remaining) / rate)
    }
}
