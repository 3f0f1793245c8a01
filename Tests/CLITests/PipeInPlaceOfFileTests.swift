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
            (["models", "--base-url", "http://127.0.0.1:9/v1", "--api-key-file", "pipe"], 66),
            (["ssh-keys", "add", "pipe", "--sandbox"], 66), (["ask", "--sandbox", "hi", "--schema", "pipe"], 66),
            (["ask", "--sandbox", "hi", "-t", "pipe"], 66), (["models", "--base-url", "https://127.0.0.1:9/v1"], 78),
        ] as [([String], Int32)])
    func aPipeThatNobodyWritesToIsRefused(arguments: [String], code: Int32) async throws {
        try await Program.inFolder { program in
            var program = program
            try makePipe("pipe", program)
            program.environment["SSL_CERT_FILE"] = program.file("pipe")
            let outcome = try await program.run(arguments)
            #expect(outcome.exitCode == code && outcome.errorLines.count == 1, "\(outcome.error)")
            #expect(outcome.error.contains("pipe"))
        }
    }

    @Test(arguments: [["ask", "--sandbox", "-f", "pipe", "hi"], ["models", "--api-key-file", "pipe"]])
    func controlCEndsTheWaitForAPipe(arguments: [String]) async throws {
        try await Program.inFolder { program in
            try makePipe("pipe", program)
            let terminal = try Terminal(program, arguments)
            let path = program.file("pipe")
            // Opening it for writing takes until the program has opened it for reading.
            let writer = await withCheckedContinuation { continuation in
                Thread.detachNewThread { continuation.resume(returning: open(path, O_WRONLY)) }
            }
            defer { close(writer) }
            terminal.type("\u{3}")
            #expect(try await terminal.exitCode() == 130)
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
