import HTTPTypes
import JSON
import Testing

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct BearerAuthMiddlewareTests {
    @Test(arguments: [nil, "", "Bearer", "Bearer ", "Bearer cc-wrong", "cc-key", "bearer cc-key", "Bearer cc-key2"])
    func otherKeysAreRefusedInTheFormOfEachAPI(authorization: String?) async throws {
        try await MiddlewareScene.run(BearerAuthMiddleware(key: "cc-key")) { scene in
            var headers = HTTPFields()
            headers[.authorization] = authorization
            let chat = try await scene.get(MiddlewareScene.chat, headers)
            let offers = try await scene.get(MiddlewareScene.offers, headers)
            #expect(chat.text == #"{"error":{"message":"Invalid API key.","type":"invalid_request_error","code":401}}"#)
            #expect(offers.text == #"{"error":{"message":"Invalid API key.","code":"invalid_api_key"}}"#)
            for answer in [chat, offers] {
                #expect(answer.status == 401)
                #expect(answer.headers[.cacheControl] == "no-cache, private")
                #expect(answer.headers[.contentType] == "application/json")
                #expect(answer.headers[.accessControlAllowOrigin] == "*")
            }
        }
    }

    @Test func theKeyOpensBoth() async throws {
        try await MiddlewareScene.run(BearerAuthMiddleware(key: "cc-key")) { scene throws in
            for path in [MiddlewareScene.chat, MiddlewareScene.offers] {
                #expect(try await scene.get(path, [.authorization: "Bearer cc-key"]).text == "ok")
            }
        }
    }

    @Test func everyPathOfTheSandboxWantsTheKey() async throws {
        try await Sandbox().test { sandbox in
            for key in [nil, "cc-wrong"] {
                for (method, path) in [(HTTPRequest.Method.get, "/models"), (.post, "/chat/completions")] {
                    let answer = try await sandbox.send(method, path, key: key)
                    #expect(answer.status == 401)
                    #expect(answer.json?["error"]?["code"] == 401)
                }
                for path in ["/offers", "/instances", "/ssh-keys", "/instances/564", "/nothing"] {
                    let answer = try await sandbox.send(.get, path, key: key)
                    #expect(answer.status == 401)
                    #expect(answer.json?["error"]?["code"] == "invalid_api_key")
                }
                let order = #"{"ask_id":\#(ComputeScene.offer)}"#
                #expect(try await sandbox.send(.post, "/instances", key: key, raw: order).status == 401)
            }
            #expect(try await sandbox.get("/instances").text == #"{"data":[]}"#)
        }
    }
}
