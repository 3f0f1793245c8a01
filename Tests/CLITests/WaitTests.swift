import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(2))) struct WaitTests {
    private static let page = LoopbackServer.http(
        "200 OK", type: "application/json", #"{"data":[{"id":1}],"next_token":"x"}"#)

    @Test(arguments: [
        (["models"], "waiting"), (["login"], "waiting"), (["offers"], "waiting for page 2"),
        (["instances", "list"], "waiting for page 2"), (["ssh-keys", "list"], "waiting for page 2"),
        (["instances", "show", "1"], "waiting"),
    ])
    func everyWaitShowsOnATerminalAndLeavesNothing(arguments: [String], shown: String) async throws {
        try await Program.inFolder { program in
            try await LoopbackServer.serve { request in
                shown.contains("page") && !request.route.contains("?") ? .close([Self.page]) : .hold([])
            } while: { server in
                var program = program
                program.environment["CLOUDCOMPUTE_BASE_URL"] = server.baseURL
                program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-test"
                let terminal = try Terminal(program, arguments)
                if arguments == ["login"] {
                    try await terminal.expect("API key")
                    terminal.type("cc-test\r")
                }
                try await terminal.expect(shown)
                terminal.send(15)
                #expect(try await terminal.exitCode() == 143)
                #expect(terminal.screen.hasSuffix("\r\u{1B}[K"))
            }
        }
    }

    @Test func whereNoSpinnerTurnsALineTellsOfTheWait() async throws {
        try await Program.inFolder { program in
            try await LoopbackServer.serve { _ in
                .hold([])
            } while: { server in
                var program = program
                program.environment["CLOUDCOMPUTE_BASE_URL"] = server.baseURL
                program.environment["NO_COLOR"] = "1"
                let terminal = try Terminal(program, ["models"])
                try await terminal.expect("Waiting for the server")
                terminal.type("\u{3}")
                #expect(try await terminal.exitCode() == 130)
            }
        }
    }

    @Test func namesFromTheServerBeginNoLine() async throws {
        try await Program.inFolder { program in
            let models = #"{"data":[{"id":"m1\ncloudcompute: forged"},{"id":"m2"}]}"#
            try await LoopbackServer.serve { _ in
                .close([LoopbackServer.http("200 OK", type: "application/json", models)])
            } while: { server in
                var program = program
                program.environment["CLOUDCOMPUTE_BASE_URL"] = server.baseURL
                let outcome = try await program.run(["ask", "hi"])
                #expect(outcome.exitCode == 78 && outcome.errorLines.count == 1, "\(outcome.error)")
                #expect(outcome.error.contains("m1 cloudcompute: forged"))
            }
        }
    }
}
