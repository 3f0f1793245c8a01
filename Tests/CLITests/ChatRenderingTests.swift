import CloudComputeClient
import Foundation
import JSON
import LoopbackServer
import Testing

/// What a reply looks like on a terminal, read through an emulator.
@Suite(.timeLimit(.minutes(10))) struct ChatRenderingTests {
    private static let reply = """
        # Отчёт 報告

        Это **длинный** абзац с `кодом`, [ссылкой](https://example.org/a) и эмодзи 👩‍👩‍👧 👍🏽, чтобы строки переносились \
        по словам, e\u{301} и 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字 тоже.

        - первый
          - вложенный
        1. раз

        > цитата

        ```python
        def f(x):  # слева отступ
            return x
        ```

        | поле | число |
        |---|---:|
        | а | 1 |

        конец

        """

    /// The events of a reply, cut into pieces of so many scalars.
    private static func stream(_ text: String, pieces size: Int, usage: String = "") -> String {
        let scalars = Array(text.unicodeScalars)
        let deltas = stride(from: 0, to: scalars.count, by: size).map { start -> String in
            let piece = String(String.UnicodeScalarView(scalars[start..<min(start + size, scalars.count)]))
            let delta: JSONValue = ["choices": [["index": 0, "delta": ["content": .string(piece)]]]]
            return "data: \(delta.jsonText)\n\n"
        }
        return LoopbackServer.eventStreamHead + deltas.joined()
            + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]\(usage)}\n\ndata: [DONE]\n\n"
    }

    private static func serve<Result: Sendable>(
        _ reply: String, usage: String = "", while body: @Sendable @escaping (LoopbackServer) async throws -> Result
    ) async throws -> Result {
        try await LoopbackServer.serve { request in
            request.head.hasPrefix("GET")
                ? .close([
                    LoopbackServer.http(
                        "200 OK", type: "application/json", #"{"data":[{"id":"m","context_length":100}]}"#)
                ])
                : .close([stream(reply, pieces: 3, usage: usage)])
        } while: { server in
            try await body(server)
        }
    }

    @Test(arguments: [30, 48, 80, 132] as [UInt16])
    func aReplyIsRenderedAtTheWidthOfTheTerminal(columns: UInt16) async throws {
        try await Self.serve(Self.reply) { server in
            try await Program.inFolder { program in
                let terminal = try Terminal(
                    program, ["ask", "-m", "m", "--base-url", server.baseURL, "-q", "x"], columns: columns, rows: 60)
                #expect(try await terminal.exitCode() == 0)
                let screen = try await terminal.look()
                let text = screen.text
                #expect(text.hasPrefix("Отчёт 報告\n"))
                for part in [
                    "• первый", "  • вложенный", "1. раз", "│ цитата", "  def f(x):  # слева отступ", "      return x",
                ] {
                    #expect(screen.lines.contains { $0.hasSuffix(part) || $0 == part }, "\(part) in\n\(text)")
                }
                #expect(!text.contains("**") && !text.contains("```") && !text.contains("|---|"))
                // Words are whole: nothing but the characters of CJK may be parted at the end of a line.
                for word in ["переносились", "длинный", "абзац"] { #expect(text.contains(word), "\(word) in\n\(text)") }
                let letters = text.filter { $0.isLetter }
                #expect(letters.filter { $0 == "漢" }.count == 12)
                // The terminal itself never had to break a line.
                #expect(terminal.screen.split(separator: "\r\n").count <= screen.lines.filter { !$0.isEmpty }.count)
            }
        }
    }

    @Test func markdownStaysAsItIsWherePlainTextIsWanted() async throws {
        try await Self.serve(Self.reply) { server in
            try await Program.inFolder { program in
                let arguments = ["ask", "-m", "m", "--base-url", server.baseURL, "-q", "x"]
                let piped = try await program.run(arguments)
                #expect(piped.output == Self.reply)
                var colourless = program
                colourless.environment["NO_COLOR"] = "1"
                for (program, arguments) in [(program, arguments + ["--plain"]), (colourless, arguments)] {
                    let terminal = try Terminal(program, arguments, columns: 200, rows: 60)
                    #expect(try await terminal.exitCode() == 0)
                    #expect(terminal.screen == Self.reply.replacing("\n", with: "\r\n"))
                }
            }
        }
    }

    @Test func noSequenceOfTheCorpusReachesATerminal() async throws {
        let hostile = ControlSequences.some.map { "до\($0)после" }.joined(separator: "\n\n")
        try await Self.serve(hostile) { server in
            try await Program.inFolder { program in
                let terminal = try Terminal(program, ["ask", "-m", "m", "--base-url", server.baseURL, "-q", "x"])
                #expect(try await terminal.exitCode() == 0)
                let written = terminal.screen.replacing(/\u{1B}\[[0-9;]*m/, with: "")
                let dangerous = written.unicodeScalars.filter { scalar in
                    scalar.value < 0x20 && scalar != "\n" && scalar != "\r" || (0x7F...0x9F).contains(scalar.value)
                }
                #expect(dangerous.isEmpty)
                #expect(written.components(separatedBy: "до").count == ControlSequences.some.count + 1)
                let piped = try await program.run(["ask", "-m", "m", "--base-url", server.baseURL, "-q", "x"])
                #expect(piped.output == hostile + "\n")
            }
        }
    }

    @Test func aConversationNearTheContextLengthIsWarnedOf() async throws {
        let usage = #","usage":{"prompt_tokens":60,"completion_tokens":30,"total_tokens":90}"#
        try await Self.serve("short\n", usage: usage) { server in
            try await Program.inFolder { program in
                let terminal = try Terminal(program, ["chat", "-m", "m", "--base-url", server.baseURL])
                try await terminal.expect("> ")
                terminal.type("/models\r")
                try await terminal.expect("CONTEXT")
                terminal.type("hello\r")
                try await terminal.expect("60 in, 30 out tokens")
                try await terminal.expect("The conversation has 90 of the 100 tokens that the model takes")
                terminal.type("/attach http://127.0.0.1:\(server.port)/a/пример.json\r")
                try await terminal.expect("to the next message")
                terminal.type("\u{4}")
                #expect(try await terminal.exitCode() == 0)
            }
        }
    }
}

/// A few sequences of each kind that would drive a terminal.
private enum ControlSequences {
    static let some = [
        "\u{1B}[2J", "\u{1B}[6n", "\u{1B}]0;title\u{7}", "\u{1B}]52;c;ZXZpbA==\u{1B}\\", "\u{1B}P1$r\u{1B}\\",
        "\u{1B}_Gq\u{1B}\\", "\u{1B}^pm\u{1B}\\", "\u{1B}Xsos\u{1B}\\", "\u{9B}2J", "\u{9D}0;t\u{9C}", "\u{90}q\u{9C}",
        "\u{1B}c", "\u{1B}[?1049h", "\u{1B}]8;;http://x\u{1B}\\link", "\u{7}", "\u{8}\u{8}", "\u{B}\u{C}", "\u{7F}",
        "\u{202E}", "\u{2066}", "\u{1B}]52;c;", "\u{1B}[", "\u{1B}", "\u{1B}(0", "\u{E0041}",
    ]
}
