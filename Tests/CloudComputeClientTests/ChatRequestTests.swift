import CloudComputeClient
import JSON
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(2))) struct ChatRequestTests {
    @Test func theRequestHasItsMethodPathHeadersAndBody() async throws {
        let (requests, continuation) = AsyncStream.makeStream(of: LoopbackServer.Request.self)
        let reply = #"{"id":"c","model":"m","choices":[{"index":0,"message":{"content":"Да"},"finish_reason":"stop"}]}"#
        try await LoopbackServer.serve { request in
            continuation.yield(request)
            return .close([LoopbackServer.http("200 OK", type: "application/json", reply)])
        } while: { server in
            let client = try CloudComputeClient(.init(baseURL: BaseURL(server.baseURL + "/"), apiKey: "cc-test"))
            let request = ChatRequest(
                model: "qwen/qwen3.8-flash",
                messages: [
                    ChatMessage(role: .system, text: "Кратко."),
                    ChatMessage(role: .user, parts: [.text("?"), .imageURL("data:image/png;base64,AA==")]),
                ],
                parameters: ["temperature": .number("0.20")])
            let answer = try await client.complete(request)
            #expect(answer.first.text == "Да")
            var events = 0
            for try await _ in try await client.stream(request) { events += 1 }
            #expect(events == 3)
            await client.shutdown()
        }
        var iterator = requests.makeAsyncIterator()
        let whole = try #require(await iterator.next())
        #expect(whole.route == "POST /api/v1/chat/completions")
        #expect(whole.header("authorization") == "Bearer cc-test")
        #expect(whole.header("accept") == "application/json")
        #expect(whole.header("content-type") == "application/json")
        let image = #"{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}"#
        let messages =
            #"[{"role":"system","content":"Кратко."},{"role":"user","content":[{"type":"text","text":"?"},\#(image)]}]"#
        let body = #"{"model":"qwen/qwen3.8-flash","messages":\#(messages),"temperature":0.20,"stream":"#
        #expect(String(decoding: whole.body, as: UTF8.self) == body + "false}")
        let streamed = try #require(await iterator.next())
        #expect(streamed.header("accept") == "text/event-stream")
        #expect(
            String(decoding: streamed.body, as: UTF8.self) == body + #"true,"stream_options":{"include_usage":true}}"#)
    }

    @Test func cancellingTheReaderClosesTheConnection() async throws {
        let chunk = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n"
        try await LoopbackServer.serve { _ in
            .hold([LoopbackServer.eventStreamHead, chunk])
        } while: { server in
            let client = try CloudComputeClient(.init(baseURL: BaseURL(server.baseURL), apiKey: nil))
            let (started, continuation) = AsyncStream.makeStream(of: Void.self)
            let reader = Task {
                for try await _ in try await client.stream(ChatRequest(model: "m", messages: [])) {
                    continuation.yield()
                }
            }
            var starts = started.makeAsyncIterator()
            await starts.next()
            reader.cancel()
            var closings = server.closedByClient.makeAsyncIterator()
            await closings.next()
            let error = await #expect(throws: CloudComputeError.self) { try await reader.value }
            #expect(error?.code == .cancelled)
            await client.shutdown()
        }
    }

    @Test func leavingTheLoopClosesTheConnection() async throws {
        let chunk = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n"
        try await LoopbackServer.serve { _ in
            .hold([LoopbackServer.eventStreamHead, chunk])
        } while: { server in
            let client = try CloudComputeClient(.init(baseURL: BaseURL(server.baseURL), apiKey: nil))
            for try await _ in try await client.stream(ChatRequest(model: "m", messages: [])) { break }
            var closings = server.closedByClient.makeAsyncIterator()
            await closings.next()
            await client.shutdown()
        }
    }

    @Test func aCutStreamKeepsWhatCame() async throws {
        let chunk = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"half\"}}]}\n\n"
        try await LoopbackServer.serve { _ in
            .close([LoopbackServer.eventStreamHead, chunk, "data: {\"cho"])
        } while: { server in
            let client = try CloudComputeClient(.init(baseURL: BaseURL(server.baseURL), apiKey: nil))
            var accumulator = ChatAccumulator()
            let stream = try await client.stream(ChatRequest(model: "m", messages: []))
            await #expect(throws: CloudComputeError.self) {
                for try await event in stream { accumulator.add(event) }
            }
            #expect(accumulator.reply.first.text == "half")
            await client.shutdown()
        }
    }
}
