import Foundation
import JSON
import Testing

/// The language of what people read, and that of what programs read, which never changes.
@Suite(.timeLimit(.minutes(5))) struct LanguageCommandTests {
    private static let russian = ["LC_ALL": "ru_RU.UTF-8"]

    private func run(
        _ program: Program, _ environment: [String: String], _ arguments: [String], input: String = ""
    ) async throws -> Program.Outcome {
        var program = program
        program.environment.merge(environment) { $1 }
        return try await program.run(arguments, input: input)
    }

    @Test(arguments: [
        (["LC_ALL": "ru_RU.UTF-8"], [], true), (["LC_MESSAGES": "ru_RU.UTF-8"], [], true),
        (["LANG": "ru_RU.UTF-8"], [], true),
        (["LANG": "ru_RU.UTF-8", "LC_ALL": "C"], [], false), (["LANG": "en_US.UTF-8"], [], false),
        ([:], ["--lang", "ru"], true),
        ([:], ["--lang=ru"], true), (["LC_ALL": "ru_RU.UTF-8"], ["--lang", "en"], false),
    ])
    func isThatOfTheLocaleUnlessOneIsNamed(environment: [String: String], options: [String], isRussian: Bool)
        async throws
    {
        try await Program.inFolder { program in
            for arguments in [["models", "nope", "--sandbox"] + options, options + ["models", "nope", "--sandbox"]] {
                let outcome = try await run(program, environment, arguments)
                #expect(outcome.exitCode == 1)
                let expected = isRussian ? "Ни одна модель не подходит под «nope»." : "No model matches \"nope\"."
                #expect(outcome.error == "cloudcompute: \(expected)\n")
            }
        }
    }

    @Test func isOneOfTwo() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.run(["models", "--lang", "xx", "--sandbox"])
            #expect(outcome.exitCode == 64 && outcome.error.contains("--lang") && outcome.error.contains("xx"))
        }
    }

    @Test func isUsedForWhatTheParserSays() async throws {
        try await Program.inFolder { program in
            let outcome = try await run(program, Self.russian, ["models", "--nope"])
            #expect(outcome.exitCode == 64)
            #expect(outcome.error.contains("Неизвестн") && outcome.error.contains("--nope"), "\(outcome.error)")
            let command = try await run(program, Self.russian, ["modles"])
            #expect(command.exitCode == 64 && command.error.contains("models"))
            #expect(!command.error.contains("There is no command"), "\(command.error)")
            let behind = try await run(program, [:], ["--lang", "ru", "modles"])
            #expect(behind.error == command.error)
            #expect(try await run(program, [:], ["--lang", "ru", "help", "models"]).exitCode == 0)
        }
    }

    @Test func countsInRussian() async throws {
        try await Program.inFolder { program in
            for (count, words) in [
                (1, "1 строка"), (3, "3 строки"), (5, "5 строк"), (11, "11 строк"), (21, "21 строка"),
            ] {
                try program.write(String(repeating: "\"hi\"\n", count: count), to: "in.jsonl")
                let outcome = try await run(program, Self.russian, ["batch", "validate", "in.jsonl", "-m", "m"])
                #expect(outcome.exitCode == 0 && outcome.output.hasPrefix("\(words), "), "\(outcome.output)")
            }
        }
    }

    @Test func speaksRussianInAChat() async throws {
        try await Program.inFolder { program in
            let outcome = try await run(
                program, Self.russian, ["chat", "--sandbox", "--lines"], input: "/help\n/nope\n/model nope\nПривет\n")
            let text = outcome.output + outcome.error
            #expect(text.contains("/model") && !text.contains("There is no"), "\(text)")
            #expect(text.unicodeScalars.count { (0x410...0x44F).contains($0.value) } > 500)
        }
    }

    @Test func shownWordsOfServersAreNoTemplates() async throws {
        try await Program.inFolder { program in
            let line =
                #"{"id":"a","custom_id":"a","response":{"status_code":500,"request_id":null,"body":{"error":{"message":"Too many requests. %1[a|b] %2"}}},"error":null}"#
            try program.write(line + "\n", to: "out.jsonl")
            let report = try await run(program, Self.russian, ["batch", "report", "out.jsonl"])
            #expect(report.output.contains("Too many requests. %1[a|b] %2"), "\(report)")
        }
    }

    @Test func doctorSpeaksItToTheEnd() async throws {
        try await Program.inFolder { program in
            for variables in [
                ["CLOUDCOMPUTE_BASE_URL": "x"], ["CLOUDCOMPUTE_BASE_URL": "http://127.0.0.1:9/v1"],
                ["CLOUDCOMPUTE_BASE_URL": "https://host.invalid/v1", "https_proxy": "ftp://x"],
            ] {
                let outcome = try await run(program, Self.russian.merging(variables) { $1 }, ["doctor"])
                let english = outcome.output.matches(of: /\b(the|is|not|cannot|of)\b/).map { String($0.0) }
                #expect(outcome.exitCode != 0 && english.isEmpty, "\(outcome.output)")
            }
        }
    }

    @Test func tablesSpeakIt() async throws {
        try await Program.inFolder { program in
            try program.write("two words\n", to: "key")
            let show = ["config", "show", "--api-key-file", "key"]
            let shown = try await run(program, Self.russian, show)
            #expect(shown.output.contains { ("а"..."я").contains($0) })
            #expect(shown.output.matches(of: /\b(the|is|not|holds)\b/).isEmpty, "\(shown.output)")
            let json = try await run(program, Self.russian, show + ["--json"])
            #expect(!json.output.unicodeScalars.contains { (0x400...0x4FF).contains($0.value) }, "\(json.output)")
            try program.write(
                #"{"mcpServers":{"a":{"command":"x"},"b":{"command":"x","disabled":true},"c":{}}}"#, to: "m")
            let servers = try await run(program, Self.russian, ["mcp", "list", "--mcp-config", "m"])
            for state in ["готов", "отключён", "непригоден"] {
                #expect(servers.output.contains(" \(state)"), "\(servers.output)")
            }
        }
    }

    @Test func namesStandInItsQuotationMarks() async throws {
        try await Program.inFolder { program in
            #expect(try await program.run(["ask", "--sandbox", "Hello"]).exitCode == 0)
            let deleted = try await run(program, Self.russian, ["history", "delete", "1", "--yes"])
            #expect(deleted.error == "Удалено: 1, «Hello».\n", "\(deleted)")
        }
    }

    @Test func leavesWhatProgramsReadAlone() async throws {
        try await Program.inFolder { program in
            try program.write("\"hi\"\n{\"prompt\": 5}\n\"ho\"\n{}\n", to: "in.jsonl")
            let commands = [
                ["models", "--json", "--sandbox"], ["offers", "--json", "--sandbox"], ["config", "show", "--json"],
                ["batch", "validate", "in.jsonl", "--json", "-m", "m"], ["tools", "list", "--json"],
                ["mcp", "list", "--json"],
                ["history", "list", "--json"],
                ["batch", "status", "in.jsonl", "--json"], ["template", "list"], ["--version"], ["ask", "--help"],
            ]
            for arguments in commands {
                let english = try await run(program, [:], arguments)
                let russian = try await run(program, Self.russian, arguments)
                #expect(english.output == russian.output && english.exitCode == russian.exitCode, "\(arguments)")
            }
        }
    }

    @Test func leavesTheReportOfDoctorAlone() async throws {
        try await Program.inFolder { program in
            let outcome = try await run(program, Self.russian, ["doctor", "--json"])
            let checks = try #require(JSONValue(parsing: Array(outcome.output.utf8))["checks"]?.array)
            #expect(checks.count > 10)
            #expect(!outcome.output.unicodeScalars.contains { (0x400...0x4FF).contains($0.value) }, "\(outcome.output)")
        }
    }

    @Test func leavesTheFilesOfABatchAlone() async throws {
        try await Program.inFolder { program in
            try program.write("\"hi\"\n{\"prompt\": 5}\n", to: "in.jsonl")
            var files: [[String]] = []
            for (name, environment) in [("en", [:]), ("ru", Self.russian)] {
                let outcome = try await run(
                    program, environment,
                    [
                        "batch", "run", "in.jsonl", "-o", "\(name).jsonl", "--on-bad-line", "skip", "--sandbox", "-m",
                        "sandbox/small",
                    ])
                #expect(outcome.exitCode == 1)
                let failure = try JSONValue(parsing: Array(try program.read("\(name).errors.jsonl").utf8))
                let report = try await run(program, environment, ["batch", "report", "\(name).jsonl", "--json"])
                let facts = try JSONValue(parsing: Array(report.output.utf8))
                files.append([
                    failure["error"]?["message"]?.string ?? "", failure["error"]?["code"]?.string ?? "",
                    facts["failed"]?.jsonText ?? "", facts["finish_reasons"]?.jsonText ?? "",
                ])
                let page = try await run(
                    program, environment, ["batch", "report", "\(name).jsonl", "-o", "\(name).html"])
                #expect(page.exitCode == 0)
            }
            #expect(files[0] == files[1] && !files[0][0].isEmpty)
            #expect(try program.read("en.html").contains("<html lang=\"en\">"))
            let page = try program.read("ru.html")
            #expect(page.contains("<html lang=\"ru\">") && page.contains("<h2>Исходы</h2>"))
            // A page of either language is known again and written anew.
            #expect(try await run(program, [:], ["batch", "report", "ru.jsonl", "-o", "ru.html"]).exitCode == 0)
        }
    }

    @Test func takesAnAnswerInEitherLanguage() async throws {
        try await Program.inFolder { program in
            for (language, answer) in [("ru", "д"), ("ru", "y"), ("en", "да"), ("en", "yes")] {
                try program.write("old\n", to: "out.txt")
                _ = try await program.run(["ask", "--sandbox", "hi"])
                let terminal = try Terminal(program, ["history", "export", "1", "-o", "out.txt", "--lang", language])
                try await terminal.expect(language == "ru" ? "[д/Н]" : "[y/N]")
                terminal.type("\(answer)\r")
                #expect(try await terminal.exitCode() == 0)
                #expect(try program.read("out.txt").contains("hi"))
            }
        }
    }
}
