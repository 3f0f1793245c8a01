import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// The yardstick: posts the same bodies with the same concurrency through async-http-client and does nothing else.
///
/// Usage: bare-loop URL COUNT CONCURRENCY MODEL [async|delegate]; prints the seconds it took.
@main
enum BareLoop {
    /// Which of async-http-client's interfaces the requests go through.
    private enum Interface: String {
        case async, delegate
    }

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5 || arguments.count == 6, let count = Int(arguments[2]),
            let concurrency = Int(arguments[3]),
            let interface = Interface(rawValue: arguments.count == 6 ? arguments[5] : "async")
        else {
            print("usage: bare-loop URL COUNT CONCURRENCY MODEL [async|delegate]")
            exit(64)
        }
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = concurrency
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let url = arguments[1]
        let model = arguments[4]
        let template = try HTTPClient.Request(url: url, method: .POST, headers: headers)
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<count {
                if number >= concurrency { _ = try await group.next() }
                group.addTask {
                    let body = ByteBuffer(
                        string: #"{"model":"\#(model)","messages":[{"role":"user","content":"question \#(number)"}]}"#)
                    @Sendable func answer() async throws -> Int {
                        switch interface {
                        case .async: try await post(body, url, client)
                        case .delegate: try await post(body, template, client)
                        }
                    }
                    // The server may close a connection at the moment when a request goes out on it.
                    do { return try await answer() } catch { return try await answer() }
                }
            }
            while try await group.next() != nil {}
        }
        print((ContinuousClock.now - start) / .seconds(1))
        try await client.shutdown()
    }

    private static let headers: HTTPHeaders = [
        "content-type": "application/json", "authorization": "Bearer cc-sandbox",
    ]

    private static func post(_ body: ByteBuffer, _ url: String, _ client: HTTPClient) async throws -> Int {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers = headers
        request.body = .bytes(body)
        let response = try await client.execute(request, timeout: .seconds(60))
        return try await response.body.collect(upTo: 1 << 20).readableBytes
    }

    private static func post(
        _ body: ByteBuffer, _ template: HTTPClient.Request, _ client: HTTPClient
    ) async throws -> Int {
        var request = template
        request.body = .byteBuffer(body)
        let delegate = ResponseAccumulator(request: request, maxBodySize: 1 << 20)
        let response = try await client.execute(request: request, delegate: delegate, deadline: .now() + .seconds(60))
            .get()
        return response.body?.readableBytes ?? 0
    }
}
