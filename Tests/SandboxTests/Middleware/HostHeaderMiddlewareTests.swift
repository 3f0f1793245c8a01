import Hummingbird
import Testing

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct HostHeaderMiddlewareTests {
    /// Gives the request another host, as a socket would.
    private struct Host: RouterMiddleware {
        let name: String?

        func handle(
            _ request: Request, context: SandboxRequestContext,
            next: @concurrent (Request, SandboxRequestContext) async throws -> Response
        ) async throws -> Response {
            var head = request.head
            head.authority = name
            return try await next(Request(head: head, body: request.body), context)
        }
    }

    private func answer(_ host: String?) async throws -> SandboxClient.Answer {
        let answers = AsyncStream.makeStream(of: SandboxClient.Answer.self)
        try await MiddlewareScene.run(Host(name: host), HostHeaderMiddleware()) { scene in
            answers.continuation.yield(try await scene.get(MiddlewareScene.offers))
        }
        return try #require(await answers.stream.first { _ in true })
    }

    @Test(arguments: [
        nil, "", "127.0.0.1", "127.0.0.1:8080", "localhost", "localhost:8080", "LOCALHOST", "[::1]", "[::1]:80",
    ])
    func thisMachineIsAnswered(host: String?) async throws {
        #expect(try await answer(host).text == "ok")
    }

    @Test(arguments: [
        "evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil:80", "127.0.0.1:80.evil",
        "127.0.0.2", "::1", "[::1", "[::1].evil", "localhost@evil.example", "localhost:80:80", "0.0.0.0",
    ])
    func otherHostsAreRefused(host: String) async throws {
        let answer = try await answer(host)
        #expect(answer.status == 421)
        #expect(
            answer.text
                == #"{"error":{"message":"The sandbox answers to 127.0.0.1, localhost and [::1] only.","#
                + #""type":"invalid_request_error","code":421}}"#)
    }
}
