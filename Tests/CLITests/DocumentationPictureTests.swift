import Foundation
import Testing

@Suite(.timeLimit(.minutes(2))) struct DocumentationPictureTests {
    @Test func thePictureIsWhatTheProgramShows() async throws {
        let python = try #require(
            ProcessInfo.processInfo.environment["CLOUDCOMPUTE_TEST_PYTHON"],
            "This test needs Python with the pyte package; `make test` sets it up.")
        try await Program.inFolder { program in
            let script = Program.root.appendingPathComponent("docs/write_picture.py").path
            let outcome = try await program.run(executable: python, [script, Program.path])
            let picture = try String(
                contentsOf: Program.root.appendingPathComponent("docs/terminal.svg"), encoding: .utf8)
            #expect(outcome.exitCode == 0, "\(outcome.error)")
            #expect(outcome.output == picture, "`make docs` draws the picture anew.")
        }
    }
}
