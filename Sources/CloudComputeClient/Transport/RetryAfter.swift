import JSON
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
    /// The wait that the headers ask for, from none to a day; `nil` where they ask for none.
    static func duration(in headers: HTTPHeaders, now: Date = Date()) -> Duration? {
        if let milliseconds = headers.first(name: "retry-after-ms").flatMap({ JSONNumber.decimal($0) }) {
            return ServerNumber.wait(seconds: milliseconds / 1000)
        }
        guard let text = headers.first(name: "retry-after") else { return nil }
        if let seconds = JSONNumber.decimal(text) { return ServerNumber.wait(seconds: seconds) }
        return date(text).flatMap { ServerNumber.wait(seconds: Double($0) - now.timeIntervalSince1970) }
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Reads an HTTP date in its one current form, `Sun, 06 Nov 1994 08:49:37 GMT`, as seconds since 1970.
    static func date(_ text: String) -> Int? {
        let fields = text.utf8.split { [0x20, 0x2C, 0x3A].contains($0) }.map { String(Substring($0)) }
        guard fields.count == 8, fields[7] == "GMT", let month = months.firstIndex(of: fields[2]),
            let day = number(fields[1], 1...31), let year = number(fields[3], 1900...9999),
            let hour = number(fields[4], 0...23), let minute = number(fields[5], 0...59),
            let second = number(fields[6], 0...60)
        else { return nil }
        return ((days(year, month + 1, day) * 24 + hour) * 60 + minute) * 60 + second
    }

    private static func number(_ text: String, _ range: ClosedRange<Int>) -> Int? {
        Int(text).flatMap { range.contains($0) ? $0 : nil }
    }

    /// The days from the start of 1970 to a date of the Gregorian calendar, whose leap day ends the year that begins in
    /// March.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month > 2 ? year : year - 1
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return 365 * year + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }
}
