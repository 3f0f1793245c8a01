import CloudComputeClient
import Foundation
import JSON
import Testing

@Suite(.timeLimit(.minutes(10))) struct ChatStoreTests {
    private static let database = ".local/share/cloudcompute/conversations.db"

    private func history(_ program: Program, _ arguments: [String]) async throws -> JSONValue {
        let outcome = try await program.run(["history"] + arguments + ["--json"])
        #expect(outcome.exitCode == 0, "\(outcome.error)")
        return try JSONValue(parsing: outcome.output)
    }

    @Test func whatIsSaidIsStoredAndGoneOnWith() async throws {
        try await Program.inFolder { program in
            let first = try await program.run(["chat", "--sandbox", "-s", "Кратко."], input: "Привет, мир\nвторой\n")
            #expect(first.exitCode == 0)
            let second = try await program.run(["chat", "--sandbox", "--continue"], input: "третий\n")
            #expect(second.output.contains("| сообщений | 6 |"))
            let named = try await program.run(["chat", "--sandbox", "--conversation", "привет"], input: "четвёртый\n")
            #expect(named.output.contains("| сообщений | 8 |"))
            let shown = try await history(program, ["show", "1"])
            #expect(shown["title"]?.string == "Привет, мир")
            #expect(shown["system"]?.string == "Кратко.")
            let turns = try #require(shown["turns"]?.array)
            #expect(turns.count == 8)
            #expect(turns.map { $0["role"]?.string } == (0..<8).map { $0 % 2 == 0 ? "user" : "assistant" })
            #expect(turns[1]["status"]?.string == "complete")
            #expect(turns[1]["finish_reason"]?.string == "stop")
            #expect(turns[1]["usage"]?["completion_tokens"]?.int ?? 0 > 0)
            #expect(turns[1]["timings"]?["time_to_first_token"]?.double ?? 0 > 0)
            let attributes = try FileManager.default.attributesOfItem(atPath: program.file(Self.database))
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        }
    }

    @Test func aKillInMidReplyKeepsTheTurnAndWhatHadCome() async throws {
        try await Program.inFolder { program in
            let terminal = try Terminal(program, ["chat", "--plain", "--sandbox"])
            try await terminal.expect("> ")
            terminal.type("вопрос" + String(repeating: " и ещё слово", count: 25) + "\r")
            try await terminal.expect("> вопрос и ещё слово")
            // What the terminal shows next came well after the first words, which are stored by then.
            try await terminal.expect("Что пришло")
            terminal.send(SIGKILL)
            #expect(try await terminal.exitCode() == 128 + SIGKILL)
            let turns = try #require(try await history(program, ["show"])["turns"]?.array)
            #expect(turns.count == 2)
            #expect(turns[0]["content"]?.string?.hasPrefix("вопрос и ещё") == true)
            #expect(turns[1]["status"]?.string == "cut off")
            #expect(turns[1]["content"]?.string?.hasPrefix("**Ответ песочницы.** Модель") == true)
            let next = try await program.run(["chat", "--sandbox", "--continue"], input: "дальше\n")
            #expect(next.output.contains("| сообщений | 3 |"))
        }
    }

    @Test func aKillInARetryLeavesTheMessageOnceAndItsWholeReply() async throws {
        try await Program.inFolder { program in
            let terminal = try Terminal(program, ["chat", "--plain", "--sandbox"])
            try await terminal.expect("> ")
            terminal.type("вопрос" + String(repeating: " и ещё слово", count: 5) + "\r")
            try await terminal.expect("tokens/s")
            try await terminal.expect("> ")
            terminal.type("/retry\r")
            try await terminal.expect("Что пришло")
            terminal.send(SIGKILL)
            #expect(try await terminal.exitCode() == 128 + SIGKILL)
            let turns = try #require(try await history(program, ["show"])["turns"]?.array)
            #expect(turns.count == 2 && turns[1]["status"]?.string == "complete")
            let next = try await program.run(["chat", "--sandbox", "--continue"], input: "дальше\n")
            #expect(next.output.contains("| сообщений | 3 |"))
        }
    }

    @Test func anInterruptedReplyIsStoredAsSuch() async throws {
        try await Program.inFolder { program in
            let terminal = try Terminal(program, ["chat", "--plain", "--sandbox"])
            try await terminal.expect("> ")
            terminal.type("вопрос" + String(repeating: " и ещё слово", count: 25) + "\r")
            try await terminal.expect("Ответ песочницы")
            terminal.type("\u{3}")
            try await terminal.expect("Interrupted")
            terminal.type("\u{4}")
            #expect(try await terminal.exitCode() == 0)
            let turns = try #require(try await history(program, ["show"])["turns"]?.array)
            #expect(turns[1]["status"]?.string == "interrupted")
            #expect(turns[1]["content"]?.string?.contains("nterrupted") == false)
        }
    }

    @Test func noSaveStoresNothing() async throws {
        try await Program.inFolder { program in
            for command in [["chat"], ["ask", "hello"]] {
                let outcome = try await program.run(command + ["--sandbox", "--no-save"], input: "привет\n")
                #expect(outcome.exitCode == 0)
            }
            #expect(!FileManager.default.fileExists(atPath: program.file(Self.database)))
            let terminal = try Terminal(program, ["chat", "--plain", "--sandbox", "--no-save"])
            try await terminal.expect("> ")
            terminal.type("секрет\r")
            try await terminal.expect("tokens/s")
            terminal.type("\u{4}")
            #expect(try await terminal.exitCode() == 0)
            #expect(try await program.shell("grep -rq секрет .local").exitCode != 0)
        }
    }

    @Test func aFailedMessageIsStoredWithItsFailure() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.run(["ask", "--sandbox", "-m", "sandbox/none", "hello"])
            #expect(outcome.exitCode == 65)
            let turns = try #require(try await history(program, ["show"])["turns"]?.array)
            #expect(turns[0]["content"]?.string == "hello")
            #expect(turns[1]["status"]?.string == "failed")
            #expect(turns[1]["error"]?.string?.isEmpty == false)
        }
    }

    @Test func askGoesOnWithTheLatestConversation() async throws {
        try await Program.inFolder { program in
            #expect(try await program.run(["ask", "--sandbox", "one"]).exitCode == 0)
            let second = try await program.run(["ask", "--sandbox", "-c", "two"])
            #expect(second.output.contains("| messages | 3 |"))
            let list = try #require(try await history(program, ["list"]).array)
            #expect(list.count == 1)
            #expect(list[0]["turns"]?.int == 4)
            let none = try await program.run(["ask", "--sandbox", "--conversation", "nothing like it", "x"])
            #expect(none.exitCode == 66)
            #expect(none.errorLines.count == 1)
        }
    }

    @Test func historyIsListedSearchedExportedAndDeleted() async throws {
        try await Program.inFolder { program in
            for words in ["Почему ядро паникует?", "Second talk, about prefill"] {
                #expect(try await program.run(["ask", "--sandbox", words]).exitCode == 0)
            }
            let list = try await program.run(["history", "list"])
            #expect(list.output.contains("Почему ядро паникует?") && list.output.contains("Second talk"))
            let titles = try await program.run(["history", "list", "second"])
            #expect(titles.exitCode == 0 && !titles.output.contains("ядро") && titles.output.contains("Second talk"))
            for options in [[], ["--json"]] {
                let noTitle = try await program.run(["history", "list", "zzz"] + options)
                #expect(noTitle.exitCode == 1 && noTitle.error.contains("No title holds"), "\(noTitle)")
            }
            let search = try await program.run(["history", "search", "ядро", "паник"])
            #expect(search.exitCode == 0)
            #expect(search.output.contains("Почему ядро паникует?") && !search.output.contains("Second"))
            let miss = try await program.run(["history", "search", "\"qqq AND * ("])
            #expect(miss.exitCode == 1)
            let markdown = try await program.run(["history", "export", "1"])
            #expect(markdown.output.hasPrefix("# Почему ядро паникует?\n"))
            let jsonl = try await program.run(["history", "export", "2", "--format", "jsonl"])
            let lines = jsonl.output.split(separator: "\n")
            #expect(try lines.map { try JSONValue(parsing: String($0))["role"]?.string } == ["user", "assistant"])
            #expect(try await program.run(["history", "export", "1", "-o", "talk.json"]).exitCode == 0)
            #expect(try JSONValue(parsing: program.read("talk.json"))["turns"]?.array?.count == 2)
            #expect(try await program.run(["history", "export", "1", "-o", "talk.json"]).exitCode == 74)
            let unasked = try await program.run(["history", "delete", "1"])
            #expect(unasked.exitCode == 64)
            #expect(try await program.run(["history", "delete", "1", "--yes"]).exitCode == 0)
            #expect(try await program.run(["history", "show", "1"]).exitCode == 66)
            #expect(try await program.run(["history", "search", "ядро"]).exitCode == 1)
        }
    }

    @Test func aDiskThatTakesNoWritesCanBeRead() async throws {
        try await Program.inFolder { program in
            #expect(try await program.run(["ask", "--sandbox", "kept words"]).exitCode == 0)
            for command in ["list", "show 1", "search kept", "export 1"] {
                let outcome = try await program.shell(
                    Program.fileLimit(0) + "cloudcompute history \(command) | cat; exit ${PIPESTATUS[0]}")
                #expect(outcome.exitCode == 0 && outcome.error.isEmpty, "\(command): \(outcome.error)")
                #expect(outcome.output.contains("kept words"))
            }
        }
    }
}
