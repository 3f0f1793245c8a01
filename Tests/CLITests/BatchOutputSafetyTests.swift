import CloudComputeClient
import Foundation
import JSON
import LoopbackServer
import Testing

/// What stands in the files of a batch never goes to nothing, as a shell and a person see it.
@Suite(.timeLimit(.minutes(3))) struct BatchOutputSafetyTests {
    private let run = ["batch", "run", "in.jsonl", "--sandbox", "-q"]

    private func ids(_ program: Program, _ name: String) throws -> [String] {
        try program.read(name).split(separator: "\n").compactMap {
            try JSONValue(parsing: String($0))["custom_id"]?.string
        }.sorted()
    }

    private func contents(_ program: Program) throws -> [String: String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
        return try Dictionary(
            uniqueKeysWithValues: names.filter { !$0.hasPrefix(".") }.map { ($0, try program.read($0)) })
    }

    @Test(arguments: [
        (["-o", "p.json"], 74, "p.json, line 1"), (["-o", "p.txt"], 74, "p.txt, line 1"),
        (["-o", "o.jsonl", "--errors", "notes.txt"], 74, "notes.txt, line 1"),
        (["-o", "o.jsonl", "-t", "t.md", "--errors", "t.md"], 64, "also the template t.md"),
        (["-o", "o.jsonl", "-t", "t.md", "--errors", "link.md"], 64, "also the template t.md"),
        (["-o", "in.jsonl"], 64, "also the input in.jsonl"), (["-o", "hard.jsonl"], 64, "also the input in.jsonl"),
        (["-o", "o.jsonl", "--errors", "./o.jsonl"], 64, "also the output o.jsonl"),
        (["-o", "o.jsonl", "--errors", "o.superseded.jsonl"], 64, "o.superseded.jsonl"),
        (["-o", "o.jsonl", "--api-key-file", "key", "--errors", "key"], 64, "also the key file key"),
    ])
    func filesOfOthersAreRefusedUntouched(options: [String], exitCode: Int32, words: String) async throws {
        try await Program.inFolder { program in
            try program.write("\"a\"\n", to: "in.jsonl")
            try program.write("{\"precious\": true}", to: "p.json")
            try program.write("line one\nprecious last line", to: "p.txt")
            try program.write("line 1\nline 2\n", to: "notes.txt")
            try program.write("Say {{input}}", to: "t.md")
            try program.write("cc-key\n", to: "key")
            try FileManager.default.createSymbolicLink(atPath: program.file("link.md"), withDestinationPath: "t.md")
            try FileManager.default.linkItem(atPath: program.file("in.jsonl"), toPath: program.file("hard.jsonl"))
            let before = try contents(program)
            let outcome = try await program.run(run + options)
            #expect(outcome.exitCode == exitCode, "\(outcome.error)")
            #expect(outcome.error.contains(words), "\(outcome.error)")
            #expect(outcome.errorLines.count == 1)
            #expect(try contents(program) == before)
        }
    }

    @Test func linksStayLinksAndModesStayPrivate() async throws {
        try await Program.inFolder { program in
            try program.write("\"a\"\n\"b\"\n", to: "in.jsonl")
            let prepared = try await program.shell(
                "mkdir d; touch d/real.jsonl; chmod 640 d/real.jsonl; ln -s d/real.jsonl out.jsonl")
            #expect(prepared.exitCode == 0)
            #expect(try await program.run(run + ["-o", "out.jsonl"]).exitCode == 0)
            try program.write("\"a\"\n\"b, edited\"\n", to: "in.jsonl")
            let edited = try await program.run(run + ["-o", "out.jsonl", "--rerun-changed"])
            #expect(edited.exitCode == 0, "\(edited.error)")
            let listed = try await program.shell(
                "readlink out.jsonl; stat -c %a d/real.jsonl out.errors.jsonl out.superseded.jsonl; ls d")
            #expect(listed.output == "d/real.jsonl\n640\n600\n600\nreal.jsonl\n")
            #expect(try program.lineCount("d/real.jsonl") == 2)
            #expect(try ids(program, "out.superseded.jsonl") == ["in:2"])
        }
    }

    @Test func aWrongModelAndBackCostsNothing() async throws {
        try await Program.inFolder { program in
            try program.write("\"a\"\n\"b\"\n\"c\"\n", to: "in.jsonl")
            #expect(try await program.run(run + ["-o", "out.jsonl"]).exitCode == 0)
            let results = try Set(program.read("out.jsonl").split(separator: "\n"))
            let unasked = try await program.run(run + ["-o", "out.jsonl", "-m", "wrong"])
            #expect(unasked.exitCode == 65)
            #expect(unasked.error.contains("3 of the 3 results") && unasked.error.contains("--rerun-changed"))
            #expect(try Set(program.read("out.jsonl").split(separator: "\n")) == results)
            let wrong = try await program.run(run + ["-o", "out.jsonl", "-m", "wrong", "--rerun-changed"])
            #expect(wrong.exitCode == 65, "\(wrong.error)")
            #expect(try program.lineCount("out.superseded.jsonl") == 3)
            // Back again, at a port where nobody answers.
            let back = try await program.run([
                "batch", "run", "in.jsonl", "-o", "out.jsonl", "-q", "-m", "sandbox/small", "--base-url",
                "http://127.0.0.1:1/v1",
            ])
            #expect(back.exitCode == 0, "\(back.error)")
            #expect(try Set(program.read("out.jsonl").split(separator: "\n")) == results)
            #expect(try program.lineCount("out.superseded.jsonl") == 0)
        }
    }

    @Test func aLineAtTheTopPaysForItselfOnly() async throws {
        try await Program.inFolder { program in
            try program.write("\"a\"\n\"b\"\n", to: "in.jsonl")
            #expect(try await program.run(run + ["-o", "out.jsonl"]).exitCode == 0)
            try program.write("\"new\"\n\"a\"\n\"b\"\n", to: "in.jsonl")
            let outcome = try await program.run(["batch", "in.jsonl", "-o", "out.jsonl", "--sandbox"])
            #expect(outcome.error.contains("1 ok, 0 failed, 2 done before"), "\(outcome.error)")
            #expect(try ids(program, "out.jsonl") == ["in:1", "in:2", "in:3"])
        }
    }

    @Test func noFileThatTheProfileNamesIsAnOutput() async throws {
        try await Program.inFolder { program in
            try program.write("\"a\"\n", to: "in.jsonl")
            try program.write("cc-mine\n", to: "my.key")
            try program.write("certificates\n", to: "ca.pem")
            try FileManager.default.createDirectory(
                atPath: program.file(".config/cloudcompute"), withIntermediateDirectories: true)
            try program.write(
                "profiles:\n  default:\n    api_key_file: \(program.file("my.key"))\n    ca_file: \(program.file("ca.pem"))\n",
                to: ".config/cloudcompute/config.yaml")
            for file in ["my.key", "ca.pem"] {
                let before = try program.read(file)
                for output in [["-o", file], ["-o", "out.jsonl", "--errors", file]] {
                    let outcome = try await program.run(["batch", "in.jsonl", "--sandbox", "-q"] + output)
                    #expect(outcome.exitCode == 64, "\(outcome.error)")
                }
                #expect(try program.read(file) == before)
            }
        }
    }

    @Test(arguments: ["n", "y"])
    func aPersonIsAsked(answer: String) async throws {
        try await Program.inFolder { program in
            try program.write("\"a\"\n\"b\"\n", to: "in.jsonl")
            #expect(try await program.run(run + ["-o", "out.jsonl"]).exitCode == 0)
            let before = try contents(program).filter { $0.key != "in.jsonl" }
            try program.write("\"a\"\n\"edited\"\n", to: "in.jsonl")
            let terminal = try Terminal(program, ["batch", "in.jsonl", "-o", "out.jsonl", "--sandbox"])
            try await terminal.expect("continue? [y/N]")
            terminal.type("\(answer)\r")
            #expect(try await terminal.exitCode() == (answer == "y" ? 0 : 65))
            let after = try contents(program).filter { $0.key != "in.jsonl" }
            #expect((after == before) == (answer == "n"))
            if answer == "y" { #expect(try ids(program, "out.superseded.jsonl") == ["in:2"]) }
        }
    }

    @Test func standardOutputAndDevicesShutNobodyOut() async throws {
        try await Program.inFolder { program in
            try program.write("\"a\"\n", to: "in.jsonl")
            let devices = try await program.run(run + ["-o", "/dev/null", "--errors", "/dev/null"])
            #expect(devices.exitCode == 0, "\(devices.error)")
            // The first run waits for its input while the second one runs.
            let both = try await program.shell(
                """
                mkfifo pipe; cloudcompute batch pipe -o - --sandbox -q --on-bad-line skip > first.jsonl & first=$!; exec 3> pipe
                printf '"a"\\n' >&3; follow first.jsonl head -n 1
                cloudcompute batch in.jsonl -o - --sandbox -q > second.jsonl; echo $?; exec 3>&-; wait $first
                """)
            #expect(both.exitCode == 0 && both.output == "0\n", "\(both.error)")
            #expect(try program.lineCount("second.jsonl") == 1)
            let itself = try await program.shell("cloudcompute batch in.jsonl -o - --sandbox -q >> in.jsonl")
            #expect(itself.exitCode == 64)
            #expect(try program.read("in.jsonl") == "\"a\"\n")
        }
    }

    @Test func failuresOfAPipeStandOnceAndGoOnceTheirRequestSucceeds() async throws {
        try await Program.inFolder { program in
            let command = "cloudcompute batch - -o out.jsonl -m m -q --on-bad-line skip --max-attempts 1 --base-url"
            let input = "printf '{\"custom_id\":\"A\",\"prompt\":\"a\"}\\n{bad\\n'"
            for (status, failures) in [("500 No", ["-:2", "A"]), ("500 No", ["-:2", "A"]), ("200 OK", ["-:2"])] {
                let reply = #"{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}]}"#
                try await LoopbackServer.serve { _ in
                    .close([LoopbackServer.http(status, type: "application/json", reply)])
                } while: { server in
                    let outcome = try await program.shell("\(input) | \(command) \(server.baseURL)")
                    #expect(outcome.exitCode == 1, "\(outcome.error)")
                }
                #expect(try ids(program, "out.errors.jsonl") == failures)
            }
            #expect(try ids(program, "out.jsonl") == ["A"])
        }
    }

    @Test func resultsComeBackToAPipeToo() async throws {
        try await Program.inFolder { program in
            func send(_ program: Program, _ model: String, _ url: String) async throws -> Program.Outcome {
                try await program.shell(
                    """
                    printf '"b"\\n{"custom_id":"x","prompt":"a"}\\n' | cloudcompute batch - -o out.jsonl -m \(model) \
                      -q --on-bad-line skip --base-url \(url)
                    """)
            }
            try await program.withSandbox { program, url in
                for model in ["sandbox/small", "sandbox/reasoning"] {
                    let outcome = try await send(program, model, url)
                    #expect(outcome.exitCode == 0, "\(outcome.error)")
                    #expect(try ids(program, "out.jsonl") == ["stdin:1", "x"])
                }
            }
            #expect(try ids(program, "out.superseded.jsonl") == ["stdin:1", "x"])
            let back = try await send(program, "sandbox/small", "http://127.0.0.1:1/v1")
            #expect(back.exitCode == 0, "\(back.error)")
            #expect(try ids(program, "out.jsonl") == ["stdin:1", "x"])
            let models = try program.read("out.jsonl").split(separator: "\n").map {
                try JSONValue(parsing: String($0))["response"]?["body"]?["model"]?.string
            }
            #expect(models == ["sandbox/small", "sandbox/small"])
            #expect(try ids(program, "out.superseded.jsonl") == ["stdin:1", "x"])
        }
    }

    @Test func anEventStreamThatNobodyAskedForBecomesANormalLine() async throws {
        let events =
            "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"
        try await Program.inFolder { program in
            try program.write("\"a\"\n", to: "in.jsonl")
            try await LoopbackServer.serve { _ in
                .close([LoopbackServer.http("200 OK", type: "text/event-stream", events)])
            } while: { server in
                let outcome = try await program.run([
                    "batch", "in.jsonl", "-o", "out.jsonl", "-m", "m", "-q", "--base-url", server.baseURL,
                ])
                #expect(outcome.exitCode == 0, "\(outcome.error)")
            }
            let line = try JSONValue(parsing: program.read("out.jsonl"))
            #expect(line["response"]?["body"]?["choices"]?.array?.first?["message"]?["content"] == "Hi")
        }
    }
}
