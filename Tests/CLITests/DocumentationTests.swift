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

    @Test(arguments: DocumentationPage.all.filter { !$0.commandBlocks.isEmpty })
    func everyCommandBlockRuns(page: DocumentationPage) async throws {
        try await Program.inFolder { program in
            try await program.withSandbox(["--boot-time", "1s"]) { program, url in
                var program = program
                let folder = program.folder
                for name in ["Examples", "prompts"] {
                    try Self.copyFiles(of: Program.root.appendingPathComponent(name), to: folder)
                }
                program.environment["CLOUDCOMPUTE_MODEL"] = "sandbox/small"
                // Servers that the pages name are installed beside Python.
                if let python = ProcessInfo.processInfo.environment["CLOUDCOMPUTE_TEST_PYTHON"] {
                    program.environment["PATH", default: ""] +=
                        ":\(URL(fileURLWithPath: python).deletingLastPathComponent().path)"
                }
                for block in page.commandBlocks {
                    let outcome = try await program.shell("set -euo pipefail\n" + Self.runnable(block, url))
                    #expect(outcome.exitCode == 0, "\(page.path):\n\(block)\n\(outcome.error)")
                }
            }
        }
    }

    /// Copies a folder, without what was built in it.
    private static func copyFiles(of source: URL, to folder: URL) throws {
        let copy = folder.appendingPathComponent(source.lastPathComponent)
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: source.path) where name != ".build" {
            try FileManager.default.copyItem(
                at: source.appendingPathComponent(name), to: copy.appendingPathComponent(name))
        }
    }

    /// A block as it can be run without an account: the key and the model that stand for the reader's own are the sandbox's,
    /// `make` only says what it would do, Debian's packages are there, and a sandbox that the block starts is the one that runs
    /// already.
    private static func runnable(_ block: String, _ url: String) -> String {
        block.replacing("cc-your-key", with: "cc-sandbox").replacing("your-model", with: "sandbox/small")
            .replacing("http://127.0.0.1:8080/api/v1", with: url)
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in
                if line.hasPrefix("make ") {
                    return "make -n -C '\(Program.root.path)' \(line.dropFirst(5)) > /dev/null"
                }
                if line.hasPrefix("sudo apt-get install ") { return ":" }
                if line.hasPrefix("cloudcompute sandbox --port 8080") {
                    return "cloudcompute sandbox --help > /dev/null"
                }
                return String(line)
            }
            .joined(separator: "\n")
    }
}
