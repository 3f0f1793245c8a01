import Foundation
import JSON
import Testing

/// `ask` where the model may call tools and no terminal is there.
@Suite(.timeLimit(.minutes(10))) struct ToolAskTests {
    private func ask(_ program: Program, _ prompt: String, _ more: String..., input: String = "") async throws
        -> Program.Outcome
    {
        try await program.runAlone(["ask", "--sandbox", "-T", "all"] + more + [prompt], input: input)
    }

    @Test func callsAreRunAndToldOf() async throws {
        try await Program.inFolder { program in
            try program.addTool("echo")
            let outcome = try await ask(program, "call echo {\"a\":1}\ncall echo {}", "--allow-tool", "e*", "--json")
            #expect(outcome.status == 0, "\(outcome.error)")
            #expect(outcome.errorLines.contains { $0.hasPrefix("echo {\"a\":1} → 1 line, ") })
            #expect(outcome.errorLines.contains { $0.hasPrefix("echo → 1 line, ") })
            let json = try JSONValue(parsing: outcome.output)
            #expect(json["rounds"]?.int == 1 && json["text"]?.string?.contains("> {\"a\":1}") == true)
            let runs = try #require(json["tool_runs"]?.array)
            #expect(runs.map { $0["outcome"]?.string } == ["done", "done"] && runs[0]["result"]?.string == "{\"a\":1}")
            #expect(runs[0]["arguments"]?.string == "{\"a\":1}")
            let (last, total) = (
                json["usage"]?["total_tokens"]?.int ?? 0, json["total_usage"]?["total_tokens"]?.int ?? 0
            )
            #expect(total > last && last > 0)
        }
    }

    @Test func withoutAQuestionOrAPatternNothingStarts() async throws {
        try await Program.inFolder { program in
            try program.addServer("box", "one")
            try program.addTool("echo")
            for more in [[], ["--allow-tool", "nix*"]] {
                let outcome = try await program.runAlone(["ask", "--sandbox", "-T", "all"] + more + ["call echo {}"])
                #expect(outcome.status == 64 && outcome.errorLines.count == 1, "\(outcome.error)")
                #expect(outcome.error.contains("no terminal"))
            }
            #expect(program.runs.isEmpty && !FileManager.default.fileExists(atPath: program.file("started")))
        }
    }

    @Test func onlyWhatIsAllowedIsOffered() async throws {
        try await Program.inFolder { program in
            try program.addTool("one")
            try program.addTool("two")
            let outcome = try await ask(program, "call one {}\ncall two {}", "--allow-tool", "one", "--json")
            let runs = try JSONValue(parsing: outcome.output)["tool_runs"]?.array ?? []
            #expect(runs.map { $0["outcome"]?.string } == ["done", "unknown tool"] && program.runs == ["one"])
        }
    }

    @Test(arguments: ["whole", "noid", "pieces", "stop", "signed", "text", "index0 whole"])
    func callsAreUnderstoodHoweverTheyCome(style: String) async throws {
        try await Program.inFolder { program in
            try program.addTool("echo")
            let prompt = "call echo {\"a\": \"ж\"}\ncall echo {\"b\":2}\nthen\ncall echo {\"c\":3}\nlike \(style)"
            for more in [[], ["--no-stream"]] {
                let outcome = try await program.runAlone(
                    ["ask", "--sandbox", "-T", "echo", "--allow-tool", "*", "--json"] + more + [prompt])
                #expect(outcome.status == 0, "\(outcome.error)")
                let json = try JSONValue(parsing: outcome.output)
                #expect(json["rounds"]?.int == 2)
                #expect(
                    json["tool_runs"]?.array?.map { $0["result"]?.string }
                        == ["{\"a\":\"ж\"}", "{\"b\":2}", "{\"c\":3}"])
            }
        }
    }

    @Test func aCallThatWasCutIsNotRun() async throws {
        try await Program.inFolder { program in
            try program.addTool("echo")
            let cut = try await ask(program, "call echo {\"a\":\"bcdefgh\"}\nlike cut", "--allow-tool", "*")
            #expect(cut.status == 0 && cut.error.contains(" → bad arguments"))
            for style in ["length", "filter"] {
                let outcome = try await ask(program, "call echo {}\nlike \(style)", "--allow-tool", "*")
                #expect(outcome.status == 1, "\(outcome.error)")
            }
            #expect(program.runs.isEmpty)
        }
    }

    @Test func roundsHaveALimit() async throws {
        try await Program.inFolder { program in
            try program.addTool("echo")
            let outcome = try await ask(
                program, "call echo {}\nagain", "--allow-tool", "*", "--max-tool-rounds", "3")
            #expect(outcome.status == 1 && outcome.error.contains("--max-tool-rounds"), "\(outcome.error)")
            #expect(program.runs.count == 3)
            let goesOn = try await program.runAlone(["ask", "--sandbox", "-c", "-T", "echo", "--allow-tool", "*", "hi"])
            #expect(goesOn.status == 0, "\(goesOn.error)")
        }
    }

    @Test func aModelWithoutToolsIsNamed() async throws {
        try await Program.inFolder { program in
            try program.addTool("echo")
            let outcome = try await ask(program, "hi", "-m", "sandbox/vision", "--allow-tool", "*")
            #expect(outcome.status == 65 && outcome.error.contains("--tools none"), "\(outcome.error)")
        }
    }

    @Test func severalModelsAndToolsAreRefused() async throws {
        try await Program.inFolder { program in
            try program.addTool("echo")
            let outcome = try await ask(program, "hi", "-m", "sandbox/small", "-m", "sandbox/vision")
            #expect(outcome.status == 64 && program.runs.isEmpty)
            let sentence = "Tools are run for one model: give -m/--model once, or leave -T/--tools out."
            #expect(outcome.error.contains(sentence), "\(outcome.error)")
        }
    }

    @Test func eachWayToAllowToolsIsNamed() async throws {
        try await Program.inFolder { program in
            try program.addTool("echo")
            for (more, words) in [
                ([], ["--allow-tool PATTERN", "allow_tools: in the profile", "--tools none"]),
                (["--allow-tool", "nix*"], ["nix* (--allow-tool, or allow_tools: in the profile) allows none of"]),
            ] {
                let outcome = try await program.runAlone(["ask", "--sandbox", "-T", "all"] + more + ["hi"])
                #expect(outcome.status == 64)
                for word in words { #expect(outcome.error.contains(word), "\(outcome.error)") }
            }
            let unchosen = try await program.runAlone(["ask", "--sandbox", "--allow-tool", "*", "hi"])
            #expect(unchosen.status == 64 && unchosen.error.contains("tools: in the profile"))
        }
    }

    @Test func theReplyIsPrintedBeforeServersEnd() async throws {
        try await Program.inFolder { program in
            try program.setUp(stubborn: "term")
            let terminal = try Terminal(
                program, ["ask", "--sandbox", "-T", "term", "--allow-tool", "*", "call term__t {}"])
            try await terminal.expect("The tools said:")
            try await terminal.expect("ending term")
            #expect(try await terminal.exitCode() == 0)
        }
    }

    @Test func theProfileMayChooseTools() async throws {
        try await Program.inFolder { program in
            try program.addTool("echo")
            try program.write("profiles:\n  default:\n    tools: [echo]\n", to: ".config/cloudcompute/config.yaml")
            let outcome = try await program.runAlone(
                ["ask", "--sandbox", "--allow-tool", "*", "call echo {}"])
            #expect(outcome.status == 0 && program.runs == ["echo"], "\(outcome.error)")
            let without = try await program.runAlone(["ask", "--sandbox", "-T", "none", "call echo {}"])
            #expect(without.status == 0 && program.runs == ["echo"])
        }
    }

    @Test func theProfileMayAllowTools() async throws {
        try await Program.inFolder { program in
            try program.addTool("echo")
            try program.write(
                "profiles:\n  default:\n    tools: [echo]\n    allow_tools: ec*\n",
                to: ".config/cloudcompute/config.yaml")
            let outcome = try await program.runAlone(["ask", "--sandbox", "call echo {}"])
            #expect(outcome.status == 0 && program.runs == ["echo"], "\(outcome.error)")
        }
    }

    @Test func noToolGetsTheKey() async throws {
        try await Program.inFolder { program in
            try program.addTool("show", "env")
            try await program.withSandbox { program, _ in
                let outcome = try await program.runAlone([
                    "ask", "-m", "sandbox/small", "-T", "show", "--allow-tool", "*", "--json", "call show {}",
                ])
                #expect(outcome.status == 0, "\(outcome.error)")
                let result = try JSONValue(parsing: outcome.output)["tool_runs"]?.array?.first?["result"]?.string ?? ""
                #expect(result.contains("PATH=") && !result.contains("cc-sandbox") && !result.contains("API_KEY"))
            }
        }
    }

    @Test func callsAreShownExportedAndNotFound() async throws {
        try await Program.inFolder { program in
            try program.addTool("echo", "echo zebra")
            _ = try await ask(program, "call echo {\"a\":1}", "--allow-tool", "*")
            #expect(try await program.run(["history", "show"]).output.contains("### Tool `echo` (done)"))
            let json = try JSONValue(parsing: try await program.run(["history", "show", "--json"]).output)
            #expect(json["turns"]?.array?.map { $0["role"]?.string } == ["user", "assistant", "tool", "assistant"])
            let lines = try await program.run(["history", "export", "1", "--format", "jsonl"]).output
            #expect(lines.split(separator: "\n").count == 4 && lines.contains("\"tool_call_id\""))
            // The model says the result back, so it stands in the reply, and nowhere else.
            let hits = try await program.run(["history", "search", "zebra", "--json"])
            #expect(try JSONValue(parsing: hits.output).array?.count == 1)
        }
    }
}
