import NIOHTTP1

/// What this program reads in an answer's headers, gathered in one pass over them.
struct ResponseHeaders: Sendable {
    /// The server's id of the request (`x-request-id`, or OpenRouter's `x-generation-id`).
    private(set) var requestID: String?
    /// How long the server asks to wait before the next try.
    private(set) var retryAfter: Duration?
    /// What the server says of its limits.
    private(set) var rateLimit: RateLimitReport?
    /// The media type of the body.
    private(set) var contentType: String?
    /// How the body is compressed, in lower case.
    private(set) var contentEncoding: String?
    /// Where a redirect leads.
    private(set) var location: String?

    /// Reads the headers; no text that is kept holds the key.
    init(_ headers: HTTPHeaders, _ redaction: Redaction) {
        var asksToWait = false
        var hasLimits = false
        for (name, value) in headers {
            // Most headers are told apart by their first letter, without a lower-case copy.
            switch name.utf8.first.map({ $0 | 0x20 }) {
            case UInt8(ascii: "r"): asksToWait = asksToWait || name.lowercased().hasPrefix("retry-after")
            case UInt8(ascii: "x"):
                switch name.lowercased() {
                case "x-request-id": requestID = Self.id(redaction.redact(value))
                case "x-generation-id": requestID = requestID ?? Self.id(redaction.redact(value))
                case let name: hasLimits = hasLimits || name.hasPrefix("x-ratelimit-")
                }
            case UInt8(ascii: "c"):
                switch name.lowercased() {
                case "content-type": contentType = contentType ?? redaction.redact(value)
                case "content-encoding":
                    let encoding = redaction.redact(value.lowercased())
                    contentEncoding = contentEncoding.map { "\($0), \(encoding)" } ?? encoding
                default: continue
                }
            case UInt8(ascii: "l"): if name.lowercased() == "location" { location = redaction.redact(value) }
            default: continue
            }
        }
        if asksToWait { retryAfter = RetryAfter.duration(in: headers) }
        if hasLimits { rateLimit = RateLimitReport(headers) }
    }

    /// An id as it is shown and stored: nobody looks up a longer one.
    private static func id(_ value: String) -> String { String(decoding: value.utf8.prefix(200), as: UTF8.self) }

    /// The compression that this program neither asked for nor understands; `nil` where there is none.
    var unknownEncoding: String? {
        contentEncoding.flatMap { ["gzip", "deflate", "identity", ""].contains($0) ? nil : $0 }
    }
}
