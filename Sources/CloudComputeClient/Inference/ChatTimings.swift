public import JSON

/// How long a reply took.
public struct ChatTimings: Sendable, Hashable {
    /// From sending the request to the first text or reasoning.
    public var timeToFirstToken: Duration?
    /// From sending the request to the end of the reply.
    public var total: Duration

    /// Creates timings.
    public init(timeToFirstToken: Duration?, total: Duration) {
        self.timeToFirstToken = timeToFirstToken
        self.total = total
    }

    /// The timings in milliseconds, to the microsecond.
    public var json: JSONValue {
        func milliseconds(_ duration: Duration) -> JSONValue {
            JSONValue((duration / .microseconds(1)).rounded() / 1000)
        }
        return [
            "time_to_first_token": timeToFirstToken.map(milliseconds) ?? .null, "total": milliseconds(total),
        ]
    }
}
