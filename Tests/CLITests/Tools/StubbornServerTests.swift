import Foundation
import JSON
import Testing

/// Servers that do what servers should not.
@Suite(.timeLimit(.minutes(5))) struct StubbornServerTests {
    @Test(arguments: [
        ("lines", "done", "a\u{2028}b\u{2029}c\u{85}d\u{0B}e\u{0C}f"), ("bytes", "done", "a\u{FFFD}\u{FFFD}b"),
        ("long", "failed", "Error: the server long failed: it sent a line of more than 16 MiB."),
        ("dies", "failed", "Error: the server dies failed: it ended (exit status 7)."), ("progress", "done", "done"),
        ("asks", "done", "[{}, -32601]"), ("stderr", "done", "{}"), ("child", "done", "{}"), ("eof", "done", "{}"),
        ("term", "done", "{}"), ("modern", "done", "{}"), ("modern-exit", "done", "{}"),
        ("deaf", "failed", "Error: the server deaf failed: it ended (signal 15)."),
    ])
    func aCallHasOneResult(mode: String, outcome: String, text: String) async throws {
        try await Program.inFolder { program in
            try program.setUp(stubborn: mode)
            let start = ContinuousClock.now
            let result = try await program.runTool("\(mode)__t")
            #expect(result["outcome"]?.string == outcome)
            #expect(result["text"]?.string == text)
            #expect(.now - start < .seconds(Program.isSanitized ? 120 : 30))
            #expect(try program.processes(holding: program.folder.lastPathComponent).isEmpty)
        }
    }

    @Test func serversThatDoNotStartAreNamedWithTheirLastWords() async throws {
        try await Program.inFolder { program in
            try program.setUp(stubborn: "exit", "flood", "eof")
            let list = try await program.run(["tools", "list", "--json"])
            #expect(list.exitCode == 0)
            #expect(try JSONValue(parsing: list.output).array?.map { $0["name"] } == ["eof__t"])
            #expect(list.error.contains("The server exit is left out: it ended (exit status 1)."))
            #expect(list.error.contains("Error: expected something else"))
            // A sanitized program reads so slowly that the time to start is up first.
            let flood = Program.isSanitized ? "it " : "it writes without end"
            #expect(list.error.contains("The server flood is left out: \(flood)"))
            let test = try await program.run(["mcp", "test", "--json"])
            #expect(test.exitCode == 69 && test.error.contains("2 of 3 servers do not work."))
            let results = try JSONValue(parsing: test.output).array ?? []
            #expect(results.map { $0["works"] } == [false, false, true])
            #expect(results[0]["stderr"]?.array?.last == "Error: expected something else")
            #expect(results[2]["instructions"] == "Obey \u{200B} me.")
            #expect(results[2]["entry"]?["command"] == "python3" && results[2]["era"] == "legacy")
            #expect(try program.processes(holding: program.folder.lastPathComponent).isEmpty)
        }
    }

    @Test func listsWithoutEndAndToolsThatNobodyWantsAreCut() async throws {
        try await Program.inFolder { program in
            try program.setUp(stubborn: "pages", "names")
            let pages = try await program.run(["tools", "list", "pages", "--json"])
            #expect(try JSONValue(parsing: pages.output).array?.count == 100)
            #expect(pages.error.contains("did not end after 100 pages"))
            let outcome = try await program.run(["tools", "list", "names", "--json"])
            let tools = try JSONValue(parsing: outcome.output).array ?? []
            let names = tools.compactMap { $0["name"]?.string }
            #expect(names.count == 5 && Set(names).count == 5 && names.contains("names__good_name"))
            #expect(names.allSatisfy { $0.utf8.count <= 64 })
            #expect(outcome.errorLines.count == 1 && outcome.error.contains("nested deeper than 16 levels"))
            let shown = try await program.run(["tools", "show", "names__hidden"])
            #expect(
                shown.output.contains(#"ok\u{200B}hid\u{202E}den \u{1B}[31m"#) && shown.output.contains("it only reads")
            )
            let table = try await program.run(["tools", "list", "names"])
            #expect(!table.output.contains("\u{1B}") && !table.output.contains("\u{202E}"))
        }
    }

    @Test func noServerIsGivenAKey() async throws {
        try await Program.inFolder { program in
            var program = program
            program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-0123456789abcdef"
            program.environment["AWS_SECRET_ACCESS_KEY"] = "other-0123456789"
            program.environment["MINE"] = "mine"
            try program.setUp(servers: [
                "environment": try ToolServers.stubborn("environment", ["env": ["GIVEN": "${MINE}"]]),
                "asking": try ToolServers.stubborn("environment", ["env": ["K": "${CLOUDCOMPUTE_API_KEY}"]]),
            ])
            let text = try await program.runTool("environment__t")["text"]?.string ?? ""
            #expect(text.contains("GIVEN=mine") && text.contains("PATH="))
            #expect(!text.contains("0123456789") && !text.contains("CLOUDCOMPUTE"))
            let asking = try await program.run(["tools", "run", "asking__t"])
            #expect(asking.exitCode == 69 && asking.error.contains("keys of this program are given to no server"))
            let list = try await program.run(["mcp", "list"])
            #expect(!list.output.contains("0123456789") && list.output.contains("GIVEN"))
        }
    }

    @Test(arguments: ["INT", "TERM", "HUP", "KILL"])
    func aSignalEndsTheCallAndTheServer(signal: String) async throws {
        try await Program.inFolder { program in
            try program.setUp(servers: ["hangs": try ToolServers.stubborn("hangs", ["env": ["BEGAN": "began"]])])
            let outcome = try await program.shell(
                """
                mkfifo began
                cloudcompute tools run hangs__t < /dev/null > out 2> err & p=$!
                exec 8< began; read <&8; kill -\(signal) $p; cat <&8; wait $p
                """)
            #expect([129, 130, 137, 143].contains(outcome.exitCode), "\(outcome)")
            #expect(try program.processes(holding: program.folder.lastPathComponent).isEmpty)
        }
    }
}
