import Foundation
import JSON
import Testing

/// Servers from PyPI, over pipes and over HTTP, in both eras.
@Suite(.timeLimit(.minutes(5))) struct RealServerTests {
    private static func entry(_ python: String, _ server: String, _ arguments: [String]) -> JSONValue {
        let command = URL(fileURLWithPath: python).deletingLastPathComponent().appendingPathComponent(server).path
        return ["command": .string(command), "args": .array(arguments.map { .string($0) })]
    }

    @Test(arguments: [false, true])
    func timeIsTold(isModern: Bool) async throws {
        let python = try ToolServers.python()
        try await Program.inFolder { program in
            var entry = Self.entry(python, "mcp-server-time", ["--local-timezone=Europe/Moscow"])
            if isModern, let command = entry["command"]?.string {
                entry = [
                    "command": .string(python),
                    "args": [
                        .string("\(ToolServers.folder)/modern_only.py"), .string(command),
                        "--local-timezone=Europe/Moscow",
                    ],
                ]
            }
            try program.setUp(servers: ["time": entry])
            let test = try JSONValue(parsing: try await program.run(["mcp", "test", "--json"]).output).array?.first
            #expect(test?["works"] == true && test?["server"]?["name"] == "mcp-time")
            #expect(test?["era"]?.string == (isModern ? "modern" : "legacy"))
            #expect(test?["tools"]?.array?.count == 2)
            let result = try await program.runTool(
                "time__convert_time",
                #"{"source_timezone":"Europe/Moscow","time":"12:00","target_timezone":"Asia/Tokyo"}"#)
            #expect(result["outcome"] == "done" && result["text"]?.string?.contains("18:00") == true)
            let wrong = try await program.runTool("time__get_current_time", #"{"timezone":"Mars/Olympus"}"#)
            #expect(wrong["outcome"] == "failed" && wrong["text"]?.string?.hasPrefix("Error") == true)
        }
    }

    @Test func aRepositoryIsReadAndNoOther() async throws {
        let python = try ToolServers.python()
        try await Program.inFolder { program in
            _ = try await program.shell(
                "git init -q repo && git -C repo -c user.name=a -c user.email=a@b commit -q --allow-empty -m 'first words'"
            )
            try program.setUp(servers: [
                "git": Self.entry(python, "mcp-server-git", ["--repository", program.file("repo")])
            ])
            let log = try await program.runTool("git__git_log", #"{"repo_path":"\#(program.file("repo"))"}"#)
            #expect(log["text"]?.string?.contains("first words") == true)
            let other = try await program.runTool("git__git_log", #"{"repo_path":"/"}"#)
            #expect(other["outcome"] == "failed")
            let shown = try await program.run(["tools", "list", "git", "--json"])
            let tools = try JSONValue(parsing: shown.output).array ?? []
            #expect(tools.count == 12 && tools.contains { $0["annotations"]?["readOnlyHint"] == true })
        }
    }

    @Test func aDatabaseIsWrittenAndRead() async throws {
        let python = try ToolServers.legacyPython()
        try await Program.inFolder { program in
            try program.setUp(servers: [
                "sqlite": Self.entry(python, "mcp-server-sqlite", ["--db-path", program.file("x.db")])
            ])
            for query in [
                ("create_table", "CREATE TABLE t (n INTEGER)"), ("write_query", "INSERT INTO t VALUES (42)"),
                ("read_query", "SELECT n FROM t"),
            ] {
                let result = try await program.runTool("sqlite__\(query.0)", #"{"query":"\#(query.1)"}"#)
                #expect(result["outcome"] == "done", "\(result)")
                if query.0 == "read_query" { #expect(result["text"]?.string?.contains("42") == true) }
            }
        }
    }

    @Test(arguments: [(false, false), (true, false), (false, true)])
    func aServerIsReachedByItsURL(isLegacy: Bool, isModern: Bool) async throws {
        let python = try isLegacy ? ToolServers.legacyPython() : ToolServers.python()
        try await Program.inFolder { program in
            let words = ["\(ToolServers.folder)/web.py"] + (isModern ? ["modern"] : [])
            let outcome = try await program.shell(
                """
                set -e
                coproc server { exec '\(python)' \(words.joined(separator: " ")) 2> server.err; }
                read -r url <&"${server[0]}"
                echo "{\\"mcp\\": {\\"web\\": {\\"url\\": \\"$url\\"}}}" > web.json
                cloudcompute mcp test --mcp-config web.json --json > test.json
                cloudcompute tools run web__add '{"a": 2, "b": 3}' --mcp-config web.json
                cloudcompute tools run web__fail --mcp-config web.json 2> fail.err || echo "failed $?"
                """)
            #expect(outcome.output == "5\nfailed 1\n", "\(outcome) \((try? program.read("server.err")) ?? "")")
            let test = try JSONValue(parsing: program.read("test.json")).array?.first
            #expect(test?["era"]?.string == (isModern ? "modern" : "legacy"))
            #expect(test?["tools"]?.array?.count == 2)
            #expect(try program.read("fail.err").hasPrefix("Error"))
        }
    }
}
