import Foundation
import JSON
import LoopbackServer
import Testing

/// `-f`, `-a` and what is piped in, by the built program.
@Suite(.timeLimit(.minutes(5))) struct DocumentCommandTests {
    @Test func documentsStandBeforeThePromptAndAreStoredOnce() async throws {
        try await Program.inFolder { program in
            try program.write("the spec", to: "a.txt")
            let first = try await program.run(["ask", "--sandbox", "-f", "a.txt", "does it fit"])
            #expect(first.exitCode == 0, "\(first.error)")
            let quoted = "> <document source=\"a.txt\">\n> the spec\n> </document>\n> \n> does it fit"
            #expect(first.output.contains(quoted), "\(first.output)")
            let second = try await program.run(["ask", "--sandbox", "-c", "-f", "a.txt", "and this", "--json"])
            #expect(second.exitCode == 0)
            let shown = try await program.run(["history", "show", "--json"])
            let turns = try #require(try JSONValue(parsing: shown.output)["turns"]?.array)
            #expect(turns.count == 4)
            #expect(turns[0]["content"]?.string == "does it fit")
            let documents = try #require(turns[0]["documents"]?.array)
            #expect(documents.first?["source"]?.string == "a.txt" && documents.first?["text"]?.string == "the spec")
            #expect(turns[2]["documents"] == turns[0]["documents"])
            let hash = try #require(documents.first?["sha256"]?.string)
            let listed = try await program.run(["history", "show"])
            #expect(listed.output.contains("- Document a.txt, 8 bytes, SHA-256 \(hash.prefix(12))"), "\(listed.output)")
            let text = try await program.run(["history", "document", String(hash.prefix(12))])
            #expect(text.output == "the spec")
            let missing = try await program.run(["history", "document", "ffff"])
            #expect(missing.exitCode == 66 && missing.errorLines.count == 1, "\(missing)")
        }
    }

    @Test func whatIsPipedInIsADocumentWhereItIsNamed() async throws {
        try await Program.inFolder { program in
            let piped = try await program.run(["ask", "--sandbox", "-f", "-", "why"], input: "the log")
            #expect(piped.output.contains("> <document source=\"standard input\">\n> the log\n> </document>"))
            let alone = try await program.run(["ask", "--sandbox", "-f", "-"], input: "the log")
            #expect(alone.exitCode == 0)
            let attached = try await program.run(["ask", "--sandbox", "-a", "-", "why"], input: "the log")
            #expect(attached.output.contains("File standard input:"), "\(attached.output)")
            let twice = try await program.run(["ask", "--sandbox", "-a", "-", "-f", "-", "why"], input: "x")
            #expect(twice.exitCode == 64 && twice.error.contains("can be read once"))
        }
    }

    @Test func urlsAreFetchedWithoutTheKey() async throws {
        try await Program.inFolder { program in
            try await LoopbackServer.serve { request in
                let key = request.header("authorization") ?? "no key"
                return .close([LoopbackServer.http("200 OK", type: "text/plain", "\(request.route), \(key)")])
            } while: { server in
                let address = "http://127.0.0.1:\(server.port)/a/spec.txt"
                let url = address + "?x=1"
                for (option, words) in [("-f", "<document source=\"\(address)?x=***\">"), ("-a", "File spec.txt:")] {
                    let outcome = try await program.run(["ask", "--sandbox", option, url, "why"])
                    #expect(outcome.output.contains(words), "\(outcome)")
                    #expect(outcome.output.contains("GET /a/spec.txt?x=1, no key"), "\(outcome.output)")
                }
            }
        }
    }

    @Test func aLargeTextIsToldOf() async throws {
        try await Program.inFolder { program in
            try program.write(String(repeating: "line\n", count: 200_000), to: "big.txt")
            let asked = try await program.run(["ask", "--sandbox", "-f", "big.txt", "hi"])
            #expect(asked.exitCode == 0 && asked.error.contains("The request takes about 2500"), "\(asked.error)")
            let chat = try await program.run(["chat", "--sandbox"], input: "/attach big.txt\n")
            #expect(chat.error.contains("Attached big.txt (976 KiB, about 250000 tokens)"), "\(chat.error)")
        }
    }

    @Test func whatCannotBeADocumentIsNamed() async throws {
        try await Program.inFolder { program in
            try Data([0xFF, 0xFE]).write(to: program.folder.appendingPathComponent("b.bin"))
            for (name, code, words) in [
                ("missing", 66, "The document missing cannot be read"), ("/", 66, "it is a directory; name the files"),
                ("b.bin", 65, "b.bin is not UTF-8 text"),
                ("http://127.0.0.1:1/x", 65, "Could not download http://127.0.0.1:1/x"),
            ] {
                for command in ["ask", "chat"] {
                    let outcome = try await program.run([command, "--sandbox", "-f", name], input: "hi\n")
                    #expect(outcome.status == Int32(code) && outcome.error.contains(words), "\(outcome)")
                    #expect(outcome.errorLines.count == 1 && outcome.output.isEmpty)
                }
            }
        }
    }

    @Test func whatIsPipedIntoAChatOnATerminalGoesAlongWithTheFirstMessage() async throws {
        try await Program.inFolder { program in
            let command = "printf 'kernel panic' | cloudcompute chat --plain --sandbox"
            let terminal = try Terminal(program, ["-c", command], executable: "/bin/bash")
            try await terminal.expect("Attached standard input (12 bytes) to the first message.")
            try await terminal.expect("[1 attached] > ")
            terminal.type("what happened\r")
            try await terminal.expect("> <document source=\"standard input\">\r\n> kernel panic\r\n> </document>")
            try await terminal.expect("cloudcompute models")
            try await terminal.expect("tokens/s")
            try await terminal.expect("> ")
            terminal.type("second\r")
            try await terminal.expect("| messages | 3 |")
            try await terminal.expect("tokens")
            terminal.type("\u{4}")
            #expect(try await terminal.exitCode() == 0)
        }
    }

    @Test func linesStayMessagesWhereThatIsAskedFor() async throws {
        try await Program.inFolder { program in
            let command = "printf 'one\\ntwo\\n' | cloudcompute chat --plain --sandbox --lines"
            let terminal = try Terminal(program, ["-c", command], executable: "/bin/bash")
            try await terminal.expect("> two")
            try await terminal.expect("| messages | 3 |")
            #expect(try await terminal.exitCode() == 0)
        }
    }

    @Test func documentsOfAChatInAPipeGoWithTheFirstLine() async throws {
        try await Program.inFolder { program in
            try program.write("the spec", to: "a.txt")
            let outcome = try await program.run(["chat", "--sandbox", "-f", "a.txt"], input: "one\ntwo\n")
            #expect(outcome.exitCode == 0)
            #expect(outcome.output.components(separatedBy: "<document").count == 2, "\(outcome.output)")
            let taken = try await program.shell("setsid cloudcompute chat --sandbox -f - < a.txt")
            #expect(taken.exitCode == 64 && taken.error.contains("there is no terminal to type at"), "\(taken)")
        }
    }
}
