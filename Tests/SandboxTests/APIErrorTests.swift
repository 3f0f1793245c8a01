import HTTPTypes
import JSON
import Testing

@testable import Sandbox

/// The forms of errors that only hostile requests reach; the others are checked where they come from.
@Suite(.timeLimit(.minutes(1))) struct APIErrorTests {
    @Test func unknownPathsAre404() async throws {
        try await Sandbox().test { sandbox in
            for (method, path) in [
                (HTTPRequest.Method.get, "/nothing"), (.get, "/chat/completions"), (.put, "/models"),
            ] {
                let answer = try await sandbox.send(method, path)
                #expect(answer.status == 404)
                #expect(answer.text == #"{"message":"The route /api/v1\#(path) could not be found."}"#)
            }
        }
    }

    @Test func aBodyThatIsTooLargeIsSaidInTheFormOfEachAPI() async throws {
        for (format, text) in [
            (
                ErrorFormat.inference,
                #"{"error":{"message":"The request is too large.","type":"invalid_request_error","code":413}}"#
            ), (.compute, #"{"message":"The POST data is too large."}"#),
        ] {
            try await MiddlewareScene.run(handler: { _ in throw APIError.bodyTooLarge(format) }) { scene in
                let answer = try await scene.get(MiddlewareScene.offers)
                #expect(answer.status == 413)
                #expect(answer.text == text)
            }
        }
    }

    @Test func severalViolationsAreCountedAndListedByField() async throws {
        let error = APIError.invalid([.init("a", "One."), .init("b", "Two."), .init("a", "Three.")])
        try await MiddlewareScene.run(handler: { _ in throw error }) { scene in
            let answer = try await scene.get(MiddlewareScene.offers)
            #expect(answer.status == 422)
            #expect(
                answer.text
                    == #"{"message":"One. (and 2 more errors)","errors":{"a":["One.","Three."],"b":["Two."]}}"#)
        }
    }

    @Test func theFormFollowsThePath() async throws {
        try await Sandbox().test { sandbox throws in
            for path in ["/models", "/models/x", "/chat", "/chat/completions"] {
                #expect(try await sandbox.send(.get, path, key: nil).json?["error"]?["code"] == 401)
            }
            for path in ["/offers", "/x/models", ""] {
                #expect(try await sandbox.send(.get, path, key: nil).json?["error"]?["code"] == "invalid_api_key")
            }
        }
    }
}
