import Foundation
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(10))) struct BadInputTests {
    /// Checks that a command ends with the code and one clear sentence, and with nothing on standard output.
    private func expect(
        _ code: Int32, saying words: [String], _ program: Program, _ arguments: [String], input: String = ""
    ) async throws {
        let outcome = try await program.run(arguments, input: input)
        #expect(outcome.exitCode == code, "\(arguments): \(outcome.error)")
        #expect(outcome.output.isEmpty, "\(arguments)")
        #expect(outcome.errorLines.count == 1, "\(arguments): \(outcome.error)")
        #expect(outcome.error.hasPrefix("cloudcompute: "), "\(arguments): \(outcome.error)")
        for word in words { #expect(outcome.error.contains(word), "\(arguments): \(outcome.error)") }
        for dump in ["Error(", "NIO", "Fatal", "Optional(", "HTTPClientError", "Domain=", "0x"] {
            #expect(!outcome.error.contains(dump), "\(arguments): \(outcome.error)")
        }
    }

    /// The commands that talk to a server, each with an input that is there.
    private func commands(_ program: Program) throws -> [[String]] {
        try program.write("\"hi\"\n", to: "in.jsonl")
        return [
            ["models"], ["ask", "hi", "-m", "sandbox/small"],
            ["batch", "run", "in.jsonl", "-o", "out.jsonl", "-m", "sandbox/small", "--quiet"],
        ]
    }

    @Test func noKey() async throws {
        try await Program.inFolder { program in
            for command in try commands(program) {
                try await expect(78, saying: ["CLOUDCOMPUTE_API_KEY", "--api-key-file", "--sandbox"], program, command)
            }
            try await program.withSandbox { program, _ in
                var program = program
                program.environment["CLOUDCOMPUTE_API_KEY"] = nil
                for command in try commands(program) {
                    try await expect(78, saying: ["CLOUDCOMPUTE_API_KEY"], program, command)
                }
            }
        }
    }

    @Test func wrongKey() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                var program = program
                program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-wrong-0123456789"
                for command in try commands(program) {
                    try await expect(
                        77, saying: ["Invalid API key", "environment variable CLOUDCOMPUTE_API_KEY"], program, command)
                }
                try program.write("two words\n", to: "key")
                try await expect(78, saying: ["key"], program, ["models", "--api-key-file", "key"])
            }
        }
    }

    @Test func unknownModel() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                try program.write("\"hi\"\n", to: "in.jsonl")
                for command in [
                    ["ask", "hi", "-m", "no/such"], ["batch", "in.jsonl", "-o", "out.jsonl", "-m", "no/such", "-q"],
                ] {
                    try await expect(65, saying: ["no/such", "cloudcompute models"], program, command)
                }
            }
        }
    }

    @Test func noModelChosen() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                try await expect(78, saying: ["-m MODEL", "sandbox/small"], program, ["ask", "hi"])
            }
        }
    }

    @Test func unreachableHost() async throws {
        try await Program.inFolder { program in
            // Nothing listens on the port 1, which is reserved and needs privileges to be taken.
            for command in try commands(program) {
                try await expect(
                    69, saying: ["connection refused", "127.0.0.1:1/v1"], program,
                    command + ["--base-url", "http://127.0.0.1:1/v1"]
                        + (command.first == "batch" ? ["--patience", "500ms"] : []))
            }
            var program = program
            program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-0123456789"
            try await expect(
                69, saying: ["no.such.host.invalid"], program,
                ["models", "--base-url", "https://no.such.host.invalid/v1"])
        }
    }

    @Test func malformedURL() async throws {
        try await Program.inFolder { program in
            for url in ["htp://x", "not a url", "http://", "127.0.0.1:80", "http://h:99999/"] {
                try await expect(64, saying: ["base URL"], program, ["models", "--base-url", url])
            }
            var program = program
            program.environment["CLOUDCOMPUTE_BASE_URL"] = "nonsense"
            try await expect(78, saying: ["nonsense", "CLOUDCOMPUTE_BASE_URL"], program, ["models"])
        }
    }

    @Test func unreadableFiles() async throws {
        try await Program.inFolder { program in
            try FileManager.default.createDirectory(
                at: program.folder.appendingPathComponent("folder"), withIntermediateDirectories: false)
            for path in ["missing", "folder"] {
                for command in [
                    ["batch", "run", path, "-o", "out.jsonl", "--sandbox"], ["ask", "--sandbox", "hi", "-a", path],
                    ["ask", "--sandbox", "hi", "-t", path], ["ask", "--sandbox", "hi", "--schema", path],
                    ["models", "--api-key-file", path], ["chat", "--sandbox", "-t", path],
                ] {
                    try await expect(66, saying: [path], program, command)
                }
            }
            try program.write("\"hi\"\n", to: "in.jsonl")
            try await expect(
                74, saying: ["no/folder/out.jsonl"], program,
                ["batch", "in.jsonl", "-o", "no/folder/out.jsonl", "--sandbox"])
        }
    }

    @Test func answersThatMakeNoSense() async throws {
        let cases: [(String, Int32, [String])] = [
            (LoopbackServer.http("200 OK", type: "text/html", "<html><title>Login</title>"), 76, ["Login"]),
            (LoopbackServer.http("200 OK", type: "application/json", "{oops"), 76, ["JSON"]),
            (LoopbackServer.http("200 OK", type: "application/json", ""), 76, []),
            (LoopbackServer.http("302 Found", type: "text/html", "", headers: "location: /login\r\n"), 76, ["/login"]),
            (LoopbackServer.http("500 Oops", type: "application/json", #"{"message":"Server Error"}"#), 69, ["500"]),
            (LoopbackServer.http("402 Pay", type: "application/json", "{}"), 77, ["balance"]),
            (LoopbackServer.http("429 Slow", type: "text/plain", "slow", headers: "retry-after: 7\r\n"), 75, ["7 s"]),
            (LoopbackServer.http("403 No", type: "application/json", "{}"), 77, ["403"]),
            (LoopbackServer.http("404 No", type: "text/html", "<html>"), 78, ["/api/v1"]),
            ("SSH-2.0-OpenSSH_9.2\r\n", 76, []), ("", 69, []),
        ]
        try await Program.inFolder { program in
            for (answer, code, words) in cases {
                try await LoopbackServer.serve { _ in
                    .close([answer])
                } while: { [program] server in
                    try await expect(code, saying: words, program, ["models", "--base-url", server.baseURL])
                    let ask = ["ask", "hi", "-m", "m", "--base-url", server.baseURL]
                    try await expect(code, saying: words, program, ask)
                }
            }
        }
    }

    @Test func escapeSequencesInAnErrorReachNoTerminal() async throws {
        let answer = LoopbackServer.http(
            "400 Bad", type: "application/json", #"{"message":"\u001b]0;gotcha\u0007 and \u009b31m"}"#)
        try await Program.inFolder { program in
            try await LoopbackServer.serve { _ in
                .close([answer])
            } while: { server in
                let terminal = try Terminal(program, ["ask", "hi", "-m", "m", "--base-url", server.baseURL])
                try await terminal.expect("␛]0;gotcha␇")
                #expect(try await terminal.exitCode() == 65)
                #expect(!terminal.screen.contains("\u{1B}]") && !terminal.screen.contains("\u{9B}"))
            }
        }
    }

    @Test func aCutStreamKeepsItsTextAndSaysSo() async throws {
        let chunk = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"половина\"}}]}\n\n"
        try await Program.inFolder { program in
            try await LoopbackServer.serve { _ in
                .close([LoopbackServer.eventStreamHead, chunk])
            } while: { server in
                let outcome = try await program.run(["ask", "hi", "-m", "m", "--base-url", server.baseURL])
                #expect(outcome.exitCode == 69)
                #expect(outcome.output == "половина\n")
                #expect(outcome.error.contains("broke off"))
                let kept = "The partial reply is kept; ask -c goes on with it."
                let terminal = try Terminal(program, ["ask", "hi", "-m", "m", "--base-url", server.baseURL])
                #expect(try await terminal.exitCode() == 69)
                #expect(terminal.screen.contains(kept))
                let unsaved = try Terminal(
                    program, ["ask", "hi", "-m", "m", "--no-save", "--base-url", server.baseURL])
                #expect(try await unsaved.exitCode() == 69)
                #expect(unsaved.screen.contains("broke off") && !unsaved.screen.contains("kept"))
            }
        }
    }

    @Test(arguments: [
        [], ["batch", "run"], ["batch", "run", "x"], ["models", "--nonsense"], ["nonsense"], ["ask"],
        ["sandbox", "--error-rate", "2"], ["sandbox", "--port", "70000"], ["sandbox", "--rate-limit", "0"],
        ["batch", "x", "-o", "y", "--concurrency", "0"], ["ask", "hi", "-p", "stream=true"],
        ["ask", "hi", "--var", "a=b"], ["models", "--sandbox", "--base-url", "http://127.0.0.1"],
    ])
    func misuseIsExplained(arguments: [String]) async throws {
        try await Program.inFolder { program in
            let outcome = try await program.run(arguments)
            if arguments.isEmpty {
                #expect(outcome.exitCode == 0)
                #expect(outcome.output.contains("USAGE"))
            } else {
                #expect(outcome.exitCode == 64)
                #expect(outcome.error.contains("Usage:") || outcome.error.hasPrefix("cloudcompute: "))
            }
        }
    }

    @Test func anArgumentThatIsNotTextIsRefused() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.shell(#"cloudcompute batch run in.jsonl -o $'out\xff.jsonl' --sandbox"#)
            #expect(outcome.exitCode == 64 && outcome.errorLines.count == 1)
            #expect(outcome.error.contains(#"Argument 5, $'out\xff.jsonl', is not UTF-8"#), "\(outcome.error)")
        }
    }

    @Test func withoutHOMETheAccountsHomeIsUsed() async throws {
        try await Program.inFolder { program in
            var program = program
            program.environment["HOME"] = nil
            let path = try await program.run(["config", "path"]).output
            #expect(path.hasSuffix("/.config/cloudcompute/config.yaml\n") && !path.hasPrefix("/.config"), "\(path)")
        }
    }

    @Test func rubbishOnStandardInputIsRefused() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.shell("head -c 1000 /dev/urandom | cloudcompute ask --sandbox hi")
            #expect(outcome.exitCode == 65)
            #expect(outcome.errorLines.count == 1)
        }
    }
}
