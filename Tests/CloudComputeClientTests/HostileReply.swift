import CloudComputeClient
import LoopbackServer

/// What servers send that does not do what the API promises, and what comes of it over real sockets.
enum HostileReply {
    static let key = "cc-live-0123456789abcdef"
    static let request = ChatRequest(model: "m", messages: [ChatMessage(role: .user, text: "?")])
    static let delta = #"data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"Hello"}}]}"# + "\n\n"
    static let finish = #"data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"# + "\n\n"
    static let done = "data: [DONE]\n\n"
    static let reply =
        #"{"id":"c","model":"m","choices":[{"index":0,"message":{"content":"Hello"},"finish_reason":"stop"}]}"#

    /// Runs a body with a client of a server that gives one answer to every request.
    static func ask<Result: Sendable>(
        _ answer: LoopbackServer.Answer,
        _ change: @Sendable (inout CloudComputeClient.Configuration) -> Void = { _ in },
        _ body: @Sendable @escaping (CloudComputeClient) async throws -> Result
    ) async throws -> Result {
        try await LoopbackServer.serve { _ in
            answer
        } while: { [configuration = try configuration(change)] server in
            var configuration = configuration
            configuration.baseURL = try BaseURL(server.baseURL)
            return try await CloudComputeClient.use(configuration, body)
        }
    }

    static func configuration(
        _ change: (inout CloudComputeClient.Configuration) -> Void
    ) throws -> CloudComputeClient.Configuration {
        var configuration = CloudComputeClient.Configuration(baseURL: try BaseURL("http://127.0.0.1"), apiKey: key)
        change(&configuration)
        return configuration
    }

    static func json(_ body: [UInt8], _ headers: String = "") -> LoopbackServer.Answer {
        let head =
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: \(body.count)\r\nconnection: close\r\n\(headers)\r\n"
        return .script([.text(head), .send(body)])
    }

    static func text(_ client: CloudComputeClient) async throws -> String {
        var accumulator = ChatAccumulator()
        for try await event in try await client.stream(request) { accumulator.add(event) }
        return accumulator.reply.first.text
    }

    /// The error of a plain and of a streamed request.
    static func errors(
        _ answer: LoopbackServer.Answer, _ change: @Sendable (inout CloudComputeClient.Configuration) -> Void = { _ in }
    ) async throws -> [CloudComputeError] {
        try await ask(answer, change) { client in
            var errors: [CloudComputeError] = []
            do { _ = try await client.complete(request) } catch let error as CloudComputeError { errors.append(error) }
            do { _ = try await text(client) } catch let error as CloudComputeError { errors.append(error) }
            do { _ = try await client.send(chatBody: Array("{}".utf8)).outcome.get() } catch let error
                as CloudComputeError
            { errors.append(error) }
            return errors
        }
    }
}
