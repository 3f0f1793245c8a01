import Foundation
import JSON
import LoopbackServer
import Testing

/// What a server's list tells of a model, where it has been read before: context, prices, ids.
@Suite(.timeLimit(.minutes(5))) struct ListedModelTests {
    /// Lists models of 200 tokens with prices, and answers with the name that was asked for.
    private static func serve(while body: @escaping @Sendable (Program) async throws -> Void) async throws {
        let rows = ["maker/tiny-1", "maker/other"].map {
            #"{"id":"\#($0)","context_length":200,"pricing":{"prompt":"0.5","completion":"1"}}"#
        }
        try await LoopbackServer.serve { request in
            let asked = (try? JSONValue(parsing: request.body))?["model"]?.string ?? ""
            let reply =
                #"{"model":"\#(asked)","choices":[{"message":{"role":"assistant","content":"\#(asked)"},"#
                + #""finish_reason":"stop"}],"usage":{"prompt_tokens":2,"completion_tokens":3}}"#
            let isList = request.route.hasPrefix("GET")
            guard isList || asked.hasPrefix("maker/") else {
                return .close([
                    LoopbackServer.http(
                        "404 Not Found", type: "application/json", #"{"error":{"message":"model not found"}}"#)
                ])
            }
            return .close([
                LoopbackServer.http(
                    "200 OK", type: "application/json", isList ? #"{"data":[\#(rows.joined(separator: ","))]}"# : reply)
            ])
        } while: { server in
            try await Program.inFolder { program in
                var program = program
                program.environment["CLOUDCOMPUTE_BASE_URL"] = server.baseURL
                try await body(program)
            }
        }
    }

    @Test func theContextIsToldOfInAskAndInPipes() async throws {
        try await Self.serve { program in
            try program.write(String(repeating: "word ", count: 200), to: "long.txt")
            let words = "of the 200 tokens of maker/tiny-1. It is sent whole"
            for name in ["tiny", "maker/tiny-1"] {
                let asked = try await program.run(["ask", "-m", name, "-f", "long.txt", "hi"])
                #expect(asked.exitCode == 0 && asked.error.contains(words), "\(asked)")
                let chat = try await program.run(
                    ["chat", "-m", name], input: String(repeating: "word ", count: 200) + "\n")
                #expect(chat.exitCode == 0 && chat.error.contains(words), "\(chat)")
            }
            let both = try await program.run(["ask", "-m", "tiny", "-m", "maker/other", "-f", "long.txt", "hi"])
            #expect(both.error.contains(words) && both.error.contains("tokens of maker/other."), "\(both)")
        }
    }

    @Test func aReplyOfAskHasThePriceOfTheList() async throws {
        try await Self.serve { program in
            #expect(try await program.run(["ask", "-m", "tiny", "hi"]).exitCode == 0)
            let shown = try await program.run(["history", "show", "--json"])
            let reply = try JSONValue(parsing: shown.output)["turns"]?.array?.last
            #expect(reply?["cost"] == JSONValue(4.0), "\(shown.output)")
        }
    }

    @Test func aTemplateOfAPipedChatMayNameAPartOfAnID() async throws {
        try await Self.serve { program in
            _ = try await program.run(["template", "save", "t", "-m", "tiny", "T {{input}}"])
            let chat = try await program.run(["chat", "-m", "maker/other"], input: "/template t\nhi\n")
            #expect(chat.exitCode == 0 && chat.output == "maker/tiny-1\n", "\(chat)")
            #expect(chat.error.contains("Switched to maker/tiny-1."), "\(chat)")
            _ = try await program.run(["template", "save", "u", "-m", "maker", "U {{input}}"])
            let unclear = try await program.run(["chat", "-m", "maker/other"], input: "/template u\nhi\n")
            #expect(unclear.exitCode == 65 && unclear.error.contains("Several models match"), "\(unclear)")
        }
    }

    @Test func theModelThatIsNotKnownIsNamedInASentenceOfItsOwn() async throws {
        try await Self.serve { program in
            let asked = try await program.run(["ask", "-m", "=x", "hi"])
            #expect(asked.exitCode == 65 && asked.error.contains("model not found. The model asked for is \"x\""))
        }
    }
}
