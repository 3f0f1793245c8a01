import ArgumentParser

/// A length of time on the command line: `250ms`, `1.5s`, `10m`, `2h`; a bare number is of the unit that the option names.
struct TimeArgument<Unit: TimeUnit>: ExpressibleByArgument, Sendable {
    var duration: Duration

    init(_ duration: Duration) { self.duration = duration }

    /// About thirty years, which any clock can add to its time.
    private static var longest: Duration { .seconds(1_000_000_000) }

    init?(argument: String) {
        let bytes = Array(argument.utf8)
        let digits = bytes.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".") }
        let unit: Duration? =
            switch String(decoding: bytes[digits.endIndex...], as: UTF8.self) {
            case "": Unit.bare
            case "ms": .milliseconds(1)
            case "s": .seconds(1)
            case "m": .seconds(60)
            case "h": .seconds(3600)
            default: nil
            }
        guard let unit, let number = Double(String(decoding: digits, as: UTF8.self)), number <= 1e12 else { return nil }
        duration = unit * number
        guard duration <= Self.longest else { return nil }
    }

    var defaultValueDescription: String {
        let milliseconds = Int(duration / .milliseconds(1))
        return switch milliseconds {
        case 0: "0"
        case _ where milliseconds % 1000 != 0: "\(milliseconds)ms"
        case _ where milliseconds % 3_600_000 == 0: "\(milliseconds / 3_600_000)h"
        case _ where milliseconds % 60_000 == 0: "\(milliseconds / 60_000)m"
        default: "\(milliseconds / 1000)s"
        }
    }
}

/// The unit of a bare number.
protocol TimeUnit: Sendable {
    static var bare: Duration { get }
}

/// A bare number is milliseconds.
enum Milliseconds: TimeUnit {
    static var bare: Duration { .milliseconds(1) }
}

/// A bare number is seconds.
enum Seconds: TimeUnit {
    static var bare: Duration { .seconds(1) }
}
