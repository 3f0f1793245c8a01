import NIOHTTP1

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads how long a server asks to wait before the next try.
///
/// Fact: RFC 9110 section 10.2.3 for `Retry-After`; `retry-after-ms` is OpenAI's.
enum RetryAfter {
    /// The wait that the headers ask for, never negative; `nil` where they ask for none.
    static func duration(in headers: HTTPHeaders, now: Date = Date()) -> Duration? {
        if let text = headers.first(name: "retry-after-ms"), let milliseconds = Double(text), milliseconds.isFinite {
            return .milliseconds(max(0, milliseconds))
        }
        guard let text = headers.first(name: "retry-after") else { return nil }
        if let seconds = Double(text), seconds.isFinite { return .seconds(max(0, seconds)) }
        return date(text).map { .seconds(max(0, $0.timeIntervalSince(now))) }
    }

    /// Reads an HTTP date in its one current form, `Sun, 06 Nov 1994 08:49:37 GMT`.
    private static func date(_ text: String) -> Date? {
        let fields = text.split(whereSeparator: { $0 == " " || $0 == ":" || $0 == "," })
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard fields.count == 8, fields[7] == "GMT", let month = months.firstIndex(of: String(fields[2])) else {
            return nil
        }
        let numbers = [fields[1], fields[3], fields[4], fields[5], fields[6]].compactMap { Int($0) }
        guard numbers.count == 5, let zone = TimeZone(secondsFromGMT: 0) else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar.date(
            from: DateComponents(
                year: numbers[1], month: month + 1, day: numbers[0], hour: numbers[2], minute: numbers[3],
                second: numbers[4]))
    }
}
