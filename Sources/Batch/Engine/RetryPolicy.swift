/// How often a request is sent, and how long it waits between two attempts.
struct RetryPolicy: Sendable {
    /// No wait is longer, unless the server asks for it.
    private static let longest = 60 * Nanoseconds.second

    /// How often a request is sent at the most.
    var maximumAttempts = 5
    /// The bound of the first wait; that of each further one is twice as long.
    var first: Nanoseconds = 500_000_000

    /// How long to wait after an attempt that failed.
    ///
    /// The wait is drawn evenly from nothing to a bound that doubles (full jitter), on top of what the server asks for:
    /// requests that failed together, or were told the same time, do not come again together.
    ///
    /// - Parameter attempt: The number of the attempt, from 1.
    func wait(asked: Nanoseconds?, attempt: Int, _ random: inout SplitMix64) -> Nanoseconds {
        let doublings = min(max(0, attempt - 1), 16)
        let bound = min(Self.longest, min(first, Self.longest) << doublings)
        return (asked ?? 0) + (Double(bound) * random.fraction()).wholeNanoseconds
    }
}
