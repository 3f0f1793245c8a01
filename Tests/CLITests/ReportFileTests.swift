import CloudComputeClient
import Foundation
import Testing

/// Where `batch report` writes, and what it leaves alone.
@Suite(.timeLimit(.minutes(5))) struct ReportFileTests {
    private static let result =
        #"{"id":"a","custom_id":"1","response":{"status_code":200,"request_id":"r","body":{"model":"m","choices":[{"message":{"content":"x"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}},"error":null,"timings":{"sent_at":1000000000.0,"latency":1234.5}}"#
        + "\n"
    private static let failure =
        #"{"id":"b","custom_id":"2","response":null,"error":{"code":"x","message":"No \u001b[31mway"}}"# + "\n"

    private static func inFolder(_ body: (Program) async throws -> Void) async throws {
        try await Program.inFolder { program in
            try program.write(result, to: "out.jsonl")
            try program.write(failure, to: "out.errors.jsonl")
            try await body(program)
        }
    }

    /// Runs `batch report` where it must refuse, and checks that no file of the folder has changed.
    private static func refuses(_ program: Program, _ arguments: [String], _ code: Int32, saying word: String)
        async throws
    {
        let before = try contents(program)
        let outcome = try await program.run(["batch", "report", "out.jsonl"] + arguments)
        #expect(outcome.exitCode == code, "\(arguments): \(outcome.error)")
        #expect(outcome.errorLines.count == 1 && outcome.error.contains(word), "\(arguments): \(outcome.error)")
        #expect(outcome.output.isEmpty)
        #expect(try contents(program) == before, "\(arguments)")
    }

    private static func contents(_ program: Program) throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: program.folder.path) {
            contents[name] = FileManager.default.contents(atPath: program.file(name)) ?? Data()
        }
        return contents
    }

    @Test func aFileThatIsNoPageIsReplacedOnlyByForce() async throws {
        try await Self.inFolder { program in
            for text in ["precious\nnotes", "", "<!DOCTYPE html>\n<html><title>My own page</title>"] {
                try program.write(text, to: "notes.html")
                try await Self.refuses(program, ["-o", "notes.html"], 64, saying: "--force")
            }
            let forced = try await program.run(["batch", "report", "out.jsonl", "-o", "notes.html", "--force"])
            #expect(forced.exitCode == 0, "\(forced.error)")
            #expect(try program.read("notes.html").contains("cloudcompute batch report"))
        }
    }

    @Test func anOlderPageIsReplaced() async throws {
        try await Self.inFolder { program in
            #expect(try await program.run(["batch", "report", "out.jsonl", "-o", "page.html"]).exitCode == 0)
            let first = try program.read("page.html")
            try program.write(Self.result + Self.result, to: "out.jsonl")
            #expect(try await program.run(["batch", "report", "out.jsonl", "-o", "page.html"]).exitCode == 0)
            #expect(try program.read("page.html") != first)
        }
    }

    @Test func theResultsAreNeverReplaced() async throws {
        try await Self.inFolder { program in
            try FileManager.default.linkItem(atPath: program.file("out.jsonl"), toPath: program.file("hard"))
            try FileManager.default.createSymbolicLink(
                atPath: program.file("soft"), withDestinationPath: "out.errors.jsonl")
            for name in ["out.jsonl", "./out.jsonl", "out.errors.jsonl", "hard", "soft"] {
                try await Self.refuses(program, ["-o", name], 64, saying: "replace the results")
                try await Self.refuses(program, ["-o", name, "--force"], 64, saying: "replace the results")
            }
        }
    }

    @Test func placesThatCannotBeWrittenAreNamed() async throws {
        try await Self.inFolder { program in
            try FileManager.default.createDirectory(atPath: program.file("folder"), withIntermediateDirectories: false)
            try await Self.refuses(program, ["-o", "folder", "--force"], 74, saying: "folder")
            try await Self.refuses(program, ["-o", "no/page.html"], 74, saying: "no/page.html")
            try await Self.refuses(program, ["-o", "out.jsonl/page.html"], 74, saying: "out.jsonl/page.html")
        }
    }

    @Test func linksStayLinksAndNewPagesArePrivate() async throws {
        try await Self.inFolder { program in
            try FileManager.default.createSymbolicLink(
                atPath: program.file("link.html"), withDestinationPath: "real.html")
            for _ in 0..<2 {
                #expect(try await program.run(["batch", "report", "out.jsonl", "-o", "link.html"]).exitCode == 0)
                let link = try FileManager.default.destinationOfSymbolicLink(atPath: program.file("link.html"))
                #expect(link == "real.html")
            }
            let mode = try FileManager.default.attributesOfItem(atPath: program.file("real.html"))[.posixPermissions]
            #expect((mode as? NSNumber)?.intValue == 0o600)
            let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
            #expect(Set(names) == ["out.jsonl", "out.errors.jsonl", "link.html", "real.html"])
        }
    }

    @Test func thePageGoesToPipesAndToStandardOutput() async throws {
        try await Self.inFolder { program in
            for command in [
                "cloudcompute batch report out.jsonl -o -", "cloudcompute batch report out.jsonl -o - > p; cat p; rm p",
                "cloudcompute batch report out.jsonl -o /dev/stdout",
                "cloudcompute batch report out.jsonl -o /dev/stdout > p; cat p; rm p",
                "cloudcompute batch report out.jsonl -o >(cat) | cat",
                "mkfifo f; cat f & cloudcompute batch report out.jsonl -o f; wait; rm f",
            ] {
                let outcome = try await program.shell(command)
                #expect(outcome.exitCode == 0 && outcome.error.isEmpty, "\(command): \(outcome.error)")
                #expect(outcome.output.hasPrefix("<!DOCTYPE html>"), "\(command)")
                #expect(outcome.output.hasSuffix("</html>\n"), "\(command)")
            }
        }
    }

    @Test func withoutAFormTheReportIsText() async throws {
        try await Self.inFolder { program in
            let outcome = try await program.run(["batch", "report", "out.jsonl"])
            #expect(outcome.exitCode == 0 && outcome.error.isEmpty)
            let words = outcome.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(words.contains("replies 1 failures 1") && words.contains("latency, ms 1,235 1,235"))
            #expect(words.contains("finished 1 stop") && words.contains("failed 1 No \u{241B}[31mway"))
        }
    }

    @Test func numbersThatNoRunHasEndInAReport() async throws {
        try await Self.inFolder { program in
            let hostile =
                #"{"custom_id":"1","response":{"status_code":200,"body":{"choices":[{"message":{"content":"x"}}],"usage":{"prompt_tokens":9223372036854775807,"completion_tokens":9223372036854775807}}},"error":null,"timings":{"sent_at":1e300,"latency":1e300,"time_to_first_token":-1e300,"inter_token_latencies":[1e300,-1e300]}}"#
            try program.write("\(hostile)\n\(hostile)\n" + Self.result, to: "out.jsonl")
            for form in [[], ["--json"], ["-o", "page.html"]] {
                let outcome = try await program.run(["batch", "report", "out.jsonl"] + form)
                #expect(outcome.exitCode == 0, "\(form): \(outcome.error)")
            }
        }
    }
}
