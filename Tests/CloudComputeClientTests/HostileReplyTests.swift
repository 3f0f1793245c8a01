import CloudComputeClient
import JSON
import LoopbackServer
import Testing

/// Replies of other forms than the API promises, and those without end.
@Suite(.timeLimit(.minutes(2))) struct HostileReplyTests {
    @Test func aStreamThatNobodyAskedForBecomesOneObject() async throws {
        let stream = LoopbackServer.http(
            "200 OK", type: "text/event-stream", HostileReply.delta + HostileReply.finish + HostileReply.done)
        let answer = try await HostileReply.ask(.close([stream])) { try await $0.send(chatBody: Array("{}".utf8)) }
        let json = try JSONValue(parsing: answer.body)
        #expect(json["object"]?.string == "chat.completion")
        #expect(try answer.outcome.get().first.text == "Hello")
        #expect(json["choices"]?.array?.first?["finish_reason"]?.string == "stop")
    }

    @Test(arguments: ["text/plain", "application/json", "text/event-stream", ""])
    func plainTextIsNoReplyAndIsNotAskedForAgain(type: String) async throws {
        let answer = LoopbackServer.http("200 OK", type: type, "Hello there.\nHow are you?\n")
        let errors = try await HostileReply.errors(.close([answer]))
        #expect(errors.count == 3)
        for error in errors {
            #expect(error.code == .badReply)
            #expect(error.message.contains("\"Hello there.\""))
        }
    }

    @Test func bytesThatAreNotUTF8AreReplaced() async throws {
        let bytes = Array(HostileReply.reply.replacing("Hello", with: "A").utf8)
        let broken = bytes.flatMap { $0 == UInt8(ascii: "A") ? [0xC3, 0x28, 0xFF] : [$0] }
        let answer = try await HostileReply.ask(HostileReply.json(broken)) {
            try await $0.send(chatBody: Array("{}".utf8))
        }
        #expect(String(validating: answer.body, as: UTF8.self)?.contains("\u{FFFD}(\u{FFFD}") == true)
        #expect(try answer.outcome.get().first.text == "\u{FFFD}(\u{FFFD}")
    }

    @Test func anErrorWithStatus200CarriesWhatTheHeadersSay() async throws {
        let answer = HostileReply.json(
            Array(#"{"error":{"message":"busy","code":429}}"#.utf8), "retry-after: 7\r\nx-request-id: r-1\r\n")
        let errors = try await HostileReply.errors(answer)
        #expect(errors.count == 3)
        for error in errors {
            #expect(error.code == .rateLimited)
            #expect(error.retryAfter == .seconds(7))
            #expect(error.requestID == "r-1")
        }
    }

    @Test func interimAnswersWithoutEndAreRefused() async throws {
        let errors = try await HostileReply.errors(
            .script([.endlessText("HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n")]))
        #expect(errors.count == 3)
        #expect(errors.allSatisfy { $0.code == .badReply })
    }

    @Test func commentsWithoutEndAreRefused() async throws {
        let comments = String(repeating: ": keep waiting\n", count: 1000)
        let errors = try await HostileReply.errors(
            .script([.text(LoopbackServer.eventStreamHead), .endlessText(comments)]))
        #expect(errors.count == 3)
        #expect(errors.allSatisfy { $0.code == .badReply })
    }

    @Test func oneCommentNowAndThenIsNoReplyEither() async throws {
        let steps: [LoopbackServer.Step] = [
            .text(LoopbackServer.eventStreamHead), .endlessText(": wait\n\n", every: .milliseconds(5)),
        ]
        let error = try await HostileReply.ask(.script(steps), { $0.requestTimeout = .milliseconds(200) }) { client in
            await #expect(throws: CloudComputeError.self) { try await HostileReply.text(client) }
        }
        #expect(error?.code == .timedOut)
    }

    @Test func aReplyWithoutEndIsRefused() async throws {
        let delta = #"data: {"choices":[{"delta":{"reasoning_content":"\#(String(repeating: "x", count: 1 << 20))"}}]}"#
        let answer = LoopbackServer.Answer.script([
            .text(LoopbackServer.eventStreamHead), .endlessText(delta + "\n\n"),
        ])
        let error = try await HostileReply.ask(answer) { client in
            await #expect(throws: CloudComputeError.self) {
                for try await _ in try await client.stream(HostileReply.request) {}
            }
        }
        #expect(error?.message == "The server's reply is larger than 64 MiB.")
    }
}
