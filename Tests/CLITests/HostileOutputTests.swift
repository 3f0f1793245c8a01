import CloudComputeClient
import Foundation
import JSON
import LoopbackServer
import Testing

/// What a server says reaches a terminal as marks, and a pipe as it is.
@Suite(.timeLimit(.minutes(2))) struct HostileOutputTests {
    private static let said = "\u{1B}]52;c;aGFja2Vk\u{07}\u{9D}52;c;x\u{9C}\u{9B}31m\u{202E}gnp\u{7F}"

    private static func isHostile(_ scalar: Unicode.Scalar) -> Bool {
        // The escape sequences that the program itself writes begin with U+001B.
        (0x7F...0x9F).contains(scalar.value) || scalar == "\u{202E}" || scalar == "\u{07}"
    }

    private func withReply(_ body: @Sendable @escaping (Program) async throws -> Void) async throws {
        try await Program.inFolder { program in
            try await LoopbackServer.serve { request in
                let reply: JSONValue =
                    request.route.hasPrefix("GET")
                    ? ["data": [["id": "only", "name": .string(Self.said)]]]
                    : [
                        "id": "1", "model": "only",
                        "choices": [["message": ["content": .string(Self.said)], "finish_reason": "stop"]],
                    ]
                let text = reply.jsonText
                return .close([
                    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\nx-request-id: r\u{9B}31m\u{202E}1\r\n"
                        + "Content-Length: \(text.utf8.count)\r\n\r\n\(text)"
                ])
            } while: { server in
                var program = program
                program.environment["CLOUDCOMPUTE_BASE_URL"] = server.baseURL
                try await body(program)
            }
        }
    }

    @Test func aTerminalGetsNothingThatDrivesIt() async throws {
        try await withReply { program in
            #expect(try await program.run(["ask", "hi", "--no-stream"]).exitCode == 0)
            for command in [
                ["history", "export", "1"], ["history", "export", "1", "--format", "jsonl"],
                ["history", "show", "1", "--json"], ["history", "search", "hi", "--json"],
                ["history", "list", "--json"],
                ["models", "--json"], ["ask", "hi", "--json", "--no-stream", "--no-save"],
            ] {
                let terminal = try Terminal(program, command)
                #expect(try await terminal.exitCode() == 0)
                let screen = terminal.screen
                #expect(!screen.unicodeScalars.contains(where: Self.isHostile), "\(command): \(screen)")
                #expect(!screen.contains("\u{1B}]"), "\(command)")
                guard command.contains("--json") else { continue }
                let text = screen.replacing("\r\n", with: "")
                #expect(throws: Never.self, "\(command): \(text)") { try JSONValue(parsing: text) }
                if command[1] == "show" {
                    #expect(try JSONValue(parsing: text)["turns"]?.array?.last?["content"]?.string == Self.said)
                }
            }
        }
    }

    @Test func aPipeGetsTheBytesAndTheLogShowsMarks() async throws {
        try await withReply { program in
            #expect(try await program.run(["ask", "hi", "--no-stream"]).output == Self.said + "\n")
            #expect(try await program.run(["history", "export", "1"]).output.contains(Self.said))
            let logged = try await program.run(["models", "-v"])
            #expect(
                logged.error.contains("request-id=r") && !logged.error.unicodeScalars.contains(where: Self.isHostile))
        }
    }
}
