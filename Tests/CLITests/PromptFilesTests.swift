import CloudComputeClient
import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct PromptFilesTests {
    private static var folder: URL { Program.root.appendingPathComponent("prompts") }

    private static func names(_ suffix: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(suffix) }.sorted()
    }

    @Test func everyBatchRunsToItsEnd() async throws {
        let names = try Self.names(".jsonl")
        #expect(names.count >= 4)
        try await Program.inFolder { program in
            for name in names {
                let input = Self.folder.appendingPathComponent(name).path
                let template = Self.folder.appendingPathComponent(name.replacing(".jsonl", with: ".md")).path
                let flags = FileManager.default.fileExists(atPath: template) ? ["-t", template] : []
                let outcome = try await program.run(
                    ["batch", "run", input, "-o", "\(name).out.jsonl", "--sandbox"] + flags)
                #expect(outcome.exitCode == 0, "\(name): \(outcome.error)")
                let lines = try String(contentsOfFile: input, encoding: .utf8).split(separator: "\n").count
                #expect(try program.read("\(name).out.jsonl").split(separator: "\n").count == lines)
            }
        }
    }

    @Test func everyTemplateAnswersAQuestion() async throws {
        let names = try Self.names(".md")
        #expect(names.count >= 2)
        try await Program.inFolder { program in
            for name in names {
                let template = Self.folder.appendingPathComponent(name).path
                let needsLanguage = try String(contentsOfFile: template, encoding: .utf8).contains("{{language}}")
                let outcome = try await program.run(
                    ["ask", "--sandbox", "--no-stream", "-t", template, "the input"]
                        + (needsLanguage ? ["--var", "language=Russian"] : []))
                #expect(outcome.exitCode == 0, "\(name): \(outcome.error)")
                #expect(outcome.output.contains("> the input"))
                #expect(outcome.output.contains("| messages | 2 |"))
            }
        }
    }
}
