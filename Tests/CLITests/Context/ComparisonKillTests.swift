import Foundation
import JSON
import Testing

/// What is left of several replies whose program is killed.
@Suite(.timeLimit(.minutes(5))) struct ComparisonKillTests {
    @Test func eachReplyIsKeptAsFarAsItHadCome() async throws {
        try await Program.inFolder { program in
            let question = "why" + String(repeating: " and more words", count: 20)
            _ = try await program.shell(
                """
                cloudcompute ask --sandbox -m sandbox/small -m sandbox/vision '\(question)' > out 2>&1 & program=$!
                follow out grep -q 'made on your machine'
                kill -KILL $program; wait $program; true
                """)
            let shown = try await program.run(["history", "show", "--json"])
            let reply = try #require(try JSONValue(parsing: shown.output)["turns"]?.array?.last)
            #expect(reply["status"]?.string == "cut off" && reply["content"]?.string?.isEmpty == false, "\(shown)")
            let other = try #require(reply["alternatives"]?.array?.first)
            #expect(other["status"]?.string == "cut off" && other["model"]?.string == "sandbox/vision", "\(shown)")
            let after = try await program.run(["chat", "--sandbox", "-c"], input: "/pick 2\nnext\n")
            #expect(after.exitCode == 0 && after.output.contains("| messages | 3 |"), "\(after)")
        }
    }
}
