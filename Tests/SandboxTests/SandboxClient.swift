import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JSON
import NIOCore

@testable import Sandbox

/// Sends requests to a sandbox's router, without a socket.
struct SandboxClient: Sendable {
    struct Answer: Sendable {
        var status: Int
        var headers: HTTPFields
        var text: String

        var json: JSONValue? { try? JSONValue(parsing: text) }

        init(_ response: TestResponse) {
            status = response.status.code
            headers = response.headers
            text = String(buffer: response.body)
        }
    }

    let router: any TestClientProtocol

    /// - Parameter path: Below the base path.
    func send(
        _ method: HTTPRequest.Method, _ path: String, key: String? = Sandbox.apiKey, raw: String? = nil
    ) async throws -> Answer {
        var headers = HTTPFields()
        if let key { headers[.authorization] = "Bearer \(key)" }
        return Answer(
            try await router.executeRequest(
                uri: Sandbox.basePath + path, method: method, headers: headers, body: raw.map(ByteBuffer.init(string:)))
        )
    }

    func get(_ path: String) async throws -> Answer { try await send(.get, path) }

    func post(_ path: String, _ body: JSONValue) async throws -> Answer {
        try await send(.post, path, raw: body.jsonText)
    }

    func patch(_ path: String, _ body: JSONValue) async throws -> Answer {
        try await send(.patch, path, raw: body.jsonText)
    }

    func delete(_ path: String) async throws -> Answer { try await send(.delete, path) }

    func chat(_ text: String, _ more: JSONObject = [:]) async throws -> Answer {
        try await post("/chat/completions", Self.chatBody(text, more))
    }

    static func chatBody(_ text: String, _ more: JSONObject = [:]) -> JSONValue {
        var body: JSONObject = [
            "model": "sandbox/small", "messages": [["role": "user", "content": .string(text)]],
        ]
        for member in more.members { body[member.name] = member.value }
        return .object(body)
    }
}

extension SandboxClient.Answer {
    /// The text of the first choice of a whole reply.
    var content: String? { json?["choices"]?.array?.first?["message"]?["content"]?.string }

    /// What the events of a stream carry.
    var events: [JSONValue] {
        text.split(separator: "\n").compactMap { line in
            line.hasPrefix("data: {") ? try? JSONValue(parsing: String(line.dropFirst(6))) : nil
        }
    }
}

extension Sandbox {
    /// Runs the body with a client of the router.
    func test<Result>(_ body: @Sendable (SandboxClient) async throws -> Result) async throws -> Result {
        try await application().test(.router) { try await body(SandboxClient(router: $0)) }
    }
}
