import NIOHTTP1

/// What this program reads in an answer's headers, gathered in one pass over them.
struct AnswerHeaders: Sendable {
    /// The server's id of the request (`x-request-id`, or OpenRouter's `x-generation-id`).
    private(set) var requestID: String?
    /// How long the server asks to wait before the next try.
    private(set) var retryAfter: Duration?
    /// What the server says of its limits.
    private(set) var rateLimit: RateLimitReport?

    init(_ headers: HTTPHeaders) {
        var asksToWait = false
        var hasLimits = false
        for (name, value) in headers {
            // Most headers are told apart by their first letter, without a lower-case copy.
            switch name.utf8.first.map({ $0 | 0x20 }) {
            case UInt8(ascii: "r"): asksToWait = asksToWait || name.lowercased().hasPrefix("retry-after")
            case UInt8(ascii: "x"):
                switch name.lowercased() {
                case "x-request-id": requestID = value
                case "x-generation-id": requestID = requestID ?? value
                case let name: hasLimits = hasLimits || name.hasPrefix("x-ratelimit-")
                }
            default: continue
            }
        }
        if asksToWait { retryAfter = RetryAfter.duration(in: headers) }
        if hasLimits { rateLimit = RateLimitReport(headers) }
    }
}
