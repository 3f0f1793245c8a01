import JSON

/// Reads numbers that servers send, in headers and in JSON: the one place that decides which are taken.
///
/// What it returns is small enough that sums, differences and products of it neither overflow nor become infinite,
/// whatever a server sends.
enum ServerNumber {
    /// The longest wait that a server can ask for.
    static let longestWait = Duration.seconds(86_400)
    /// The largest count of requests or tokens, and the largest amount of money.
    static let largest = 1_000_000_000_000

    /// A wait of so many seconds: from none to a day.
    static func wait(seconds: Double) -> Duration? {
        if seconds.isNaN { return nil }
        return .seconds(min(max(0, seconds), longestWait / .seconds(1)))
    }

    /// A count that must not be misread, such as the tokens of a reply: one that is too large or below zero is dropped.
    static func count(_ json: JSONValue?) -> Int? {
        json?.int.flatMap { (0...largest).contains($0) ? $0 : nil }
    }

    /// A limit from a header, clamped from above; `nil` where it is none above zero.
    static func limit(_ text: String) -> Int? {
        guard let number = JSONNumber.decimal(text), number >= 1 else { return nil }
        return Int(min(number, Double(largest)))
    }

    /// An amount of money, memory or the like: finite, not below zero and not absurd.
    static func amount(_ number: Double?) -> Double? {
        number.flatMap { (0...Double(largest)).contains($0) ? $0 : nil }
    }

    /// A price as the server wrote it; `nil` where it is a number that nothing can be reckoned with.
    static func price(_ json: JSONValue?) -> String? {
        guard let text = json?.text else { return nil }
        if let number = Double(text), JSONNumber.decimal(text) == nil || abs(number) > Double(largest) { return nil }
        return text
    }
}
