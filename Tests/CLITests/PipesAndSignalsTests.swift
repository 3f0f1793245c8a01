import CloudComputeClient
import Foundation
import JSON
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(10))) struct PipesAndSignalsTests {
    @Test func aReaderThatGoesAwayEndsTheProgramQuietly() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.shell(
                "cloudcompute ask --sandbox hi < /dev/null | head -c 3; echo \"${PIPESTATUS[0]}\" >&2")
            #expect(outcome.output == "**S")
            #expect(outcome.error == "141\n")
        }
    }

    @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))] as [(Int32, Int32)])
    func aSignalStopsAskAndKeepsWhatCame(signal: Int32, code: Int32) async throws {
        let chunk = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"начало\"}}]}\n\n"
        try await Program.inFolder { program in
            try await LoopbackServer.serve { _ in
                .hold([LoopbackServer.eventStreamHead, chunk])
            } while: { server in
                let terminal = try Terminal(program, ["ask", "--plain", "hi", "-m", "m", "--base-url", server.baseURL])
                try await terminal.expect("начало")
                terminal.send(signal)
                var closings = server.closedByClient.makeAsyncIterator()
                await closings.next()
                try await terminal.expect("The partial reply is kept")
                #expect(try await terminal.exitCode() == code)
                let both = try Terminal(
                    program, ["ask", "--plain", "hi", "-m", "m", "-m", "n", "--base-url", server.baseURL])
                try await both.expect("начало")
                both.send(signal)
                try await both.expect("m: interrupted.")
                try await both.expect("n: interrupted.")
                #expect(try await both.exitCode() == code)
            }
        }
    }

    @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))] as [(Int32, Int32)])
    func aSignalInAPipedChatKeepsTheNextLineFromBeingSent(signal: Int32, code: Int32) async throws {
        let chunk = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"начало\"}}]}\n\n"
        try await Program.inFolder { program in
            try program.write("first\nsecond\nthird\n", to: "lines")
            try await LoopbackServer.serve { _ in
                .hold([LoopbackServer.eventStreamHead, chunk])
            } while: { server in
                let terminal = try Terminal(
                    program,
                    ["-c", "exec cloudcompute chat --plain -m m --base-url \(server.baseURL) < lines > >(cat)"],
                    executable: "/bin/bash")
                try await terminal.expect("начало")
                terminal.send(signal)
                #expect(try await terminal.exitCode() == code)
                let shown = try await program.run(["history", "show", "--json"])
                #expect(shown.output.contains("\"status\":\"interrupted\"") && !shown.output.contains("second"))
            }
        }
    }

    @Test(arguments: ["chat", "ask"]) func outputThatControlSHasStoppedKeepsNothingFromEnding(command: String)
        async throws
    {
        let question = "why" + String(repeating: " and one more word", count: 100)
        for (signal, code) in [(SIGTERM, Int32(143)), (SIGHUP, 129)] {
            try await Program.inFolder { program in
                let terminal = try Terminal(
                    program, [command, "--plain", "--sandbox"] + (command == "ask" ? [question] : []))
                if command == "chat" {
                    try await terminal.expect("> ")
                    terminal.type(question + "\r")
                }
                try await terminal.expect("Sandbox reply")
                terminal.type("\u{13}")
                terminal.send(signal)
                #expect(try await terminal.exitCode() == code)
            }
        }
    }

    @Test func aSignalEndsAJobInTheBackground() async throws {
        try await Program.inFolder { program in
            var program = program
            program.environment["QUESTION"] = "why" + String(repeating: " and one more word", count: 100)
            let terminal = try Terminal(
                program,
                [
                    "-c",
                    """
                    set -m; mkfifo reply; cloudcompute ask --sandbox "$QUESTION" < /dev/null > reply &
                    ask=$!; exec 3< reply; head -c 1 <&3
                    kill -TERM $ask; wait $ask; echo "ended with $?"
                    """,
                ], executable: "/bin/bash")
            try await terminal.expect("ended with 143")
            #expect(try await terminal.exitCode() == 0)
        }
    }

    @Test func aLineTypedAheadIsNotSentAfterASignal() async throws {
        try await Program.inFolder { program in
            let terminal = try Terminal(program, ["chat", "--plain", "--sandbox"])
            try await terminal.expect("> ")
            terminal.type("why" + String(repeating: " and one more word", count: 20) + "\r")
            try await terminal.expect("Sandbox reply")
            terminal.type("typed ahead\r")
            terminal.send(SIGTERM)
            #expect(try await terminal.exitCode() == 143)
            let shown = try await program.run(["history", "show", "--json"])
            #expect(!shown.output.contains("typed ahead"))
        }
    }

    @Test func aPipedLineThatIsNoTextIsRefused() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.shell(
                "printf 'hello\\n\\317\\360\\nmore\\n' | cloudcompute chat --sandbox")
            #expect(outcome.exitCode == 65 && outcome.errorLines.count == 1, "\(outcome.error)")
            #expect(outcome.error.contains("Line 2 of standard input is not UTF-8"))
            let shown = try await program.run(["history", "show", "--json"])
            #expect(shown.output.contains("hello") && !shown.output.contains("\u{FFFD}"))
        }
    }

    @Test func anAnswerToAClosedOutputIsAFailure() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.shell("cloudcompute ask --sandbox --no-stream hi >&-")
            #expect(outcome.exitCode == 74)
            #expect(outcome.errorLines.count == 1)
        }
    }

    @Test func whatASignalEndsLeavesNoColourOn() async throws {
        for (signal, code) in [(SIGTERM, Int32(143)), (SIGQUIT, 131), (SIGHUP, 129)] {
            try await Program.inFolder { program in
                let terminal = try Terminal(program, ["chat", "--plain", "--sandbox", "-m", "sandbox/reasoning"])
                try await terminal.expect("> ")
                terminal.type("why" + String(repeating: " and one more word", count: 20) + "\r")
                try await terminal.expect("Messages: ")
                terminal.send(signal)
                #expect(try await terminal.exitCode() == code)
                // Where the prompt stands again already, there is a line end too.
                let screen = terminal.screen.replacingOccurrences(of: "\r\n", with: "")
                #expect(screen.hasSuffix("\u{1B}[0m\u{1B}[0m\u{1B}[?2004l"))
                let shown = try await program.run(["history", "show", "--json"])
                #expect(shown.output.contains("\"status\":\"interrupted\""))
            }
        }
    }

    @Test(arguments: ["<&-", "2>&-"])
    func aClosedDescriptorDoesNoHarm(redirection: String) async throws {
        try await Program.inFolder { program in
            let outcome = try await program.shell("cloudcompute ask --sandbox --no-stream hi \(redirection)")
            #expect(outcome.exitCode == 0, "\(outcome.error)")
            #expect(outcome.output.hasPrefix("**Sandbox reply.**"))
        }
    }

    @Test func aChatThatShowsNothingLeavesTheTerminalAsItWas() async throws {
        try await Program.inFolder { program in
            let terminal = try Terminal(
                program,
                ["-c", "stty -g; cloudcompute chat --sandbox --no-save >&- 2>&-; echo ended; stty -g; read -r rest"],
                executable: "/bin/bash")
            try await terminal.expect("\n")
            terminal.type("hi\r")
            try await terminal.expect("ended\r\n")
            terminal.type("\r")
            _ = try await terminal.exitCode()
            let modes = terminal.screen.split(separator: "\r\n").filter {
                $0.utf8.count { $0 == UInt8(ascii: ":") } > 10
            }
            #expect(modes.count == 2 && modes.first == modes.last, "\(terminal.screen)")
        }
    }

    @Test func tooFewDescriptorsAreAnError() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.shell("ulimit -n 12; exec cloudcompute ask --sandbox hi")
            #expect(outcome.exitCode == 69 && outcome.errorLines.count == 1, "\(outcome)")
            #expect(outcome.error.contains("ulimit -n"))
        }
    }

    @Test func theSandboxEndsWithTheSignalsCode() async throws {
        try await Program.inFolder { program in
            let (url, outcome) = try await program.whileRunning(["sandbox"]) { $0 }
            #expect(url?.hasPrefix("http://127.0.0.1:") == true)
            #expect(outcome.exitCode == 143)
            #expect(outcome.error.contains("cc-sandbox"))
        }
    }

    @Test(arguments: ["TERM", "INT", "HUP"], ["", "--no-stream"])
    func aReaderThatDoesNotReadKeepsNothingFromEnding(signal: String, option: String) async throws {
        // More than a pipe holds.
        let reply =
            #"{"choices":[{"message":{"content":"\#(String(repeating: "x", count: 1 << 20))"},"finish_reason":"stop"}]}"#
        try await Program.inFolder { program in
            try await LoopbackServer.serve { _ in
                .close([LoopbackServer.http("200 OK", type: "application/json", reply)])
            } while: { server in
                let outcome = try await program.shell(
                    """
                    set -m; mkfifo full; exec 3<> full
                    cloudcompute ask hi -m m \(option) --base-url \(server.baseURL) > full 2> log & ask=$!
                    dd if=full bs=1 count=1 > first 2> /dev/null
                    kill -\(signal) $ask; wait $ask; echo $?
                    cloudcompute history show
                    """)
                let code = ["TERM": 143, "INT": 130, "HUP": 129][signal] ?? 0
                #expect(outcome.output.hasPrefix("\(code)\n"), "\(outcome.error)")
                // What was paid for is kept all the same.
                #expect(outcome.output.contains(String(repeating: "x", count: 1 << 20)))
            }
        }
    }

    @Test func aHangUpThatIsIgnoredIsIgnored() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.shell(
                """
                trap '' HUP; mkfifo words; cloudcompute ask --sandbox < words > reply & ask=$!
                exec 3> words; kill -HUP $ask; echo hello >&3; exec 3>&-; wait $ask; echo $?
                """)
            #expect(outcome.output == "0\n", "\(outcome.error)")
            #expect(try !program.read("reply").isEmpty)
        }
    }

    @Test func aPortThatIsTakenIsNamed() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, url in
                let port = try #require(URL(string: url)?.port)
                let outcome = try await program.run(["sandbox", "--port", "\(port)"])
                #expect(outcome.exitCode == 69)
                #expect(outcome.error.contains("\(port)"))
            }
        }
    }

    @Test func resultsCanGoToAPipeAndInputComeFromOne() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.shell(
                "printf '\"a\"\\n\"b\"\\n' | cloudcompute batch run - -o - --sandbox --quiet")
            #expect(outcome.exitCode == 0 && outcome.error.isEmpty)
            let ids = try outcome.output.split(separator: "\n").map { try JSONValue(parsing: String($0))["custom_id"] }
            #expect(Set(ids) == ["stdin:1", "stdin:2"])
        }
    }

    @Test func aBatchThatIsInterruptedGoesOn() async throws {
        try await Program.inFolder { program in
            try program.write((1...60).map { "\"\($0)\"\n" }.joined(), to: "in.jsonl")
            try await program.withSandbox(["--latency", "50"]) { program, _ in
                let command = "batch run in.jsonl -o out.jsonl -m sandbox/small --concurrency 2"
                let first = try await program.shell(
                    """
                    cloudcompute \(command) & pid=$!
                    follow out.jsonl head -n 1
                    kill -INT $pid; wait $pid
                    """)
                #expect(first.status == 130)
                let second = try await program.shell("cloudcompute \(command)")
                #expect(second.exitCode == 0)
                let ids = try program.read("out.jsonl").split(separator: "\n").map {
                    try JSONValue(parsing: String($0))["custom_id"]?.string
                }
                #expect(ids.count == 60 && Set(ids).count == 60)
            }
        }
    }
}
