import AsyncHTTPClient
import Foundation
import NIOCore

/// The yardstick for many streams at once: reads their bytes through async-http-client, notes when pieces come, and does
/// nothing else.
///
/// Usage: bare-streams URL COUNT MODEL RATE; prints JSON: the number of pieces, and how late the 99th of 100 is in milliseconds,
/// behind the piece of its stream that is the least late.
@main
enum BareStreams {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let count = Int(arguments[2]), let rate = Double(arguments[4]) else {
            print("usage: bare-streams URL COUNT MODEL RATE")
            exit(64)
        }
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = count
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let (url, model) = (arguments[1], arguments[3])
        var late: [Double] = []
        try await withThrowingTaskGroup(of: [Double].self) { group in
            for number in 0..<count { group.addTask { try await arrivals(number, model, url, client) } }
            for try await arrivals in group {
                let offsets = arrivals.enumerated().map { $1 - Double($0) * 1000 / rate }
                let least = offsets.min() ?? 0
                late += offsets.map { $0 - least }
            }
        }
        late.sort()
        guard !late.isEmpty else { exit(69) }
        let place = min(late.count - 1, Int(0.99 * Double(late.count)))
        print(#"{"pieces":\#(late.count),"late":\#(late[place])}"#)
        try await client.shutdown()
    }

    /// When each piece with text came, in milliseconds.
    private static func arrivals(
        _ number: Int, _ model: String, _ url: String, _ client: HTTPClient
    ) async throws -> [Double] {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "authorization", value: "Bearer cc-sandbox")
        let body = #"{"model":"\#(model)","messages":[{"role":"user","content":"question \#(number)"}],"stream":true}"#
        request.body = .bytes(ByteBuffer(string: body))
        let start = ContinuousClock.now
        let response = try await client.execute(request, timeout: .seconds(600))
        var arrivals: [Double] = []
        for try await piece in response.body {
            let text = Array(#""delta":{"content":"#.utf8)
            let now = (ContinuousClock.now - start) / .milliseconds(1)
            var rest = piece.readableBytesView[...]
            while let found = rest.firstRange(of: text) {
                arrivals.append(now)
                rest = rest[found.upperBound...]
            }
        }
        return arrivals
    }
}
