import Foundation
import JSON
import Testing

@Suite(.timeLimit(.minutes(5))) struct ToolCommandTests {
    @Test func whatIsSetUpIsListedWithoutStartingIt() async throws {
        try await Program.inFolder { program in
            try program.setUp(servers: [
                "touch": ["command": "touch", "args": ["started", "--token=abcdef"], "env": ["API_KEY": "sekret"]],
                "off": [
                    "url": "https://h.example/mcp?key=sekret", "headers": ["Authorization": "Bearer sekret"],
                    "disabled": true, "trust": true,
                ],
                "bad": ["command": "x", "args": ["$(id)"]],
            ])
            let list = try await program.run(["mcp", "list"])
            #expect(list.exitCode == 0 && !list.output.contains("sekret") && !list.output.contains("abcdef"))
            #expect(list.output.contains("touch started --token=***") && list.output.contains("API_KEY"))
            #expect(list.error.contains("off: not read are trust"))
            #expect(list.error.contains("bad cannot be used: \"args\" has $("))
            let json = try await program.run(["mcp", "list", "--json"])
            let servers = try JSONValue(parsing: json.output).array ?? []
            #expect(servers.map { $0["name"] } == ["touch", "off", "bad"] && !json.output.contains("sekret"))
            #expect(servers[1]["disabled"] == true && servers[1]["headers"] == ["Authorization"])
            #expect(!FileManager.default.fileExists(atPath: program.file("started")))
        }
    }

    @Test func aURLThatCannotBeUsedIsNamedWithoutItsSecrets() async throws {
        try await Program.inFolder { program in
            try program.setUp(servers: ["loose": ["url": "http://user:sekret@h.example/mcp?key=sekret"]])
            let list = try await program.run(["mcp", "list"])
            #expect(list.exitCode == 0 && list.error.contains("loose cannot be used: "), "\(list.error)")
            #expect(list.error.contains("http://***@h.example/mcp?key=***"), "\(list.error)")
            #expect(!(list.output + list.error).contains("sekret"))
        }
    }

    @Test func filesThatCannotBeUsedSayWhere() async throws {
        try await Program.inFolder { program in
            let none = try await program.run(["tools", "list"])
            #expect(none.exitCode == 0 && none.error.contains("No tools are set up"))
            let missing = try await program.run(["mcp", "list", "--mcp-config", "no.json"])
            #expect(missing.exitCode == 66 && missing.error.contains("no.json cannot be read"))
            try program.write("{\n  \"mcpServers\": x\n}\n", to: "bad.json")
            let bad = try await program.run(["mcp", "list", "--mcp-config", "bad.json"])
            #expect(bad.exitCode == 65 && bad.error.contains("bad.json, line 2, column 17 is not JSON"))
            try program.setUp(servers: ["time": ["command": "x"]])
            let unknown = try await program.run(["tools", "run", "tme__x"])
            #expect(unknown.exitCode == 64 && unknown.error.contains("There is no tool or server \"tme__x\"."))
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o666],
                ofItemAtPath: program.configurationFolder.appendingPathComponent("mcp.json").path)
            let loose = try await program.run(["mcp", "list"])
            #expect(loose.exitCode == 78 && loose.error.contains("chmod go-w"))
        }
    }

    @Test func aNewHomeHasNoApprovalsToTakeBack() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.run(["tools", "approvals", "--remove", "git__*"])
            #expect(outcome.exitCode == 0 && outcome.error.contains("No tool is always allowed."), "\(outcome)")
            #expect(!FileManager.default.fileExists(atPath: program.file(".local")))
        }
    }

    @Test func aFileOnTheCommandLineGoesBeforeTheUsersOwn() async throws {
        try await Program.inFolder { program in
            try program.setUp(servers: ["a": ["command": "own"], "b": ["command": "own"]])
            try program.write(#"{"servers":{"a":{"command":"named"}}}"#, to: "more.json")
            let list = try await program.run(["mcp", "list", "--json", "--mcp-config", "more.json"])
            let servers = try JSONValue(parsing: list.output).array ?? []
            #expect(servers.map { $0["command"] } == ["named", "own"])
        }
    }

    @Test func localToolsAreRunByHand() async throws {
        try await Program.inFolder { program in
            let folder = program.configurationFolder.appendingPathComponent("tools")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for (name, script) in [
                ("hello", "jq -r '\"Hello, \" + .name'"), ("fails", "echo half; echo why >&2; exit 3"),
                ("long", "head -c 3000000 /dev/zero | tr '\\0' x"),
            ] {
                let path = folder.appendingPathComponent(name).path
                try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: path))
                try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
                try Data(#"{"description":"Says hello."}"#.utf8).write(to: URL(fileURLWithPath: path + ".json"))
            }
            let hello = try await program.run(["tools", "run", "hello", #"{"name":"Ada"}"#])
            #expect(hello.exitCode == 0 && hello.output == "Hello, Ada\n")
            let piped = try await program.run(["tools", "run", "hello"], input: #"{"name":"Bo"}"#)
            #expect(piped.output == "Hello, Bo\n")
            let fails = try await program.run(["tools", "run", "fails"])
            #expect(fails.exitCode == 1 && fails.error == "Error: exit status 3\nhalf\nwhy\n" && fails.output.isEmpty)
            let long = try await program.run(["tools", "run", "long"])
            #expect(long.output.contains("characters left out") && long.error.contains("has 3000000 characters"))
            let json = try JSONValue(parsing: try await program.run(["tools", "run", "long", "--json"]).output)
            #expect(json["truncated"] == .bool(true) && json["characters"]?.int == 3_000_000)
            for arguments in ["[]", "{", "7"] {
                #expect(try await program.run(["tools", "run", "hello", arguments]).exitCode == 65)
            }
            let list = try await program.run(["tools", "list"])
            #expect(list.output.contains("hello") && list.output.contains("Says hello."))
            let show = try await program.run(["tools", "show", "hello"])
            #expect(show.output.contains("local executable") && show.output.contains("Says hello."))
        }
    }
}
