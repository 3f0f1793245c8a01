import ArgumentParser

/// A length of time on the command line: `250ms`, `1.5s`, `10m`, `2h`; a bare number is of the unit that the option names.
struct TimeArgument<Unit: TimeUnit>: ExpressibleByArgument, Sendable {
    var duration: Duration

    init(_ duration: Duration) { self.duration = duration }

    init?(argument: String) {
        let digits = argument.prefix { $0.isNumber || $0 == "." }
        let unit: Duration? =
            switch argument.dropFirst(digits.count) {
            case "": Unit.bare
            case "ms": .milliseconds(1)
            case "s": .seconds(1)
            case "m": .seconds(60)
            case "h": .seconds(3600)
            default: nil
            }
        guard let unit, let number = Double(digits), number < 1e9 else { return nil }
        duration = unit * number
    }

    var defaultValueDescription: String {
        duration < .seconds(1) ? "\(Int(duration / .milliseconds(1)))ms" : "\(Int(duration / .seconds(1)))s"
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
