import LoopbackServer
import Synchronization
import Testing

/// Servers that do what no server should, run against the built program.
@Suite(.timeLimit(.minutes(10))) struct HostileServerTests {
    @Test func hostileHeaders() async throws { try await HostileRunner.check(HostileCase.headers) }
    @Test func hostileStatuses() async throws { try await HostileRunner.check(HostileCase.statuses) }
    @Test func hostileFraming() async throws { try await HostileRunner.check(HostileCase.framing) }
    @Test func hostileEncodings() async throws { try await HostileRunner.check(HostileCase.encodings) }
    @Test func hostileBodies() async throws { try await HostileRunner.check(HostileCase.bodies) }
    @Test func hostileNumbers() async throws { try await HostileRunner.check(HostileCase.numbers) }
    @Test func hostileStreams() async throws { try await HostileRunner.check(HostileCase.streams) }
    @Test func hostileModelLists() async throws { try await HostileRunner.check(HostileCase.modelLists) }

    /// Redirects, links to further pages and other addresses in answers.
    @Test func noAnswerLeadsToAnotherServer() async throws {
        let visits = Mutex<[String]>([])
        try await Program.inFolder { program in
            var program = program
            program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-hostile-0123456789"
            try program.write("\"hi\"\n", to: "in.jsonl")
            let prepared = program
            try await LoopbackServer.serve { request in
                visits.withLock { $0.append(request.head) }
                return .close([LoopbackServer.http("200 OK", type: "application/json", "{}")])
            } while: { other in
                let elsewhere = "http://127.0.0.1:\(other.port)/"
                let redirects = [301, 302, 303, 307, 308].map { status in
                    HostileAnswer.http(status: "\(status) Go", headers: "location: \(elsewhere)\r\n", "")
                }
                let page =
                    #"{"data":[{"id":"pong"}],"has_more":true,"next":"\#(elsewhere)","links":{"next":"\#(elsewhere)"}}"#
                let refresh = HostileAnswer.json(
                    page, headers: "refresh: 0;url=\(elsewhere)\r\nlink: <\(elsewhere)>; rel=next\r\n")
                for answer in redirects + [refresh] {
                    try await LoopbackServer.serve { _ in
                        .script([.send(answer)])
                    } while: { server in
                        for command in [
                            ["models"], ["ask", "hi", "-m", "m"], ["offers"], ["instances", "list"],
                            ["ssh-keys", "list"],
                            ["batch", "run", "in.jsonl", "-o", "out.jsonl", "-m", "m", "--max-attempts", "1", "-q"],
                        ] {
                            let outcome = try await prepared.runBounded(command + ["--base-url", server.baseURL])
                            #expect(!outcome.wasKilled && outcome.signal == nil, "\(command)")
                        }
                    }
                }
            }
        }
        #expect(visits.withLock { $0 } == [])
    }
}
