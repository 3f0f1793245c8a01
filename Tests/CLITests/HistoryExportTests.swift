import Foundation
import Testing

/// Conversations that are written to a file.
@Suite(.timeLimit(.minutes(5))) struct HistoryExportTests {
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
