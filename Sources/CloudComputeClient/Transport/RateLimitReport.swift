import NIOHTTP1

/// What an answer's headers say of the server's limits.
///
/// Fact: `x-ratelimit-limit-requests`, `-limit-tokens`, `-remaining-…` and `-reset-…` are OpenAI's, the limits being those
/// of a minute and the resets written `1s`, `6m0s` or `20ms`.
public struct RateLimitReport: Sendable, Hashable {
    /// Requests a minute.
    public var requestsPerMinute: Int?
    /// Tokens a minute.
    public var tokensPerMinute: Int?
    /// How long no request would be served, since nothing remains of a limit.
    public var pause: Duration?

    /// Creates a report.
    public init(requestsPerMinute: Int? = nil, tokensPerMinute: Int? = nil, pause: Duration? = nil) {
        self.requestsPerMinute = requestsPerMinute
        self.tokensPerMinute = tokensPerMinute
        self.pause = pause
    }

    /// Reads the headers; `nil` where they say nothing of limits.
    init?(_ headers: HTTPHeaders) {
        func number(_ name: String) -> Int? {
            headers.first(name: name).flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        }
        requestsPerMinute = number("x-ratelimit-limit-requests")
        tokensPerMinute = number("x-ratelimit-limit-tokens")
        for kind in ["requests", "tokens"] where headers.first(name: "x-ratelimit-remaining-\(kind)") == "0" {
            guard let reset = headers.first(name: "x-ratelimit-reset-\(kind)").flatMap(Self.duration) else { continue }
            pause = max(pause ?? .zero, reset)
        }
        if requestsPerMinute == nil, tokensPerMinute == nil, pause == nil { return nil }
    }

    /// Reads `1m30s`, `250ms` or a bare number of seconds.
    static func duration(_ text: String) -> Duration? {
        if let seconds = Double(text), seconds >= 0, seconds.isFinite { return .seconds(seconds) }
        var total = Duration.zero
        var rest = text[...]
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isNumber || $0 == "." }
            let unit = rest.dropFirst(digits.count).prefix { $0.isLetter }
            guard let number = Double(digits) else { return nil }
            switch unit {
            case "ms": total += .milliseconds(number)
            case "s": total += .seconds(number)
            case "m": total += .seconds(number * 60)
            case "h": total += .seconds(number * 3600)
            default: return nil
            }
            rest = rest.dropFirst(digits.count + unit.count)
        }
        return text.isEmpty ? nil : total
    }
}
