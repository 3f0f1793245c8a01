import JSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads a time in either form that rows have.
///
/// Fact: Vast sends seconds since 1970 with a fraction, Laravel `2026-11-01T08:00:00.000000Z` (`docs/api-facts.md` sections 4, 5).
enum Timestamp {
    /// The seconds since the start of 1970 in UTC; `nil` for what is no time, or none after that.
    static func seconds(_ json: JSONValue?) -> Double? {
        guard let json else { return nil }
        let seconds = json.double ?? json.string.flatMap(parse)
        return ServerNumber.amount(seconds).flatMap { $0 > 0 ? $0 : nil }
    }

    private static func parse(_ text: String) -> Double? {
        var fraction = 0.0
        var whole = text.trimmed
        if let space = whole.firstIndex(of: " ") { whole.replaceSubrange(space...space, with: "T") }
        if let dot = whole.firstIndex(of: ".") {
            let digits = whole[whole.index(after: dot)...].prefix { $0.isASCII && $0.isNumber }
            guard let part = Double("0." + digits) else { return nil }
            fraction = part
            whole.removeSubrange(dot..<digits.endIndex)
        }
        if whole.count == 19 { whole += "Z" }
        guard let date = try? Date(whole, strategy: .iso8601) else { return nil }
        return date.timeIntervalSince1970 + fraction
    }
}
