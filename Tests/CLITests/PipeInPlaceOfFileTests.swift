import Foundation
import Testing

/// Named pipes that nobody writes to, where the program reads a file.
@Suite(.timeLimit(.minutes(2))) struct PipeInPlaceOfFileTests {
    private func makePipe(_ name: String, _ program: Program) throws {
        let folder = URL(fileURLWithPath: program.file(name)).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        #expect(mkfifo(program.file(name), 0o600) == 0)
    }

    @Test(
        arguments: [
            (["models", "--base-url", "http://127.0.0.1:9/v1", "--api-key-file", "pipe"], 78),
            (["ssh-keys", "add", "pipe", "--sandbox"], 65), (["ask", "--sandbox", "hi", "--schema", "pipe"], 65),
            (["ask", "--sandbox", "hi", "-t", "pipe"], 65), (["models", "--base-url", "https://127.0.0.1:9/v1"], 78),
        ] as [([String], Int32)])
    func aPipeWithoutAWriterIsAnEmptyFile(arguments: [String], code: Int32) async throws {
        try await Program.inFolder { program in
            var program = program
            try makePipe("pipe", program)
            program.environment["SSL_CERT_FILE"] = program.file("pipe")
            let outcome = try await program.run(arguments)
            #expect(outcome.exitCode == code && outcome.errorLines.count == 1, "\(outcome.error)")
            #expect(outcome.error.contains("pipe"))
        }
    }

    @Test func aHistoryThatIsNoFileIsNotUsed() async throws {
        try await Program.inFolder { program in
            try makePipe(".local/state/cloudcompute/input-history", program)
            let terminal = try Terminal(program, ["chat", "--sandbox"])
            try await terminal.expect("Typed lines are not kept")
            try await terminal.expect("not a regular file")
            terminal.type("/quit\r")
            #expect(try await terminal.exitCode() == 0)
        }
    }

    @Test func anEditorThatLeavesAPipeChangesNothing() async throws {
        try await Program.inFolder { program in
            var program = program
            program.environment["VISUAL"] = "rm -f \"$1\"; mkfifo"
            let terminal = try Terminal(program, ["chat", "--sandbox"])
            try await terminal.expect("> ")
            terminal.type("kept\u{18}\u{5}")
            terminal.type("\r")
            try await terminal.expect("> kept")
            terminal.type("/quit\r")
            #expect(try await terminal.exitCode() == 0)
        }
    }
}
