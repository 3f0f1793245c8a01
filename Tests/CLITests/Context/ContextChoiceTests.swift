import Foundation
import Testing

/// The question near the model's context and the wait for a pipe, at a terminal.
@Suite(.timeLimit(.minutes(5))) struct ContextChoiceTests {
    @Test func upBringsTheMessageBackAndNotTheAnswer() async throws {
        try await Program.inFolder { program in
            let folder = program.folder.appendingPathComponent(".config/cloudcompute")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try program.write(
                "profiles:\n  default:\n    context_length: 50\n", to: ".config/cloudcompute/config.yaml")
            let terminal = try Terminal(program, ["chat", "--plain", "--sandbox"], rows: 40)
            try await terminal.expect("> ")
            terminal.type("the long message" + String(repeating: " word", count: 60) + "\r")
            try await terminal.expect("send or no? ")
            terminal.type("n\r")
            try await terminal.expect("Nothing was sent; the Up key brings the line back.")
            try await terminal.expect("> ")
            terminal.type("\u{1B}[A")
            try await terminal.expect("the long message")
            terminal.type("\u{3}")
            try await terminal.expect("> ")
            terminal.type("\u{4}")
            #expect(try await terminal.exitCode() == 0)
        }
    }

    @Test func aPipeThatDoesNotEndIsToldOf() async throws {
        try await Program.inFolder { program in
            try program.write("a line\n", to: "log")
            let terminal = try Terminal(
                program, ["-c", "tail -f log | cloudcompute chat --sandbox"], executable: "/bin/bash")
            try await terminal.expect("Waiting for standard input to end")
            terminal.type("\u{3}")
            #expect(try await terminal.exitCode() == 130)
        }
    }
}
