import Foundation
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(2))) struct AttachmentFileTests {
    @Test func aFileLargerThanTheBoundIsRefusedEverywhere() async throws {
        try await Program.inFolder { program in
            let size: UInt64 = 3 << 30
            try program.write("", to: "big")
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: program.file("big")))
            try file.truncate(atOffset: size)
            try file.close()
            for (arguments, input) in [
                (["chat", "--sandbox"], "/attach big\n"), (["chat", "--sandbox"], "/image big\n"),
                (["chat", "--sandbox"], "/template big\n"), (["ask", "--sandbox", "-a", "big", "hi"], ""),
                (["ask", "--sandbox", "--schema", "big", "hi"], ""), (["ask", "--sandbox", "-t", "big", "hi"], ""),
                (["models", "--api-key-file", "big"], ""),
            ] {
                let outcome = try await program.run(arguments, input: input)
                #expect(
                    outcome.exitCode.map { $0 > 0 } == true && outcome.error.contains("iB"), "\(arguments) \(outcome)")
                #expect(outcome.errorLines.count == 1, "\(outcome.error)")
            }
            let piped = try await program.shell("cloudcompute ask --sandbox hi < big")
            #expect(piped.exitCode == 65 && piped.error.contains("larger than 64 MiB"), "\(piped)")
        }
    }

    @Test func controlCGivesUpAPipeInWhichNothingComes() async throws {
        try await Program.inFolder { program in
            #expect(mkfifo(program.file("pipe"), 0o600) == 0)
            let terminal = try Terminal(program, ["chat", "--sandbox"])
            try await terminal.expect("> ")
            for command in ["/attach pipe", "/template pipe"] {
                terminal.type("\(command)\r")
                try await terminal.expect("waiting")
                terminal.type("\u{3}")
                try await terminal.expect("Stopped.")
            }
            terminal.type("/quit\r")
            #expect(try await terminal.exitCode() == 0)
        }
    }

    @Test func theQueryOfADocumentsURLIsNotTold() async throws {
        try await Program.inFolder { program in
            try await LoopbackServer.serve { request in
                request.route.contains("/spec")
                    ? .close([LoopbackServer.http("200 OK", type: "text/plain", "A specification.")])
                    : .close([LoopbackServer.http("404 Not Found", type: "text/plain", "no")])
            } while: { server in
                let url = server.baseURL + "/spec?token=SECRET&x=1"
                let asked = try await program.run(["ask", "--sandbox", "-f", url, "hi"])
                #expect(asked.exitCode == 0, "\(asked)")
                let shown = try await program.run(["history", "show", "--json"])
                #expect(shown.output.contains("/spec?token=***&x=***"), "\(shown.output)")
                #expect(!(asked.output + asked.error + shown.output).contains("SECRET"))
                let gone = try await program.run(["ask", "--sandbox", "-f", server.baseURL + "/no?k=SECRET", "hi"])
                #expect(gone.error.contains("/no?k=***: the server answered 404"), "\(gone.error)")
            }
        }
    }

    @Test func aPipeIsAttachedLikeAFile() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.shell(
                """
                mkfifo pipe; echo 'from a pipe' > pipe &
                printf '/attach pipe\\n/attach list\\n/attach drop -9223372036854775808\\n' | cloudcompute chat --sandbox
                """)
            #expect(outcome.error.contains("1. pipe, 12 bytes"), "\(outcome.error)")
            #expect(outcome.exitCode == 64 && outcome.error.contains("There is no attachment -9223372036854775808"))
        }
    }
}
