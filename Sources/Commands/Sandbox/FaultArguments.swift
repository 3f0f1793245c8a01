import ArgumentParser
import Sandbox

/// A share on the command line: `0.2` or `20%`.
struct ShareArgument: ExpressibleByArgument, Sendable, CustomStringConvertible {
    var share: Double

    init(_ share: Double) { self.share = share }

    init?(argument: String) {
        let isPercentage = argument.hasSuffix("%")
        guard let number = Double(isPercentage ? argument.dropLast() : argument[...]) else { return nil }
        share = isPercentage ? number / 100 : number
        guard (0...1).contains(share) else { return nil }
    }

    /// The share as the command line takes it; the help shows it too.
    var description: String { share == 0 ? "0" : share == 1 ? "1" : "\(share)" }
    var defaultValueDescription: String { description }
}

/// A limit on the command line: `100` and `100/s` are a second's, `100/m` a minute's.
struct RateLimitArgument: ExpressibleByArgument, Sendable {
    var limit: SandboxFaults.RateLimit

    init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first, let requests = Int(first), requests > 0 else { return nil }
        switch parts.count == 2 ? parts[1] : "s" {
        case "s": limit = .init(requests: requests, period: .seconds(1))
        case "m", "min": limit = .init(requests: requests, period: .seconds(60))
        default: return nil
        }
    }
}
