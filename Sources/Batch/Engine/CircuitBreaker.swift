import CloudComputeClient

/// Holds everything back while the server cannot be reached, and lets one request at a time out to see.
struct CircuitBreaker: Sendable {
    private static let firstPause = Nanoseconds.second / 2
    private static let longestPause = 15 * Nanoseconds.second

    /// In the words of the pattern: closed lets everything through.
    enum State: Sendable, Hashable {
        case closed
        case open(until: Nanoseconds)
        /// One request is out to see.
        case halfOpen
    }

    /// Since when no answer has come, though requests failed; `nil` where all is well.
    private(set) var since: Nanoseconds?
    /// What the last of them failed with.
    private(set) var failure: CloudComputeError?
    private var pausedUntil = 0
    private var pauses = 0
    private var probe: Int?

    func state(_ now: Nanoseconds) -> State {
        if since == nil { return .closed }
        if probe != nil { return .halfOpen }
        return now < pausedUntil ? .open(until: pausedUntil) : .closed
    }

    /// Notes that a request goes out.
    mutating func noteSend(_ id: Int) {
        if since != nil { probe = id }
    }

    /// Notes that the server answered, whatever it said.
    mutating func noteAnswer() {
        guard since != nil else { return }
        self = CircuitBreaker()
    }

    /// Notes that a request came back without an answer; those that were out when the pause began do not make it longer.
    ///
    /// - Parameter opens: Whether it is a sign that the server is not there, and not only slow.
    mutating func noteFailure(
        _ id: Int, _ error: CloudComputeError, at now: Nanoseconds, _ random: inout SplitMix64, opens: Bool
    ) {
        let isProbe = probe == id
        if isProbe { probe = nil }
        guard opens || since != nil else { return }
        failure = error
        guard since == nil || isProbe else { return }
        since = since ?? now
        let bound = min(Self.longestPause, Self.firstPause << min(pauses, 8))
        pauses += 1
        pausedUntil = now + bound / 2 + (Double(bound / 2) * random.fraction()).wholeNanoseconds
    }

    /// Notes that a request came back and tells nothing of the server, since it was called off.
    mutating func forget(_ id: Int) {
        if probe == id { probe = nil }
    }
}
