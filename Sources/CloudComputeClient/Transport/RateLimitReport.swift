import JSON
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
        requestsPerMinute = headers.first(name: "x-ratelimit-limit-requests").flatMap { ServerNumber.limit($0) }
        tokensPerMinute = headers.first(name: "x-ratelimit-limit-tokens").flatMap { ServerNumber.limit($0) }
        for kind in ["requests", "tokens"] {
            guard
                let remaining = headers.first(name: "x-ratelimit-remaining-\(kind)").flatMap({
                    JSONNumber.decimal($0)
                }),
                remaining < 1,
                let reset = headers.first(name: "x-ratelimit-reset-\(kind)").flatMap({ Self.duration($0) })
            else { continue }
            pause = max(pause ?? .zero, reset)
        }
        if requestsPerMinute == nil, tokensPerMinute == nil, pause == nil { return nil }
    }

    private static let units: [String: Double] = ["ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400]

    /// Reads `1m30s`, `250ms` or a bare number of seconds: from none to a day.
    static func duration(_ text: String) -> Duration? {
        if let seconds = JSONNumber.decimal(text) { return ServerNumber.wait(seconds: seconds) }
        var total = 0.0
        var rest = Substring(text).utf8
        while !rest.isEmpty {
            let digits = rest.prefix { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { (0x61...0x7A).contains($0) }
            rest = rest.dropFirst(unit.count)
            guard let number = JSONNumber.decimal(Substring(digits)), let factor = units[String(Substring(unit))]
            else { return nil }
            total += number * factor
        }
        return text.isEmpty ? nil : ServerNumber.wait(seconds: total)
    }
}
