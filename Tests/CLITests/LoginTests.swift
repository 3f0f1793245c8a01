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
                #expect(terminal.screen.contains("The key is accepted") && !terminal.screen.contains("cc-sandbox"))
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
                #expect(try program.read(Self.keyFile) == "cc-sandbox\n")
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

    @Test func theDoctorTellsWhatIsWrong() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                let well = try await program.run(["doctor"])
                #expect(well.exitCode == 0, "\(well.output)")
                #expect(well.output.contains("ok  server: answers and lists"))
                var ill = program
                ill.environment["CLOUDCOMPUTE_MODEL"] = "sandbox/none"
                let found = try await ill.run(["doctor"])
                #expect(found.exitCode == 1)
                #expect(found.output.contains("!!  model: sandbox/none is not among the server's"))
                ill.environment["CLOUDCOMPUTE_BASE_URL"] = "http://127.0.0.1:9/v1"
                #expect(try await ill.run(["doctor"]).output.contains("!!  server: Cannot connect"))
                ill.environment["CLOUDCOMPUTE_PROFILE"] = "nobody"
                #expect(try await ill.run(["doctor"]).output.contains("!!  settings: There is no profile"))
            }
        }
    }
}
