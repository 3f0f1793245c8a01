import Foundation
import JSON

/// A point in time in whole microseconds since 1970, so that what is stored equals what was said.
struct Timestamp: Sendable, Hashable, Comparable {
    var microseconds: Int64

    /// Up to the year 8307: later ones would have five digits soon, and overflow at last.
    private static let latest: Int64 = 200_000_000_000_000_000

    init(microseconds: Int64) { self.microseconds = min(max(microseconds, 0), Self.latest) }

    init(_ date: Date) {
        self.init(microseconds: Int64((min(max(date.timeIntervalSince1970, 0), 2e11) * 1e6).rounded()))
    }

    /// With a fraction of six digits, as Laravel writes it.
    var json: JSONValue {
        let date = Date(timeIntervalSince1970: Double(microseconds / 1_000_000))
        let fraction = String(1_000_000 + microseconds % 1_000_000).dropFirst()
        return .string("\(date.formatted(.iso8601).dropLast()).\(fraction)Z")
    }

    /// Seconds since 1970.
    var seconds: Double { Double(microseconds) / 1e6 }

    /// Seconds since another time; negative where the clock was set back.
    func seconds(since other: Timestamp) -> Double { Double(microseconds - other.microseconds) / 1e6 }

    func adding(seconds: Int64) -> Timestamp { Timestamp(microseconds: microseconds + seconds * 1_000_000) }

    static func < (one: Timestamp, other: Timestamp) -> Bool { one.microseconds < other.microseconds }
}
