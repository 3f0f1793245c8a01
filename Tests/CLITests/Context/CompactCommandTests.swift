import Foundation
import JSON
import Testing

/// `/compact` and the question near the model's context, by the built program.
@Suite(.timeLimit(.minutes(5))) struct CompactCommandTests {
    private func configure(_ program: Program, contextLength: Int) throws {
        let folder = program.folder.appendingPathComponent(".config/cloudcompute")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try program.write(
            "profiles:\n  default:\n    context_length: \(contextLength)\n", to: ".config/cloudcompute/config.yaml")
    }

    @Test func aSummaryIsMadeShownKeptAndTakenBack() async throws {
        try await Program.inFolder { program in
            let lines = "one\ntwo\nthree\n/compact\nfour\n"
            let chat = try await program.run(["chat", "--sandbox"], input: lines)
            #expect(chat.exitCode == 0, "\(chat.error)")
            #expect(
                chat.error.contains("The first 1 messages") || chat.error.contains("The first message became a summary")
            )
            // Three messages, of which one became a summary: two with replies, and this one.
            #expect(chat.output.contains("| messages | 5 |"), "\(chat.output)")
            let shown = try await program.run(["history", "show"])
            #expect(shown.output.contains("## Summary\n\n(It is sent in place of the messages above.)"))
            #expect(shown.output.contains("\none\n"))
            let after = try await program.run(
                ["chat", "--sandbox", "-c"], input: "/compact show\n/compact undo\nfive\n")
            #expect(after.error.contains("Sent in place of the first message, by sandbox/small:"), "\(after.error)")
            #expect(after.output.contains("| messages | 9 |"), "\(after.output)")
            let again = try await program.run(["ask", "--sandbox", "-c", "six"])
            #expect(again.output.contains("| messages | 11 |"))
        }
    }

    @Test func nearTheContextThePersonChooses() async throws {
        try await Program.inFolder { program in
            try configure(program, contextLength: 300)
            let terminal = try Terminal(program, ["chat", "--plain", "--sandbox"], columns: 120)
            try await terminal.expect("> ")
            terminal.type("first\r")
            try await terminal.expect("tokens/s")
            try await terminal.expect("> ")
            terminal.type(String(repeating: "word ", count: 200) + "\r")
            try await terminal.expect("of the 300 tokens")
            try await terminal.expect("send, compact, drop or no? ")
            terminal.type("d\r")
            try await terminal.expect("/compact undo")
            try await terminal.expect("| messages | 1 |")
            try await terminal.expect("tokens/s")
            try await terminal.expect("> ")
            terminal.type("\u{4}")
            #expect(try await terminal.exitCode() == 0)
        }
    }

    @Test func aScriptIsToldAndNothingIsLeftOut() async throws {
        try await Program.inFolder { program in
            try configure(program, contextLength: 100)
            let chat = try await program.run(["chat", "--sandbox"], input: "one\ntwo\n")
            #expect(chat.exitCode == 0 && chat.output.contains("| messages | 3 |"), "\(chat)")
            #expect(chat.error.contains("It is sent whole; the server may refuse it or cut the reply short."))
            let asked = try await program.run(["ask", "--sandbox", "-c", "three"])
            #expect(asked.exitCode == 0 && asked.error.contains("It is sent whole"), "\(asked)")
            try configure(program, contextLength: 0)
            let wrong = try await program.run(["chat", "--sandbox"], input: "one\n")
            #expect(wrong.exitCode == 78 && wrong.error.contains("profiles.default.context_length"), "\(wrong)")
        }
    }
}
