import Foundation
import Testing

/// What the packages are made of, as far as it depends on the program; `Packaging/test-deb.sh` tries the packages.
@Suite(.timeLimit(.minutes(5))) struct PackagingTests {
    @Test func everyNounHasAManPage() async throws {
        try await Program.inFolder { program in
            var program = program
            program.environment["SOURCE_DATE_EPOCH"] = "0"
            program.environment["PYTHONDONTWRITEBYTECODE"] = "1"
            let script = Program.root.appendingPathComponent("Packaging/write_man_pages.py").path
            let outcome = try await program.run(executable: "/usr/bin/env", ["python3", script, Program.path, "man"])
            #expect(outcome.exitCode == 0, "\(outcome.error)")

            let whole = try program.read("man/man1/cloudcompute.1")
            let nouns = whole.matches(of: /cloudcompute\\-([a-z\\-]+)\\fR\(1\)$/.anchorsMatchLineEndings()).map {
                $0.1.replacing("\\", with: "")
            }
            #expect(Set(nouns).isSuperset(of: ["ask", "batch", "ssh-keys"]))
            #expect(whole.contains(#"\-\-no\-color"#) && whole.contains(#"\-\-base\-url"#))
            for noun in nouns {
                let page = try program.read("man/man1/cloudcompute-\(noun).1")
                #expect(page.contains(".SH SYNOPSIS\n"), "\(noun)")
                #expect(!page.contains(#"\-\-no\-color"#), "\(noun) tells of global options.")
            }
            #expect(try program.read("man/man1/cloudcompute-batch.1").contains(#"\fB\-\-concurrency\fR"#))
            #expect(try program.read("man/man5/cloudcompute-batch.5").contains(".SH OUTPUT\n"))
        }
    }

    @Test func theChangelogBeginsWithTheVersionOfTheProgram() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.run(["--version"])
            let changelog = try String(
                contentsOf: Program.root.appendingPathComponent("CHANGELOG.md"), encoding: .utf8)
            let newest = try #require(changelog.firstMatch(of: /\n## \[([0-9][^\]]*)\]/))
            #expect(outcome.output == "cloudcompute \(newest.1)\n")
        }
    }
}
