import HTTPTypes
import Hummingbird
import Testing

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct ErrorMiddlewareTests {
    private struct DiskFull: Error {}

    private static let requestID = HTTPField.Name("x-request-id")

    @Test func everyResponseHasAnIDAndThoseOfErrorsToo() async throws {
        let id = try #require(Self.requestID)
        try await MiddlewareScene.run(RequestIDMiddleware()) { scene throws in
            #expect(try await scene.get(MiddlewareScene.chat).headers[id] == "sandbox-0")
            #expect(try await scene.get("/nothing").headers[id] == "sandbox-1")
        }
        try await MiddlewareScene.run(RequestIDMiddleware(), handler: { _ in throw APIError.offerGone }) { scene in
            let answer = try await scene.get(MiddlewareScene.offers)
            #expect(answer.status == 410)
            #expect(answer.headers[id] == "sandbox-0")
        }
    }

    @Test func routesThatDoNotExistGetTheBodyOfTheAPI() async throws {
        try await MiddlewareScene.run(NotFoundMiddleware()) { scene in
            let answer = try await scene.get("/api/v1/nothing?page=2")
            #expect(answer.status == 404)
            #expect(answer.text == #"{"message":"The route /api/v1/nothing could not be found."}"#)
            #expect(try await scene.get(MiddlewareScene.offers).text == "ok")
        }
    }

    @Test func otherErrorsPassTheNotFoundMiddleware() async throws {
        let errors: [(any Error, Int)] = [
            (HTTPError(.conflict), 409), (APIError.notFound(model: "Offer", id: "1"), 404), (DiskFull(), 500),
        ]
        for (error, status) in errors {
            try await MiddlewareScene.run(NotFoundMiddleware(), handler: { _ in throw error }) { scene in
                let answer = try await scene.get(MiddlewareScene.offers)
                #expect(answer.status == status)
                #expect(!answer.text.contains("The route"))
            }
        }
    }

    @Test func failuresOfTheSandboxItselfAreSaidAsTheAPIDoes() async throws {
        try await MiddlewareScene.run(ServerErrorMiddleware(), handler: { _ in throw DiskFull() }) { scene in
            let answer = try await scene.get(MiddlewareScene.offers)
            #expect(answer.status == 500)
            #expect(answer.text == #"{"message":"Server Error"}"#)
        }
        try await MiddlewareScene.run(
            ServerErrorMiddleware(), handler: { _ in throw APIError.insufficientBalance }
        ) { scene throws in
            #expect(try await scene.get(MiddlewareScene.offers).status == 402)
        }
    }
}
