import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct LoginTests {
    private static let keyFile = ".config/cloudcompute/default.key"

    @Test func aKeyIsTypedUnseenCheckedAndKept() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                var program = program
                program.environment["CLOUDCOMPUTE_API_KEY"] = nil
                #expect(try await program.run(["models"]).exitCode == 78)
                let terminal = try Terminal(program, ["login"])
                try await terminal.expect("API key for http://127.0.0.1")
                terminal.type("cc-wrong\u{15}cc-sandboxx\u{7F}\r")
                #expect(try await terminal.exitCode() == 0)
                #expect(terminal.screen.contains("Key verified and saved") && !terminal.screen.contains("cc-sandbox"))
                #expect(try await program.run(["models"]).exitCode == 0)
                let attributes = try FileManager.default.attributesOfItem(atPath: program.file(Self.keyFile))
                #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
                let shown = try await program.run(["config", "show"])
                #expect(shown.output.contains("login, in ") && !shown.output.contains("cc-sandbox"))
            }
        }
    }

    @Test func aKeyThatTheServerRefusesIsNotKept() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                var program = program
                program.environment["CLOUDCOMPUTE_API_KEY"] = nil
                let refused = try await program.run(["login"], input: "cc-wrong\n")
                #expect(refused.exitCode == 77)
                #expect(!refused.error.contains("cc-wrong"))
                #expect(try await program.run(["login"], input: "\n").exitCode == 65)
                #expect(try await program.run(["login"], input: "two words\n").exitCode == 65)
                #expect(!FileManager.default.fileExists(atPath: program.file(Self.keyFile)))
                #expect(try await program.run(["login"], input: "cc-sandbox\n").exitCode == 0)
                #expect(try program.read(Self.keyFile).hasPrefix("cc-sandbox\n# for http://127.0.0.1:"))
            }
        }
    }

    @Test(arguments: [("two words\n", 0o600), ("cc-loose-0123456789\n", 0o666)])
    func aKeyFileThatCannotBeUsedHindersOnlyWhatNeedsItAndLoginRepairsIt(text: String, mode: Int) async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                var program = program
                program.environment["CLOUDCOMPUTE_API_KEY"] = nil
                try FileManager.default.createDirectory(
                    atPath: program.file(".config/cloudcompute"), withIntermediateDirectories: true)
                try program.write(text, to: Self.keyFile)
                try FileManager.default.setAttributes(
                    [.posixPermissions: mode], ofItemAtPath: program.file(Self.keyFile))
                try program.write("\"hi\"\n", to: "in.jsonl")
                let refused = try await program.run(["models"])
                #expect(refused.exitCode == 78 && refused.errorLines.count == 1, "\(refused.error)")
                for command in [
                    ["config", "path"], ["history", "list"], ["batch", "validate", "in.jsonl", "-m", "x"],
                    ["config", "show"],
                ] {
                    let outcome = try await program.run(command)
                    #expect(outcome.exitCode == 0, "\(command): \(outcome.error)")
                }
                #expect(try await program.run(["config", "show"]).output.contains("default.key"))
                let doctor = try await program.run(["doctor"])
                #expect(doctor.exitCode == 78 && doctor.output.contains("default.key"), "\(doctor.output)")
                var sandbox = program
                sandbox.environment["CLOUDCOMPUTE_BASE_URL"] = nil
                #expect(try await sandbox.run(["models", "--sandbox"]).exitCode == 0)
                let login = try await program.run(["login"], input: "cc-sandbox\n")
                #expect(login.exitCode == 0 && login.errorLines.count == 1, "\(login.error)")
                #expect(try await program.run(["models"]).exitCode == 0)
            }
        }
    }

    @Test func aStoredKeyIsSentToItsOwnServerAlone() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, url in
                try await program.withSandbox { other, otherURL in
                    var program = program
                    program.environment["CLOUDCOMPUTE_API_KEY"] = nil
                    #expect(try await program.run(["login"], input: "cc-sandbox\n").exitCode == 0)
                    #expect(try await program.run(["models"]).exitCode == 0)
                    let refused = try await program.run(["models", "--base-url", "https://other.invalid/v1"])
                    #expect(refused.exitCode == 78 && refused.errorLines.count == 1, "\(refused.error)")
                    for word in ["for http://127.0.0.1:", "https://other.invalid", "cloudcompute login"] {
                        #expect(refused.error.contains(word), "\(refused.error)")
                    }
                    // Another server of this machine is asked without a key, which this one wants.
                    let keyless = try await program.run(["models", "--base-url", otherURL])
                    #expect(keyless.exitCode == 78 && keyless.error.contains("No API key is set"), "\(keyless.error)")
                    let named = ["models", "--base-url", otherURL, "--api-key-file", Self.keyFile]
                    #expect(try await program.run(named).exitCode == 0)
                    try program.write("cc-sandbox\n", to: Self.keyFile)
                    #expect(try await program.run(["models", "--base-url", otherURL]).exitCode == 0)
                }
            }
        }
    }

    @Test func aStoredKeyIsReplacedAfterAYes() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                var program = program
                program.environment["CLOUDCOMPUTE_API_KEY"] = nil
                #expect(try await program.run(["login"], input: "cc-sandbox\n").exitCode == 0)
                try program.write("cc-former\n", to: Self.keyFile)
                for (answer, code, words, stored) in [
                    ("n\r", 1, "was kept", "cc-former\n"), ("\r", 1, "The stored key was kept.", "cc-former\n"),
                    ("\u{3}", 130, "[y/N] ^C\r\n", "cc-former\n"), ("y\r", 0, "saved", "cc-sandbox\n"),
                ] as [(String, Int32, String, String)] {
                    let terminal = try Terminal(program, ["login"])
                    // A key that is pasted at once is not shown, whatever is asked.
                    try await terminal.expect("API key for http://127.0.0.1")
                    terminal.type("cc-sandbox\r")
                    try await terminal.expect("holds a key already. Replace it? [y/N] ")
                    terminal.type(answer)
                    #expect(try await terminal.exitCode() == code)
                    let isShown = terminal.screen.contains(words) && !terminal.screen.contains("cc-sandbox")
                    #expect(isShown, "\(answer.debugDescription): \(terminal.screen.debugDescription)")
                    #expect(try program.read(Self.keyFile).hasPrefix(stored))
                }
                let unasked = try Terminal(program, ["login", "--yes"])
                try await unasked.expect("API key for")
                unasked.type("cc-sandbox\r")
                #expect(try await unasked.exitCode() == 0)
                #expect(!unasked.screen.contains("Replace it?"))
            }
        }
    }

    @Test func controlCAtTheQuestionGivesTheTerminalBack() async throws {
        try await Program.inFolder { program in
            let terminal = try Terminal(program, ["login", "--base-url", "http://127.0.0.1:9/v1"])
            try await terminal.expect("API key for")
            terminal.type("cc-half\u{3}")
            #expect(try await terminal.exitCode() == 130)
            #expect(!FileManager.default.fileExists(atPath: program.file(Self.keyFile)))
        }
    }

    @Test(arguments: [(SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130), (SIGQUIT, 131)] as [(Int32, Int32)])
    func aSignalAtTheQuestionGivesTheTerminalBack(signal: Int32, code: Int32) async throws {
        try await Program.inFolder { program in
            let terminal = try Terminal(program, ["login", "--base-url", "http://127.0.0.1:9/v1"])
            try await terminal.expect("API key for")
            terminal.send(signal)
            #expect(try await terminal.exitCode() == code)
        }
    }

    @Test func theSandboxsKeyTakesNoOthersPlace() async throws {
        try await Program.inFolder { program in
            try FileManager.default.createDirectory(
                atPath: program.file(".config/cloudcompute"), withIntermediateDirectories: true)
            try program.write("cc-real\n", to: Self.keyFile)
            #expect(try await program.run(["login", "--sandbox"], input: "cc-sandbox\n").exitCode == 64)
            #expect(try program.read(Self.keyFile) == "cc-real\n")
        }
    }
}
