import Testing

@Suite(.timeLimit(.minutes(2))) struct QuestionAndTableTests {
    @Test(arguments: ["en", "ru"]) func offersKeepWhatTheyAreOf(language: String) async throws {
        try await Program.inFolder { program in
            let terminal = try Terminal(program, ["offers", "--sandbox", "--lang", language], columns: 50)
            #expect(try await terminal.exitCode() == 0)
            let rows = terminal.screen.split(separator: "\r\n").filter { $0.contains(" × ") }
            #expect(rows.count > 3 && rows.allSatisfy { $0.count <= 50 && !$0.contains("…") }, "\(rows)")
        }
    }

    @Test func whatIsTypedBeforeAQuestionDoesNotAnswerIt() async throws {
        try await Program.inFolder { program in
            #expect(try await program.run(["ask", "--sandbox", "-m", "small", "hi"]).exitCode == 0)
            // The program begins only when the answer has been typed.
            let script = "echo ready; read -r go; exec '\(Program.path)' history delete 1"
            let terminal = try Terminal(program, ["-c", script], executable: "/bin/sh")
            try await terminal.expect("ready")
            terminal.type("go\ry\r")
            try await terminal.expect("[y/N] ")
            terminal.type("n\r")
            #expect(try await terminal.exitCode() != 0)
            #expect(try await program.run(["history", "show", "1"]).exitCode == 0)
        }
    }

    @Test(arguments: ["en", "ru"]) func questionsBreakBetweenWords(language: String) async throws {
        try await Program.inFolder { program in
            let ask = ["ask", "--sandbox", "-m", "small", "one two three four five six seven eight nine"]
            #expect(try await program.run(ask).exitCode == 0)
            let terminal = try Terminal(program, ["history", "delete", "1", "--lang", language], columns: 40)
            try await terminal.expect(language == "ru" ? "[д/Н] " : "[y/N] ")
            let rows = terminal.screen.split(separator: "\r\n")
            #expect(rows.count > 1 && rows.allSatisfy { $0.count <= 40 }, "\(rows)")
            terminal.type("n\r")
            _ = try await terminal.exitCode()
        }
    }
}
