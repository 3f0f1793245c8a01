import CloudComputeClient
import JSON
import LoopbackServer
import Synchronization

/// What the tests of offers, instances and keys share.
enum ComputeFixtures {
    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try CloudComputeErrorTests.fixture(name).utf8)
    }

    static func instance(_ name: String) throws -> Instance? {
        try InstanceList(body: bytes(name)).instances.first
    }

    static func json(_ text: String) throws -> JSONValue { try JSONValue(parsing: text) }

    /// A whole answer with JSON.
    static func ok(_ body: String, status: String = "200 OK") -> LoopbackServer.Answer {
        .close([LoopbackServer.http(status, type: "application/json", body)])
    }
}

/// Answers requests one after the other with what a test chose, and keeps them.
final class Script: Sendable {
    private struct State {
        var answers: [LoopbackServer.Answer]
        var requests: [LoopbackServer.Request] = []
    }

    private let state: Mutex<State>

    init(_ answers: [LoopbackServer.Answer]) {
        state = Mutex(State(answers: answers))
    }

    /// The requests so far.
    var requests: [LoopbackServer.Request] { state.withLock { $0.requests } }
    /// Their methods and paths.
    var routes: [String] { requests.map(\.route) }

    /// Runs a body with a client of a server that plays the script; one request too many gets a 418.
    func play<Result: Sendable>(
        requestTimeout: Duration = .seconds(30),
        _ body: @Sendable @escaping (CloudComputeClient) async throws -> Result
    ) async throws -> Result {
        try await LoopbackServer.serve { request in
            self.state.withLock { state in
                state.requests.append(request)
                return state.answers.isEmpty
                    ? ComputeFixtures.ok("{}", status: "418 I'm a teapot") : state.answers.removeFirst()
            }
        } while: { server in
            var configuration = CloudComputeClient.Configuration(
                baseURL: try BaseURL(server.baseURL), apiKey: "cc-test")
            configuration.requestTimeout = requestTimeout
            return try await CloudComputeClient.use(configuration, body)
        }
    }
}
