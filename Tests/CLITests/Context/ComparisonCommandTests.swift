import Foundation
import JSON
import Testing

/// Several models asked at once, by the built program.
@Suite(.timeLimit(.minutes(5))) struct ComparisonCommandTests {
    @Test func theRepliesStandInTheOrderOfTheModelsAndAreStored() async throws {
        try await Program.inFolder { program in
            let asked = try await program.run(
                ["ask", "--sandbox", "-m", "sandbox/reasoning", "-m", "sandbox/small", "why"])
            #expect(asked.exitCode == 0, "\(asked.error)")
            let first = try #require(asked.output.range(of: "## sandbox/reasoning\n\n"))
            let second = try #require(asked.output.range(of: "\n\n## sandbox/small\n\n"))
            #expect(first.lowerBound == asked.output.startIndex && first.upperBound < second.lowerBound)
            #expect(asked.output.contains("| model | `sandbox/small` |"))
            let shown = try await program.run(["history", "show", "--json"])
            let reply = try #require(try JSONValue(parsing: shown.output)["turns"]?.array?.last)
            #expect(reply["model"]?.string == "sandbox/reasoning")
            #expect(reply["alternatives"]?.array?.map { $0["model"]?.string } == ["sandbox/small"])
        }
    }

    @Test func oneModelThatFailsLosesNothingOfTheOthers() async throws {
        try await Program.inFolder { program in
            let models = ["-m", "nope", "-m", "sandbox/small"]
            let asked = try await program.run(["ask", "--sandbox", "why"] + models)
            #expect(asked.exitCode == 1 && asked.errorLines.count == 1, "\(asked)")
            #expect(asked.error.contains("cloudcompute: nope: The server does not know the model"))
            #expect(asked.output.contains("| model | `sandbox/small` |"))
            let json = try await program.run(["ask", "--sandbox", "why", "--json"] + models)
            #expect(json.exitCode == 1)
            let objects = try #require(try JSONValue(parsing: json.output).array)
            #expect(objects.map { $0["requested_model"]?.string } == ["nope", "sandbox/small"])
            #expect(objects[0]["error"]?.string?.contains("does not know") == true && objects[1]["error"] == .null)
            #expect(objects[1]["text"]?.string?.isEmpty == false)
            // What failed is not gone on with.
            let after = try await program.run(["ask", "--sandbox", "-c", "next", "--json"])
            #expect(try JSONValue(parsing: after.output)["model"]?.string == "sandbox/small")
            let all = try await program.run(["ask", "--sandbox", "why", "-m", "no", "-m", "nope"])
            #expect(all.exitCode == 65 && all.errorLines.count == 2)
        }
    }

    @Test func aSchemaIsCheckedForEachAndCodeIsOfOneModelOnly() async throws {
        try await Program.inFolder { program in
            try program.write(#"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}"#, to: "s.json")
            let models = ["-m", "sandbox/small", "-m", "sandbox/vision"]
            let checked = try await program.run(["ask", "--sandbox", "why", "--schema", "s.json", "--json"] + models)
            #expect(checked.exitCode == 0, "\(checked)")
            let code = try await program.run(["ask", "--sandbox", "why", "-x"] + models)
            #expect(code.exitCode == 64 && code.error.contains("name one model"))
        }
    }

    @Test func aChatComparesAndPicks() async throws {
        try await Program.inFolder { program in
            let terminal = try Terminal(program, ["chat", "--plain", "--sandbox"])
            try await terminal.expect("> ")
            terminal.type("hello\r")
            try await terminal.expect("tokens/s")
            try await terminal.expect("> ")
            terminal.type("/compare sandbox/vision nope\r")
            try await terminal.expect("## sandbox/vision\r\n")
            try await terminal.expect("| model | `sandbox/vision` |")
            try await terminal.expect("## nope\r\n")
            try await terminal.expect("nope: The server does not know the model")
            try await terminal.expect("goes on with reply 1 of 2")
            terminal.type("/pick 2\r")
            try await terminal.expect("goes on with reply 2, of sandbox/vision.")
            terminal.type("\u{4}")
            #expect(try await terminal.exitCode() == 0)
            let shown = try await program.run(["history", "show", "--json"])
            let reply = try #require(try JSONValue(parsing: shown.output)["turns"]?.array?.last)
            #expect(reply["model"]?.string == "sandbox/vision")
            #expect(reply["alternatives"]?.array?.map { $0["model"]?.string } == ["sandbox/small"])
        }
    }

    @Test func controlCEndsAllAndKeepsEachPart() async throws {
        try await Program.inFolder { program in
            let terminal = try Terminal(
                program, ["ask", "--plain", "--sandbox", "-m", "sandbox/small", "-m", "sandbox/vision", "why"])
            try await terminal.expect("reply.")
            terminal.type("\u{3}")
            #expect(try await terminal.exitCode() == 130)
            let shown = try await program.run(["history", "show", "--json"])
            let reply = try #require(try JSONValue(parsing: shown.output)["turns"]?.array?.last)
            #expect(reply["status"]?.string == "interrupted" && reply["alternatives"]?.array?.count == 1, "\(shown)")
        }
    }
}
