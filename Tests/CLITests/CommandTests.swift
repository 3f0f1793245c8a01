import CloudComputeClient
import Foundation
import JSON
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(10))) struct CommandTests {
    @Test func modelsAreListedAsATableAndAsTheServersJSON() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                let table = try await program.run(["models"])
                #expect(table.exitCode == 0 && table.error.isEmpty)
                #expect(table.output.hasPrefix("ID "))
                #expect(table.output.contains("sandbox/vision") && table.output.contains("131072"))
                let filtered = try await program.run(["models", "REASON"])
                #expect(filtered.output.split(separator: "\n").count == 2)
                let json = try await program.run(["models", "--json"])
                #expect(try JSONValue(parsing: json.output)["data"]?.array?.count == 3)
                let one = try await program.run(["models", "vision", "--json"])
                #expect(try JSONValue(parsing: one.output)["data"]?.array?.map { $0["id"] } == ["sandbox/vision"])
                let none = try await program.run(["models", "nothing"])
                #expect(none.exitCode == 1 && none.output.isEmpty)
            }
        }
    }

    @Test func askJoinsWordsAndAppendsWhatIsPipedIn() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                let outcome = try await program.run(
                    ["ask", "one", "--no-stream", "two", "-m", "sandbox/small"], input: "piped\n")
                #expect(outcome.exitCode == 0 && outcome.error.isEmpty)
                #expect(outcome.output.contains("> one two\n> \n> piped\n"))
                let streamed = try await program.run(["ask", "-m", "sandbox/small", "one", "two"], input: "piped\n")
                #expect(streamed.output == outcome.output)
            }
        }
    }

    @Test func askPrintsOneJSONObject() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                for flags in [[], ["--no-stream"]] {
                    let outcome = try await program.run(["ask", "--json", "-m", "sandbox/reasoning", "hi"] + flags)
                    #expect(outcome.exitCode == 0 && outcome.error.isEmpty)
                    let json = try JSONValue(parsing: outcome.output)
                    #expect(
                        json.object?.members.map(\.name) == [
                            "text", "reasoning", "finish_reason", "tool_calls", "usage", "model", "id", "timings",
                            "tool_runs", "rounds", "total_usage",
                        ])
                    #expect(json["text"]?.string?.contains("Sandbox reply") == true)
                    #expect(json["reasoning"]?.string?.contains("no model here") == true)
                    #expect(json["finish_reason"] == "stop")
                    #expect(json["usage"]?["total_tokens"]?.int ?? 0 > 0)
                    #expect(json["timings"]?["total"]?.double ?? 0 > 0)
                }
            }
        }
    }

    @Test func reasoningGoesToStandardError() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.run(["ask", "--sandbox", "-m", "sandbox/reasoning", "hi"])
            #expect(outcome.exitCode == 0)
            #expect(!outcome.output.contains("no model here"))
            #expect(outcome.error.contains("no model here"))
            #expect(!outcome.error.contains("\u{1B}"))
        }
    }

    @Test func systemTemplateVariablesAndParametersAreSent() async throws {
        let (requests, continuation) = AsyncStream.makeStream(of: LoopbackServer.Request.self)
        let reply = #"{"choices":[{"message":{"content":"ok"},"finish_reason":"stop"}]}"#
        try await Program.inFolder { program in
            try program.write(
                "---\nmodel: from-template\nsystem: Speak {{language}}.\nparameters:\n  temperature: 0.50\n---\n<{{input}}>",
                to: "t.md")
            try await LoopbackServer.serve { request in
                continuation.yield(request)
                return .close([LoopbackServer.http("200 OK", type: "application/json", reply)])
            } while: { server in
                var program = program
                program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-secret-key-123"
                let outcome = try await program.run([
                    "--base-url", server.baseURL, "ask", "-t", "t.md", "--var", "language=Russian", "-p",
                    "max_tokens=7", "-p", "user=me", "hi", "-v",
                ])
                #expect(outcome.exitCode == 0)
                #expect(outcome.output == "ok\n")
                #expect(outcome.error.contains("/chat/completions") && !outcome.error.contains("secret"))
            }
        }
        let request = try #require(await requests.first { $0.route.hasPrefix("POST") })
        #expect(request.header("authorization") == "Bearer cc-secret-key-123")
        let messages = #"[{"role":"system","content":"Speak Russian."},{"role":"user","content":"<hi>"}]"#
        let fields = #""temperature":0.50,"max_tokens":7,"user":"me","stream":true"#
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == #"{"model":"from-template","messages":\#(messages),\#(fields),"stream_options":{"include_usage":true}}"#
        )
    }

    @Test func filesAndImagesAreAttached() async throws {
        try await Program.inFolder { program in
            try program.write("содержимое\n", to: "notes.txt")
            let png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0])
            try png.write(to: program.folder.appendingPathComponent("p.png"))
            let outcome = try await program.run([
                "ask", "--sandbox", "--no-stream", "-m", "sandbox/vision", "-a", "notes.txt", "-a", "p.png", "смотри",
            ])
            #expect(outcome.exitCode == 0)
            #expect(outcome.output.contains("> смотри") && outcome.output.contains("> содержимое"))
            #expect(outcome.output.contains("| картинок | 1 |"))
            try Data(count: 100).write(to: program.folder.appendingPathComponent("x.bin"))
            let refused = try await program.run(["ask", "--sandbox", "-a", "x.bin", "hi"])
            #expect(refused.exitCode == 65)
            #expect(refused.error.contains("x.bin"))
        }
    }

    @Test func aSchemaIsAskedForAndChecked() async throws {
        try await Program.inFolder { program in
            try program.write(
                #"{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"#, to: "city.json")
            let good = try await program.run(["ask", "--sandbox", "--schema", "city.json", "a city"])
            #expect(good.exitCode == 0)
            #expect(try JSONValue(parsing: good.output)["city"]?.string != nil)
            let answers = [#"{\"city\":1}"#, "no JSON"]
            for answer in answers {
                let reply = #"{"choices":[{"message":{"content":"\#(answer)"},"finish_reason":"stop"}]}"#
                try await LoopbackServer.serve { _ in
                    .close([LoopbackServer.http("200 OK", type: "application/json", reply)])
                } while: { [program] server in
                    let bad = try await program.run(
                        ["ask", "--base-url", server.baseURL, "-m", "m", "--schema", "city.json", "a city"])
                    #expect(bad.exitCode == 76)
                    #expect(!bad.output.isEmpty)
                    #expect(bad.errorLines.count == 1)
                }
            }
        }
    }

    @Test func aReplyCutByTheLimitSaysSo() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.run(["ask", "--sandbox", "-p", "max_tokens=3", "hi"])
            #expect(outcome.exitCode == 1)
            #expect(!outcome.output.isEmpty)
            #expect(outcome.error.contains("length"))
        }
    }

    @Test func theFirstCodeBlockAloneIsPrinted() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.run(["ask", "--sandbox", "-x", "How?"])
            #expect(outcome.exitCode == 0)
            #expect(outcome.output == "export CLOUDCOMPUTE_API_KEY=cc-...\ncloudcompute models\n")
            let none = try await program.run([
                "ask", "--sandbox", "-x", "-p", "response_format={\"type\":\"json_object\"}", "x",
            ])
            #expect(none.exitCode == 1)
            #expect(none.output.isEmpty)
            #expect(none.error.contains("no code block"))
            #expect(try await program.run(["ask", "--sandbox", "-x", "--json", "x"]).exitCode == 64)
        }
    }

    @Test func globalOptionsStandAnywhere() async throws {
        try await Program.inFolder { program in
            for arguments in [
                ["--sandbox", "models"], ["models", "--sandbox"], ["models", "--sandbox", "small"],
                ["--no-color", "--sandbox", "models", "small"],
            ] {
                let outcome = try await program.run(arguments)
                #expect(outcome.exitCode == 0, "\(arguments)")
                #expect(outcome.output.contains("sandbox/small"))
            }
            try program.write("\"a\"\n", to: "in.jsonl")
            for arguments in [
                ["--sandbox", "batch", "run", "in.jsonl", "-o", "a.jsonl"],
                ["batch", "--sandbox", "run", "in.jsonl", "-o", "b.jsonl"],
                ["batch", "in.jsonl", "--sandbox", "-o", "c.jsonl"],
                ["--sandbox", "batch", "-o", "d.jsonl", "in.jsonl"],
            ] {
                let outcome = try await program.run(arguments)
                #expect(outcome.exitCode == 0, "\(arguments): \(outcome.error)")
            }
        }
    }

    @Test func theConfigurationIsShownWithItsSourcesAndWithoutTheKey() async throws {
        try await Program.inFolder { program in
            let folder = program.folder.appendingPathComponent(".config/cloudcompute")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try program.write(
                "profiles:\n  default:\n    base_url: http://127.0.0.1:1/v1\n    model: from-profile\n",
                to: ".config/cloudcompute/config.yaml")
            var program = program
            program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-secret-0123456789"
            let shown = try await program.run(["config", "show", "-m", "from-flag"])
            #expect(shown.exitCode == 0)
            #expect(
                shown.output.contains("http://127.0.0.1:1/v1") && shown.output.contains("profiles.default.base_url"))
            #expect(shown.output.contains("from-flag") && shown.output.contains("--model"))
            #expect(shown.output.contains("cc-****6789") && !shown.output.contains("secret"))
            let json = try JSONValue(parsing: try await program.run(["config", "show", "--json"]).output)
            #expect(json["model"]?["value"] == "from-profile")
            #expect(json["api_key"]?["source"] == "environment variable CLOUDCOMPUTE_API_KEY")
            let path = try await program.run(["config", "path"])
            #expect(path.output == program.file(".config/cloudcompute/config.yaml") + "\n")
        }
    }

    @Test func theOnlyModelOfAServerNeedsNoName() async throws {
        try await Program.inFolder { program in
            try await LoopbackServer.serve { request in
                let body =
                    request.route.hasPrefix("GET")
                    ? #"{"data":[{"id":"only"}]}"#
                    : #"{"model":"only","choices":[{"message":{"content":"ok"},"finish_reason":"stop"}]}"#
                return .close([LoopbackServer.http("200 OK", type: "application/json", body)])
            } while: { server in
                let outcome = try await program.run(["ask", "--base-url", server.baseURL, "hi"])
                #expect(outcome.exitCode == 0)
                #expect(outcome.output == "ok\n")
            }
        }
    }
}
