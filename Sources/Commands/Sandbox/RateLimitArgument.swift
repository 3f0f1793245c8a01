import ArgumentParser
import Sandbox

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
