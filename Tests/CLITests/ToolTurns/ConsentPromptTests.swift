import Foundation
import Testing

/// What a person at a terminal answers when a tool wants to run.
@Suite(.timeLimit(.minutes(10))) struct ConsentPromptTests {
    private static let question = "d details: "

    /// A chat whose model may call the tools of a server and a local one.
    private func inChat(_ body: (Program, Terminal) async throws -> Void) async throws {
        try await Program.inFolder { program in
            try program.addServer("box", "one", "two")
            try program.addTool("echo", hints: "{\"readOnlyHint\": true}")
            let terminal = try Terminal(program, ["chat", "--plain", "--sandbox", "-T", "all"])
            try await terminal.expect("> ")
            try await body(program, terminal)
            try await terminal.expect("> ")
            terminal.type("\u{4}")
            #expect(try await terminal.exitCode() == 0)
        }
    }

    private func answer(_ terminal: Terminal, _ text: String) async throws {
        try await terminal.expect(Self.question)
        terminal.type(text)
    }

    /// Sends calls, one a line.
    private func call(_ terminal: Terminal, _ calls: String...) {
        terminal.type(calls.map { "call \($0) {}" }.joined(separator: "\u{A}") + "\r")
    }

    @Test func yesIsForOneCall() async throws {
        try await inChat { program, terminal in
            call(terminal, "box__one", "box__one")
            try await answer(terminal, "y\r")
            try await terminal.expect("box__one → 1 line")
            try await answer(terminal, "n\r")
            try await terminal.expect("box__one → denied")
            try await terminal.expect("did not allow this call")
            #expect(program.runs == ["one"])
        }
    }

    @Test func aLineFeedEndsAnAnswerAsEnterDoes() async throws {
        try await inChat { program, terminal in
            call(terminal, "box__one")
            try await answer(terminal, "y\n")
            try await terminal.expect("box__one → 1 line")
            #expect(program.runs == ["one"])
        }
    }

    @Test func aToolIsAllowedForTheSession() async throws {
        try await inChat { program, terminal in
            call(terminal, "box__one", "box__one", "box__two")
            try await answer(terminal, "s\r")
            try await answer(terminal, "\r")
            try await terminal.expect("box__two → denied")
            try await terminal.expect("> ")
            call(terminal, "box__one")
            try await terminal.expect("The tools said:")
            #expect(program.runs == ["one", "one", "one"])
        }
    }

    @Test func aServerIsAllowedForTheSession() async throws {
        try await inChat { program, terminal in
            call(terminal, "box__one", "box__two", "echo")
            try await answer(terminal, "S\r")
            // The local tool is of no server.
            try await terminal.expect("echo (a local tool)")
            try await terminal.expect("says it only reads")
            try await answer(terminal, "n no need\r")
            try await terminal.expect("Reason: no need")
            #expect(program.runs == ["one", "two"])
        }
    }

    @Test func whatIsAlwaysAllowedIsAskedAboutOnceItChanges() async throws {
        try await inChat { program, terminal in
            call(terminal, "box__one")
            try await answer(terminal, "a\r")
            try await terminal.expect("The tools said:")
        }
        try await Program.inFolder { program in
            try program.addServer("box", "one")
            let first = try Terminal(program, ["ask", "--sandbox", "-T", "box", "call box__one {}"])
            try await answer(first, "a\r")
            try await first.expect("The tools said:")
            #expect(try await first.exitCode() == 0)
            let again = try Terminal(program, ["ask", "--sandbox", "-T", "box", "call box__one {}"])
            try await again.expect("The tools said:")
            #expect(try await again.exitCode() == 0)
            try program.write("two", to: "word")
            let changed = try Terminal(program, ["ask", "--sandbox", "-T", "box", "call box__one {}"])
            try await changed.expect("not what was allowed before")
            try await changed.expect("-   \"description\": \"Says one.\"")
            try await changed.expect("+   \"description\": \"Says two.\"")
            try await answer(changed, "\r")
            #expect(try await changed.exitCode() == 0)
            #expect(program.runs == ["one", "one"])
            let attributes = try FileManager.default.attributesOfItem(
                atPath: program.file(".local/share/cloudcompute/tool-approvals.json"))
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            for (pattern, exitCode, text) in [
                ("cube__*", 1, "fits cube__*"), ("box__*", 0, "Asked about again: box__one"),
                ("box__*", 0, "No tool is always allowed."),
            ] {
                let outcome = try await program.run(["tools", "approvals", "--remove", pattern])
                #expect(outcome.status == exitCode && outcome.error.contains(text), "\(outcome)")
            }
        }
    }

    @Test func aToolThatChangesMeanwhileIsAskedAboutAgain() async throws {
        try await Program.inFolder { program in
            try program.addServer("box", "one", "change")
            let terminal = try Terminal(program, ["chat", "--plain", "--sandbox", "-T", "box"])
            try await terminal.expect("> ")
            call(terminal, "box__one", "box__change")
            try await answer(terminal, "S\r")
            try await terminal.expect("box__change → 1 line")
            try await terminal.expect("> ")
            call(terminal, "box__one")
            try await terminal.expect("not what was allowed before")
            try await terminal.expect("+   \"description\": \"Says other.\"")
            try await answer(terminal, "n\r")
            try await terminal.expect("box__one → denied")
            try await terminal.expect("> ")
            terminal.type("\u{4}")
            #expect(try await terminal.exitCode() == 0)
            #expect(program.runs == ["one", "change"])
        }
    }

    @Test func detailsAndHiddenCharactersAreShown() async throws {
        try await inChat { program, terminal in
            terminal.type("call echo {\"a\":\"x\\u202ey\\u200b\"}\r")
            try await terminal.expect("\"a\": \"x\\u{202E}y\\u{200B}\"")
            try await answer(terminal, "d\r")
            try await terminal.expect("The tool echo.")
            try await answer(terminal, "what?\r")
            try await answer(terminal, "y\r")
            try await terminal.expect("The tools said:")
            #expect(program.runs == ["echo"])
        }
    }

    @Test func controlCIsNoAndStopsTheTurn() async throws {
        try await inChat { program, terminal in
            call(terminal, "echo", "box__one")
            try await answer(terminal, "\u{3}")
            try await terminal.expect("echo → denied")
            try await terminal.expect("box__one → interrupted")
            try await terminal.expect("> ")
            terminal.type("still here\r")
            try await terminal.expect("> still here")
            #expect(program.runs.isEmpty)
        }
    }

    @Test func whatWasTypedBeforeIsNoAnswer() async throws {
        try await inChat { program, terminal in
            terminal.type("call echo {}\ry\r")
            try await answer(terminal, "n\r")
            try await terminal.expect("echo → denied")
            #expect(program.runs.isEmpty)
        }
    }

    @Test(arguments: ["what\ra\r", "d\ra\r"])
    func whatIsPastedBehindALineIsNoAnswer(text: String) async throws {
        try await inChat { program, terminal in
            call(terminal, "echo")
            try await answer(terminal, text)
            try await answer(terminal, "n\r")
            try await terminal.expect("echo → denied")
            #expect(program.runs.isEmpty)
        }
    }

    @Test func detailsFitTheWindowAsItIsNow() async throws {
        try await inChat { program, terminal in
            terminal.type("call echo {\"a\":\"\(String(repeating: "x", count: 70))\"}\r")
            try await terminal.expect(Self.question)
            terminal.resize(columns: 40, rows: 24)
            terminal.type("d\r")
            try await terminal.expect("Arguments:")
            try await terminal.expect("│   \"a\": \"\(String(repeating: "x", count: 29))\r\n│ xxx")
            try await answer(terminal, "n\r")
            try await terminal.expect("echo → denied")
        }
    }

    @Test func aPipedQuestionIsAskedAboutAtTheTerminal() async throws {
        try await Program.inFolder { program in
            try program.addTool("echo")
            let script = "printf 'call echo {}' | cloudcompute ask --sandbox -T echo > out; echo ended $?"
            let terminal = try Terminal(program, ["-c", script], executable: "/bin/bash")
            try await answer(terminal, "y\r")
            try await terminal.expect("ended 0")
            #expect(program.runs == ["echo"])
            #expect(try program.read("out").contains("The tools said:"))
        }
    }
}
