import Foundation
import NIOHTTP1

@testable import CloudComputeClient

/// Whatever headers say, waits and limits stay within their bounds, and dates mean what the system says they do.
enum HeaderProperties {
    private static let key = "cc-0123456789abcdef"
    private static let redaction = Redaction(key: key)
    private static let now = Date(timeIntervalSince1970: 784_000_000)
    private static let waits = Duration.zero...Duration.seconds(86_400)
    private static let limits = 1...1_000_000_000_000

    /// - Parameter bytes: Headers, one a line.
    static func check(_ bytes: [UInt8]) throws {
        var headers = HTTPHeaders()
        for line in bytes.split(separator: 0x0A).prefix(64) {
            let name = line.prefix { $0 != 0x3A }
            // The HTTP parser refuses others.
            guard name.allSatisfy({ (0x21...0x7E).contains($0) }) else { continue }
            let value = line.dropFirst(name.count + 1).drop { $0 == 0x20 || $0 == 0x09 }
            headers.add(name: String(decoding: name, as: UTF8.self), value: String(decoding: value, as: UTF8.self))
        }
        let read = ResponseHeaders(headers, redaction)
        for wait in [read.retryAfter, RetryAfter.duration(in: headers, now: now), read.rateLimit?.pause] {
            if let wait { try require(waits.contains(wait), "A wait of \(wait)") }
        }
        for limit in [read.rateLimit?.requestsPerMinute, read.rateLimit?.tokensPerMinute] {
            if let limit { try require(limits.contains(limit), "A limit of \(limit)") }
        }
        for text in [read.requestID, read.contentType, read.contentEncoding, read.location] {
            try require(text?.contains(key) != true, "The key is in \(text ?? "")")
        }
        try require((read.requestID?.utf8.count ?? 0) <= 202, "A long id")
        guard headers.first(name: "retry-after-ms") == nil, let text = headers.first(name: "retry-after") else {
            return
        }
        try checkMeaning(text, RetryAfter.duration(in: headers, now: now))
    }

    private static func checkMeaning(_ text: String, _ wait: Duration?) throws {
        if let seconds = Int(text), seconds >= 0 {
            return try require(wait == .seconds(min(seconds, 86_400)), "\(text) is \(String(describing: wait))")
        }
        guard var time = time(text) else { return }
        let seconds = min(max(0, Int(timegm(&time)) - Int(now.timeIntervalSince1970)), 86_400)
        try require(wait == .seconds(seconds), "\(text) is \(String(describing: wait)) and not \(seconds) s")
    }

    /// Reads the one form of a date that the standard has: `Sun, 06 Nov 1994 08:49:37 GMT`.
    private static func time(_ text: String) -> tm? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let form = /[A-Z][a-z]{2}, ([0-9]{2}) ([A-Z][a-z]{2}) ([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) GMT/
        guard text.utf8.count == 29, let match = text.wholeMatch(of: form), let day = Int32(match.1),
            let month = months.firstIndex(of: String(match.2)), let year = Int32(match.3), let hour = Int32(match.4),
            let minute = Int32(match.5), let second = Int32(match.6), (1...31).contains(day), year >= 1900, hour < 24,
            minute < 60, second <= 60
        else { return nil }
        var time = tm()
        (time.tm_mday, time.tm_mon, time.tm_year) = (day, Int32(month), year - 1900)
        (time.tm_hour, time.tm_min, time.tm_sec) = (hour, minute, second)
        return time
    }
}
