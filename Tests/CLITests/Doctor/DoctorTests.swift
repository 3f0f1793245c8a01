import Foundation
import JSON
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(5))) struct DoctorTests {
    private static let store = ".local/share/cloudcompute/conversations.db"

    @Test func aSetupThatWorksHasNoFindings() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                var program = program
                program.environment["CLOUDCOMPUTE_MODEL"] = "sandbox/small"
                #expect(try await program.run(["ask", "hi"]).exitCode == 0)
                let (checks, exitCode) = try await program.diagnose()
                #expect(exitCode == 0 && Program.names(checks, "error").isEmpty, "\(checks)")
                #expect(Program.names(checks, "warning").isEmpty && Program.names(checks, "skipped") == ["tls"])
                #expect(
                    checks["store"]?["facts"]?["conversations"] == 1 && checks["store"]?["facts"]?["checked"] == true)
                #expect(checks["model"]?["facts"]?["id"] == "sandbox/small")
                #expect(checks["key"]?["facts"]?["accepted"] == true)
                let text = try await program.run(["doctor"])
                #expect(text.exitCode == 0 && text.output.contains("✓ server: http://127.0.0.1:"), "\(text.output)")
                #expect(text.output.hasSuffix(" checks: 0 errors, 0 warnings, 1 not made.\n"))
                #expect(text.output.contains("~/.config/cloudcompute") && !text.output.contains(program.folder.path))
            }
        }
    }

    @Test func itWritesNothingAndHelpsOffline() async throws {
        try await Program.inFolder { program in
            var program = program
            program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-secret-0123456789"
            let (checks, exitCode) = try await program.diagnose(["--offline"])
            #expect(exitCode == 0, "\(checks)")
            #expect(
                Program.names(checks, "skipped") == ["clock", "connection", "dns", "proxy", "server", "tls"])
            #expect(checks["version"]?["facts"]?["sqlite"]?.string?.hasPrefix("3.") == true)
            #expect(try FileManager.default.contentsOfDirectory(atPath: program.folder.path).isEmpty)
            #expect(try await program.diagnose(["--sandbox"]).exitCode == 0)
        }
    }

    @Test func aModelAPortAKeyAndAProfileThatAreWrongAreFound() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                var ill = program
                ill.environment["CLOUDCOMPUTE_MODEL"] = "sandbox/none"
                var (checks, exitCode) = try await ill.diagnose()
                #expect(exitCode == 65 && Program.names(checks, "error") == ["model"], "\(checks)")
                ill = program
                ill.environment["CLOUDCOMPUTE_API_KEY"] = "cc-wrong-0123456789"
                (checks, exitCode) = try await ill.diagnose()
                #expect(exitCode == 77 && Program.names(checks, "error") == ["key"], "\(checks)")
                ill = program
                ill.environment["CLOUDCOMPUTE_BASE_URL"] = "http://127.0.0.1:9/v1"
                (checks, exitCode) = try await ill.diagnose()
                #expect(exitCode == 69 && Program.names(checks, "error") == ["connection"], "\(checks)")
                ill.environment["CLOUDCOMPUTE_PROFILE"] = "nobody"
                (checks, exitCode) = try await ill.diagnose()
                #expect(exitCode == 78 && Program.names(checks, "error") == ["settings"], "\(checks)")
                #expect(checks["store"]?["status"] == "ok" && checks["locale"]?["status"] == "ok")
                ill = program
                ill.environment["LANG"] = "C"
                let text = try await ill.run(["doctor"])
                #expect(text.exitCode == 0 && text.output.contains("warning locale: "), "\(text.output)")
                #expect(text.output.utf8.allSatisfy { $0 < 0x80 })
            }
        }
    }

    @Test(arguments: ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"])
    func aFileInPlaceOfAFolderIsFound(variable: String) async throws {
        try await Program.inFolder { program in
            var program = program
            try FileManager.default.createSymbolicLink(
                atPath: program.file("link"), withDestinationPath: program.file("nowhere"))
            program.environment[variable] = program.file("link")
            program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-secret-0123456789"
            let linked = try await program.diagnose(["--offline"]).checks["paths"]
            #expect(linked?["status"]?.string == "error" && linked?["fix"]?.string == "Set \(variable) to a folder.")
            try program.write("", to: "plain")
            program.environment[variable] = program.file("plain")
            let (checks, exitCode) = try await program.diagnose(["--offline"])
            let isStore = variable == "XDG_DATA_HOME"
            #expect(
                exitCode == 74 && Program.names(checks, "error") == ["paths"] + (isStore ? ["store"] : []), "\(checks)")
            #expect(checks["paths"]?["fix"]?.string == "Set \(variable) to a folder.")
        }
    }

    @Test func aDeadProxyAndAHostThatIsNotKnownAreFound() async throws {
        try await Program.inFolder { program in
            var program = program
            program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-secret-0123456789"
            program.environment["CLOUDCOMPUTE_BASE_URL"] = "https://host.invalid/v1"
            var (checks, exitCode) = try await program.diagnose()
            #expect(exitCode == 69 && Program.names(checks, "error") == ["dns"], "\(checks)")
            program.environment["HTTPS_PROXY"] = "http://127.0.0.1:9"
            (checks, exitCode) = try await program.diagnose()
            #expect(exitCode == 69 && Program.names(checks, "error") == ["connection"], "\(checks)")
            #expect(checks["connection"]?["fix"]?.string?.contains("HTTPS_PROXY") == true)
            program.environment["HTTPS_PROXY"] = "ftp://127.0.0.1:9"
            (checks, exitCode) = try await program.diagnose()
            #expect(exitCode == 78 && Program.names(checks, "error") == ["proxy"], "\(checks)")
        }
    }

    @Test func filesThatOthersMayReadOrChangeAreFound() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                var program = program
                program.environment["CLOUDCOMPUTE_API_KEY"] = nil
                #expect(try await program.run(["login"], input: "cc-sandbox\n").exitCode == 0)
                try program.setMode(0o644, of: ".config/cloudcompute/default.key")
                var (checks, exitCode) = try await program.diagnose()
                #expect(exitCode == 0 && Program.names(checks, "warning") == ["permissions"], "\(checks)")
                #expect(checks["permissions"]?["fix"] == "Run `chmod 600 ~/.config/cloudcompute/default.key`.")
                try program.setMode(0o666, of: ".config/cloudcompute/default.key")
                (checks, exitCode) = try await program.diagnose()
                #expect(exitCode == 78 && Program.names(checks, "error") == ["key", "permissions"], "\(checks)")
            }
        }
    }

    @Test(arguments: ["head", "middle", "other"]) func aStoreThatIsDamagedIsFoundAndLeftAsItIs(place: String)
        async throws
    {
        try await Program.inFolder { program in
            let long = String(repeating: "much to say ", count: 4000)
            #expect(try await program.run(["ask", "--sandbox", "-"], input: long).exitCode == 0)
            let path = program.file(Self.store)
            let checkpoint = "import sqlite3,sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA journal_mode=DELETE')"
            #expect(try await program.run(executable: "/usr/bin/python3", ["-c", checkpoint, path]).exitCode == 0)
            var bytes = [UInt8](try #require(FileManager.default.contents(atPath: path)))
            switch place {
            case "head": for index in 0..<16 { bytes[index] = 0x58 }
            case "middle": for index in 4096..<(bytes.count - 4096) { bytes[index] = 0xAA }
            default: bytes = Array("no database\n".utf8)
            }
            try Data(bytes).write(to: program.folder.appendingPathComponent(Self.store))
            let (checks, exitCode) = try await program.diagnose(["--sandbox"])
            #expect(checks["store"]?["status"] == "error" && exitCode == (place == "middle" ? 74 : 65), "\(checks)")
            #expect(checks["server"]?["status"] == "ok")
            #expect(FileManager.default.contents(atPath: path) == Data(bytes))
        }
    }

    @Test func aClockThatDiffersFromTheServersIsFound() async throws {
        try await Program.inFolder { program in
            let prepared = program
            try await LoopbackServer.serve { _ in
                .close([
                    LoopbackServer.http(
                        "200 OK", type: "application/json", #"{"data":[{"id":"m"}]}"#,
                        headers: "date: Sun, 06 Nov 1994 08:49:37 GMT\r\n")
                ])
            } while: { server in
                var program = prepared
                program.environment["CLOUDCOMPUTE_BASE_URL"] = server.baseURL
                let (checks, exitCode) = try await program.diagnose()
                #expect(exitCode == 0 && Program.names(checks, "warning") == ["clock"], "\(checks)")
                #expect(checks["clock"]?["message"]?.string?.contains("ahead of the server's") == true)
            }
        }
    }

    @Test func ctrlCEndsACheckThatWaits() async throws {
        try await Program.inFolder { program in
            let prepared = program
            try await LoopbackServer.serve { _ in
                .hold([])
            } while: { server in
                var program = prepared
                program.environment["CLOUDCOMPUTE_BASE_URL"] = server.baseURL
                let terminal = try Terminal(program, ["doctor"])
                try await terminal.expect("checking the setup")
                terminal.type("\u{3}")
                #expect(try await terminal.exitCode() == 130)
            }
        }
    }
}
