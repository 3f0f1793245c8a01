import Foundation
import JSON
import Testing

/// Calls of tools that are stopped or killed: the conversation can always go on.
@Suite(.timeLimit(.minutes(10))) struct ToolInterruptionTests {
    /// Adds a tool that tells of its start through one pipe, and ends when something comes through the other.
    private func addWaitingTool(_ program: Program) async throws {
        _ = try await program.run(executable: "/usr/bin/env", ["mkfifo", program.file("begun"), program.file("never")])
        try program.addTool(
            "wait", "echo x > '\(program.file("begun"))'; exec cat '\(program.file("never"))'")
        try program.addTool("echo")
    }

    @Test func aKilledCallIsAnsweredAndTheConversationGoesOn() async throws {
        try await Program.inFolder { program in
            try await addWaitingTool(program)
            let arguments = ["ask", "--sandbox", "-T", "all", "--allow-tool", "*"]
            try await program.killing(
                arguments + ["call echo {\"a\":1}\ncall wait {}\ncall echo {}"], once: "read -r line < begun")
            // The tool outlives its killed parent until its pipe ends.
            _ = try await program.shell("exec 9<>never")
            let json = try JSONValue(parsing: try await program.run(["history", "show", "--json"]).output)
            let results = json["turns"]?.array?.filter { $0["role"]?.string == "tool" } ?? []
            #expect(results.map { $0["outcome"]?.string } == ["done", "interrupted", "interrupted"])
            // The sandbox refuses a conversation with a call that has no answer.
            for more in [[], ["-T", "echo", "--allow-tool", "*"]] {
                let outcome = try await program.runAlone(["ask", "--sandbox", "-c"] + more + ["go on"])
                #expect(outcome.status == 0, "\(outcome.error)")
            }
            #expect(program.runs == ["echo", "wait"])
        }
    }

    @Test func controlCEndsTheCallAndKeepsTheChat() async throws {
        try await Program.inFolder { program in
            try await addWaitingTool(program)
            let terminal = try Terminal(
                program, ["chat", "--plain", "--sandbox", "-T", "all", "--allow-tool", "*"])
            try await terminal.expect("> ")
            terminal.type("call wait {}\u{A}call echo {}\r")
            _ = try await program.shell("read -r line < begun")
            terminal.type("\u{3}")
            try await terminal.expect("wait → interrupted")
            try await terminal.expect("echo → interrupted")
            try await terminal.expect("> ")
            terminal.type("call echo {}\r")
            try await terminal.expect("echo → 1 line")
            try await terminal.expect("> ")
            terminal.type("/tools log\r")
            try await terminal.expect("3. echo → 1 line")
            try await terminal.expect("> ")
            terminal.type("/retry\r")
            try await terminal.expect("echo → 1 line")
            try await terminal.expect("> ")
            terminal.type("\u{4}")
            #expect(try await terminal.exitCode() == 0)
            #expect(program.runs == ["wait", "echo", "echo"])
        }
    }

    @Test func aSignalEndsAskAndItsTool() async throws {
        try await Program.inFolder { program in
            try await addWaitingTool(program)
            let script = """
                cloudcompute ask --sandbox -T all --allow-tool '*' 'call wait {}' & program=$!
                read -r line < begun; kill -TERM $program; wait $program
                """
            let outcome = try await program.shell(script)
            #expect(outcome.status == 143, "\(outcome.error)")
            try await program.waitForEnd(ofAllLike: "cat \(program.file("never"))")
            #expect(try await program.runAlone(["ask", "--sandbox", "-c", "go on"]).status == 0)
        }
    }
}
