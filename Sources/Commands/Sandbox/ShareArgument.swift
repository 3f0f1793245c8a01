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
    var description: String { share == 0 ? "0" : share == 1 ? "100%" : "\(share)" }
    var defaultValueDescription: String { description }
}
