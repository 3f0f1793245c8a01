import CloudComputeClient
import Foundation
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(2))) struct CloudComputeErrorTests {
    struct Expected: Sendable {
        var status: String
        var body: String
        var type = "application/json"
        var code: CloudComputeError.Code
        var message: String
        var serverCode: String?
    }

    static func fixture(_ name: String) throws -> String {
        String(decoding: try ChatStreamDecoderTests.fixture("api/\(name).json"), as: UTF8.self)
    }

    @Test func errorBodiesOfEveryKindAreRead() async throws {
        let cases = [
            Expected(
                status: "401 Unauthorized", body: try Self.fixture("error_401_inference"), code: .unauthorized,
                message: "Invalid API key.", serverCode: "401"),
            Expected(
                status: "401 Unauthorized", body: try Self.fixture("error_401_rest"), code: .unauthorized,
                message: "Invalid API key.", serverCode: "invalid_api_key"),
            Expected(
                status: "401 Unauthorized", body: try Self.fixture("error_401_laravel"), code: .unauthorized,
                message: "Unauthenticated."),
            Expected(
                status: "402 Payment Required", body: try Self.fixture("error_402_inference"), code: .paymentRequired,
                message: "Insufficient balance.", serverCode: "402"),
            Expected(
                status: "403 Forbidden", body: try Self.fixture("error_403_rest"), code: .forbidden,
                message: "This action is unauthorized.", serverCode: "forbidden"),
            Expected(
                status: "422 Unprocessable Content", body: try Self.fixture("error_422_laravel"), code: .rejected,
                message:
                    "The ask id field is required. (and 1 more error) The disk gb field must be at least 10."),
            Expected(
                status: "429 Too Many Requests", body: try Self.fixture("error_429_laravel"), code: .rateLimited,
                message: "Too Many Attempts."),
            Expected(
                status: "502 Bad Gateway", body: "<html><head><title>502 Bad Gateway</title></head></html>",
                type: "text/html", code: .serverFailure,
                message: "The server answered with an HTML page titled \"502 Bad Gateway\"."),
            Expected(
                status: "503 Service Unavailable", body: "", code: .serverFailure,
                message: "The service is unavailable."),
            Expected(
                status: "422 Unprocessable Content", body: #"{"detail":[{"loc":["body"],"msg":"field required"}]}"#,
                code: .rejected, message: "field required"),
            Expected(
                status: "404 Not Found",
                body: #"{"object":"error","message":"The model `x` does not exist.","code":404}"#,
                code: .unknownModel, message: "The model `x` does not exist.", serverCode: "404"),
            Expected(
                status: "400 Bad Request", body: #"{"error":"max_tokens must be positive"}"#, code: .rejected,
                message: "max_tokens must be positive"),
            Expected(
                status: "429 Too Many Requests", body: "API requests too frequent", type: "text/plain",
                code: .rateLimited, message: "API requests too frequent"),
        ]
        for expected in cases {
            let answer = LoopbackServer.http(
                expected.status, type: expected.type, expected.body,
                headers: "x-request-id: req-7\r\nretry-after: 3\r\n")
            try await LoopbackServer.serve { _ in
                .close([answer])
            } while: { server in
                let client = try CloudComputeClient(.init(baseURL: BaseURL(server.baseURL), apiKey: "cc-test"))
                let error = await #expect(throws: CloudComputeError.self) {
                    _ = try await client.complete(ChatRequest(model: "m", messages: []))
                }
                #expect(error?.code == expected.code, "\(expected.body)")
                #expect(error?.message == expected.message)
                #expect(error?.serverCode == expected.serverCode)
                #expect(error?.requestID == "req-7")
                #expect(error?.retryAfter == .seconds(3))
                await client.shutdown()
            }
        }
    }

    @Test func aRedirectIsNotFollowed() async throws {
        try await LoopbackServer.serve { _ in
            .close([
                LoopbackServer.http(
                    "302 Found", type: "text/html", "", headers: "location: https://example.com/login\r\n")
            ])
        } while: { server in
            let client = try CloudComputeClient(.init(baseURL: BaseURL(server.baseURL), apiKey: "cc-test"))
            let error = await #expect(throws: CloudComputeError.self) { _ = try await client.models() }
            #expect(error?.code == .badReply)
            #expect(error?.message.contains("https://example.com/login") == true)
            await client.shutdown()
        }
    }

    @Test func aMissingAPINamesTheOtherBaseURL() async throws {
        try await LoopbackServer.serve { _ in
            .close([LoopbackServer.http("404 Not Found", type: "application/json", "{}")])
        } while: { server in
            let client = try CloudComputeClient(.init(baseURL: BaseURL(server.baseURL), apiKey: "cc-test"))
            let error = await #expect(throws: CloudComputeError.self) { _ = try await client.models() }
            #expect(error?.code == .notFound)
            #expect(error?.message.contains("\(server.baseURL)/api/v1") == true)
            await client.shutdown()
        }
    }

    @Test(arguments: [
        ("", "There is nothing at this address."), ("<html><title>404</title>", "There is nothing at this address."),
        (#"{"detail":"Not Found"}"#, "Not Found."),
    ])
    func aChatThatIsNotFoundNamesTheAddressAndTheModel(body: String, said: String) async throws {
        try await LoopbackServer.serve { _ in
            .close([LoopbackServer.http("404 Not Found", type: "application/json", body)])
        } while: { server in
            let key = "cc-test-0123456789"
            let client = try CloudComputeClient(.init(baseURL: BaseURL("\(server.baseURL)/v1"), apiKey: key))
            let slip = await #expect(throws: CloudComputeError.self) {
                _ = try await client.complete(ChatRequest(model: key, messages: []))
            }
            #expect(slip?.message.contains(key) == false)
            let error = await #expect(throws: CloudComputeError.self) {
                _ = try await client.complete(ChatRequest(model: "m", messages: []))
            }
            #expect(error?.code == .notFound)
            let address = "\(server.baseURL)/v1/chat/completions"
            #expect(error?.message.hasPrefix("\(address) answered 404 for the model \"m\": \(said) ") == true)
            #expect(error?.message.contains("Check the base URL and the name of the model.") == true)
            await client.shutdown()
        }
    }

    @Test func aRefusedConnectionIsUnreachable() async throws {
        // Nothing listens on the port 1, which is reserved and needs privileges to be taken.
        let client = try CloudComputeClient(.init(baseURL: BaseURL("http://127.0.0.1:1/v1"), apiKey: "cc-test"))
        let error = await #expect(throws: CloudComputeError.self) { _ = try await client.models() }
        #expect(error?.code == .unreachable)
        await client.shutdown()
    }

    @Test(arguments: [
        "", "app.cloudcompute.ru", "ftp://host/x", "http://", "https://user:secret@host/v1", "https://host/v1?key=1",
        "http://host:99999/v1", "https://ho st/",
    ])
    func aBadBaseURLIsRefusedInWords(text: String) {
        let error = #expect(throws: CloudComputeError.self) { try BaseURL(text) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("secret") == false)
    }

    @Test(arguments: ["", "cc-a b", "cc-a\nx", "ключ"])
    func aKeyThatCannotStandInAHeaderIsRefused(key: String) {
        #expect(throws: CloudComputeError.self) {
            try CloudComputeClient(.init(baseURL: BaseURL("http://127.0.0.1"), apiKey: key))
        }
    }
}
