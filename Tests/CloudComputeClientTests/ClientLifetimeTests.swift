import CloudComputeClient
import LoopbackServer
import Testing

/// Clients that nobody holds any more and that were not shut down.
@Suite(.timeLimit(.minutes(1))) struct ClientLifetimeTests {
    private static func client(of server: LoopbackServer) throws -> CloudComputeClient {
        try CloudComputeClient(.init(baseURL: BaseURL(server.baseURL), apiKey: "cc-test"))
    }

    @Test func connectionsAreClosedWithTheLastHolder() async throws {
        let list = #"{"data":[]}"#
        let answer =
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: \(list.utf8.count)\r\n\r\n\(list)"
        try await LoopbackServer.serve { _ in
            .hold([answer])
        } while: { server in
            let models = try await Self.client(of: server).models()
            #expect(models.models.isEmpty)
            var closed = server.closedByClient.makeAsyncIterator()
            #expect(await closed.next() != nil)
        }
    }

    @Test func aStreamHoldsTheConnectionsItComesBy() async throws {
        let (first, last) = (#"data: {"choices":[{"index":0,"delta":{"content":"a"}}]}"#, "data: [DONE]")
        try await LoopbackServer.serve { _ in
            .script([
                .text("\(LoopbackServer.eventStreamHead)\(first)\n\n"), .wait(.milliseconds(50)), .text("\(last)\n\n"),
            ])
        } while: { server in
            let request = ChatRequest(model: "m", messages: [])
            let stream = try await Self.client(of: server).stream(request)
            var text = ""
            for try await case .text(let piece, choice: 0) in stream { text += piece }
            #expect(text == "a")
        }
    }

    @Test func aClientThatWasShutDownMayGo() async throws {
        try await LoopbackServer.serve { _ in
            .close([])
        } while: { server in
            let client = try Self.client(of: server)
            await client.shutdown()
            await client.shutdown()
            let error = await #expect(throws: CloudComputeError.self) { try await client.models() }
            #expect(error != nil)
        }
    }
}
