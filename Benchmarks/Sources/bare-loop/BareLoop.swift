import AsyncHTTPClient
import Foundation
import NIOCore

/// The yardstick: posts the same bodies with the same concurrency through async-http-client and does nothing else.
///
/// Usage: bare-loop URL COUNT CONCURRENCY MODEL; prints the seconds it took.
@main
enum BareLoop {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let count = Int(arguments[2]), let concurrency = Int(arguments[3]) else {
            print("usage: bare-loop URL COUNT CONCURRENCY MODEL")
            exit(64)
        }
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = concurrency
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let url = arguments[1]
        let model = arguments[4]
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<count {
                if number >= concurrency { _ = try await group.next() }
                group.addTask { try await post(number, model, url, client) }
            }
            while try await group.next() != nil {}
        }
        print((ContinuousClock.now - start) / .seconds(1))
        try await client.shutdown()
    }

    private static func post(_ number: Int, _ model: String, _ url: String, _ client: HTTPClient) async throws -> Int {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "authorization", value: "Bearer cc-sandbox")
        request.body = .bytes(
            ByteBuffer(string: #"{"model":"\#(model)","messages":[{"role":"user","content":"question \#(number)"}]}"#))
        let response = try await client.execute(request, timeout: .seconds(60))
        return try await response.body.collect(upTo: 1 << 20).readableBytes
    }
}
