import Foundation
import Testing

/// What stands there already is replaced after a yes, and where that was said beforehand.
@Suite(.timeLimit(.minutes(5))) struct ReplacingTests {
    private static let keyFile = ".config/cloudcompute/default.key"

    @Test func loginAsksBeforeItReplacesAKey() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                var program = program
                program.environment["CLOUDCOMPUTE_API_KEY"] = nil
                #expect(try await program.run(["login"], input: "cc-sandbox\n").exitCode == 0)
                try program.write("cc-former\n", to: Self.keyFile)
                let kept = try Terminal(program, ["login"])
                try await kept.expect("API key for")
                kept.type("cc-sandbox\r")
                try await kept.expect("holds a key already. Replace it? [y/N] ")
                kept.type("\r")
                #expect(try await kept.exitCode() == 1)
                #expect(kept.screen.contains("The stored key was kept."))
                #expect(try program.read(Self.keyFile) == "cc-former\n")
                let replaced = try Terminal(program, ["login"])
                try await replaced.expect("API key for")
                replaced.type("cc-sandbox\r")
                try await replaced.expect("Replace it? [y/N] ")
                replaced.type("y\r")
                #expect(try await replaced.exitCode() == 0)
                #expect(try program.read(Self.keyFile).hasPrefix("cc-sandbox\n"))
                let unasked = try Terminal(program, ["login", "--yes"])
                try await unasked.expect("API key for")
                #expect(!unasked.screen.contains("Replace it?"))
                unasked.type("cc-sandbox\r")
                #expect(try await unasked.exitCode() == 0)
            }
        }
    }

    @Test func anExportReplacesAFileAfterAYesOrWithForce() async throws {
        try await Program.inFolder { program in
            #expect(try await program.run(["ask", "--sandbox", "hi"]).exitCode == 0)
            try program.write("mine", to: "talk.md")
            let export = ["history", "export", "1", "-o", "talk.md"]
            let refused = try await program.run(export)
            #expect(refused.exitCode == 74 && refused.error.contains("--force replaces it"), "\(refused.error)")
            let asked = try Terminal(program, export)
            try await asked.expect("talk.md exists already. Replace it? [y/N] ")
            asked.type("n\r")
            #expect(try await asked.exitCode() == 1)
            #expect(try program.read("talk.md") == "mine")
            #expect(try await program.run(export + ["-f"]).exitCode == 0)
            #expect(try program.read("talk.md").contains("## User"))
            try program.write("mine", to: "talk.md")
            let agreed = try Terminal(program, export)
            try await agreed.expect("[y/N] ")
            agreed.type("y\r")
            #expect(try await agreed.exitCode() == 0)
            #expect(try program.read("talk.md").contains("## User"))
            let other = try await program.run(["history", "export", "1", "-o", "/dev/null", "--force"])
            #expect(other.exitCode == 74 && other.error.contains("no regular file"), "\(other.error)")
            let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
            #expect(!names.contains { $0.hasSuffix(".draft") }, "\(names)")
        }
    }
}
