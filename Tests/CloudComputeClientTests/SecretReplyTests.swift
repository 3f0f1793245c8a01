import CloudComputeClient
import LoopbackServer
import Testing

/// Replies that hold the API key.
@Suite(.timeLimit(.minutes(2))) struct SecretReplyTests {
    @Test(arguments: ["400 Bad Request", "429 Too Many Requests", "500 Oops", "302 Found", "200 OK"])
    func theKeyIsInNothingThatAnErrorHolds(status: String) async throws {
        let body =
            #"{"error":{"message":"Bad key: Bearer \#(HostileReply.key)\u0301","code":"\u0063\#(HostileReply.key.dropFirst())"}}"#
        let answer = LoopbackServer.http(
            status, type: "application/json", body,
            headers: "x-request-id: \(HostileReply.key)\r\nlocation: /?k=\(HostileReply.key)\r\n")
        let errors = try await HostileReply.errors(.close([answer]))
        #expect(errors.count == 3)
        for error in errors {
            var dumped = ""
            dump(error, to: &dumped)
            #expect(!(dumped + "\(error)").contains(HostileReply.key.dropFirst(8)))
            #expect(error.requestID == "[the key]")
        }
        let raw = try await HostileReply.ask(.close([answer])) { try await $0.send(chatBody: Array("{}".utf8)) }
        #expect(!String(decoding: raw.body, as: UTF8.self).contains(HostileReply.key.dropFirst(8)))
    }

    @Test func theKeyIsInNoReply() async throws {
        let pieces = HostileReply.key.map { #"data: {"choices":[{"index":0,"delta":{"content":"\#($0)"}}]}"# + "\n\n" }
        let bytes = Array(
            (LoopbackServer.eventStreamHead + pieces.joined() + HostileReply.finish + HostileReply.done).utf8)
        let steps = stride(from: 0, to: bytes.count, by: 7).map {
            LoopbackServer.Step.send(Array(bytes[$0..<min($0 + 7, bytes.count)]))
        }
        let (text, body) = try await HostileReply.ask(.script(steps)) { client in
            let streamed = try await client.sendStreaming(chatBody: Array("{}".utf8)).answer.body
            return (try await HostileReply.text(client), String(decoding: streamed, as: UTF8.self))
        }
        #expect(text == "[the key]")
        #expect(body.contains(#""content":"[the key]""#))
    }
}
