import ArgumentParser
import Sandbox

/// A host and a port on the command line: `127.0.0.1:2222`, `localhost:2222`, `[::1]:2222`.
struct EndpointArgument: ExpressibleByArgument, Sendable {
    var endpoint: ComputeOptions.Endpoint

    init(_ endpoint: ComputeOptions.Endpoint) { self.endpoint = endpoint }

    init?(argument: String) {
        guard let colon = argument.lastIndex(of: ":"), let port = Int(argument[argument.index(after: colon)...]),
            (1...65_535).contains(port)
        else { return nil }
        var host = argument[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty else { return nil }
        endpoint = .init(host: String(host), port: port)
    }

    var defaultValueDescription: String { "\(endpoint.host):\(endpoint.port)" }
}
