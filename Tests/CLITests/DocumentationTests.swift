import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct DocumentationTests {
    @Test func theCommandsPageIsWhatTheHelpSays() async throws {
        try await Program.inFolder { program in
            let script = Program.root.appendingPathComponent("docs/write-commands.sh").path
            let outcome = try await program.run(executable: "/bin/bash", [script, Program.path])
            let page = try String(
                contentsOf: Program.root.appendingPathComponent("docs/commands.md"), encoding: .utf8)
            #expect(outcome.exitCode == 0, "\(outcome.error)")
            #expect(outcome.output == page, "`make docs` writes the page anew.")
        }
    }

    @Test(arguments: [
        "README.md", "docs/configuration.md", "docs/batch-format.md", "docs/scale-out.md", "docs/tools.md",
        "docs/releasing.md", "CONTRIBUTING.md", "Examples/README.md",
    ])
    func everyCommandBlockRuns(page: String) async throws {
        let text = try String(contentsOf: Program.root.appendingPathComponent(page), encoding: .utf8)
        let blocks = Self.blocks(text)
        #expect(!blocks.isEmpty)
        try await Program.inFolder { program in
            try await program.withSandbox(["--boot-time", "1s"]) { program, url in
                var program = program
                let folder = program.folder
                for name in ["Examples", "prompts"] {
                    try FileManager.default.copyItem(
                        at: Program.root.appendingPathComponent(name), to: folder.appendingPathComponent(name))
                }
                program.environment["CLOUDCOMPUTE_MODEL"] = "sandbox/small"
                // Servers that the pages name are installed beside Python.
                if let python = ProcessInfo.processInfo.environment["CLOUDCOMPUTE_TEST_PYTHON"] {
                    program.environment["PATH", default: ""] +=
                        ":\(URL(fileURLWithPath: python).deletingLastPathComponent().path)"
                }
                for block in blocks {
                    let outcome = try await program.shell("set -euo pipefail\n" + Self.runnable(block, url))
                    #expect(outcome.exitCode == 0, "\(page):\n\(block)\n\(outcome.error)")
                }
            }
        }
    }

    /// The blocks of a page that are marked as shell commands.
    private static func blocks(_ text: String) -> [String] {
        text.components(separatedBy: "```sh\n").dropFirst().compactMap { $0.components(separatedBy: "\n```").first }
    }

    /// A block as it can be run without an account: the key that stands for the reader's own is the sandbox's, `make`
    /// only says what it would do, and a sandbox that the block starts is the one that runs already.
    private static func runnable(_ block: String, _ url: String) -> String {
        block.replacing("cc-your-key", with: "cc-sandbox")
            .replacing("http://127.0.0.1:8080/api/v1", with: url)
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in
                if line.hasPrefix("make ") {
                    return "make -n -C '\(Program.root.path)' \(line.dropFirst(5)) > /dev/null"
                }
                if line.hasPrefix("cloudcompute sandbox --port 8080") {
                    return "cloudcompute sandbox --help > /dev/null"
                }
                return String(line)
            }
            .joined(separator: "\n")
    }
}
