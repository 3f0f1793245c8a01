import Foundation
import JSON
import LoopbackServer
import Synchronization
import Testing

/// Models that are named by a part of their id, and the list of them, on a server that takes any name.
@Suite(.timeLimit(.minutes(5))) struct ModelNameCommandTests {
    /// Lists models, and answers with the name that was asked for.
    private static func serve(
        _ ids: [String],
        while body: @escaping @Sendable (Program, @escaping @Sendable () -> [String]) async throws -> Void
    ) async throws {
        let routes = Mutex<[String]>([])
        let list = ids.map { #"{"id":"\#($0)","meta":{"n_ctx_train":4096}}"# }.joined(separator: ",")
        try await LoopbackServer.serve { request in
            routes.withLock { $0.append(request.route) }
            let asked = (try? JSONValue(parsing: request.body))?["model"]?.string ?? ""
            let body =
                request.route.hasPrefix("GET")
                ? #"{"data":[\#(list)]}"#
                : #"{"model":"\#(asked)","choices":[{"message":{"role":"assistant","content":"\#(asked)"},"finish_reason":"stop"}]}"#
            return .close([
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            ])
        } while: { server in
            try await Program.inFolder { program in
                var program = program
                program.environment["CLOUDCOMPUTE_BASE_URL"] = server.baseURL
                try await body(program) { routes.withLock { $0 } }
            }
        }
    }

    @Test func aFilterThatNoModelMatchesEndsAsGrepDoes() async throws {
        try await Self.serve(["qwen/flash", "qwen/plus"]) { program, _ in
            let none = try await program.run(["models", "nope"])
            #expect(none.exitCode == 1 && none.output.isEmpty)
            #expect(none.error == "cloudcompute: No model matches \"nope\".\n")
            let json = try await program.run(["models", "nope", "--json"])
            #expect(json.exitCode == 1 && json.output.contains("\"data\":[]"))
            let filtered = try await program.run(["models", "--min-context", "1m"])
            #expect(filtered.exitCode == 1 && filtered.error.contains("No model matches the filters."))
            #expect(try await program.run(["models", "plus"]).exitCode == 0)
        }
        try await Self.serve([]) { program, _ in
            let empty = try await program.run(["models", "nope"])
            #expect(empty.exitCode == 0 && empty.error.contains("The server has no models."))
        }
    }

    @Test func aPartOfAnIDNamesTheModel() async throws {
        try await Self.serve(["qwen/flash", "qwen/plus"]) { program, _ in
            let asked = try await program.run(["ask", "hi", "-m", "FLASH", "--no-stream"])
            #expect(asked.output == "qwen/flash\n" && asked.error == "Model: qwen/flash\n")
            let chat = try await program.run(["chat", "-m", "plus"], input: "one\n/model flash\ntwo\n/retry plus\n")
            #expect(chat.output == "qwen/plus\nqwen/flash\nqwen/plus\n", "\(chat.error)")
            try program.write("\"hi\"\n", to: "in.jsonl")
            let batch = try await program.run(["batch", "run", "in.jsonl", "-o", "out.jsonl", "-m", "flash", "-q"])
            #expect(batch.exitCode == 0)
            #expect(try program.read("out.jsonl").contains(#""model":"qwen/flash""#))
            var named = program
            named.environment["CLOUDCOMPUTE_MODEL"] = "lus"
            #expect(try await named.run(["ask", "hi", "--no-stream"]).output == "qwen/plus\n")
            let shown = try await program.run(["models", "show", "flash"])
            #expect(shown.output.contains("qwen/flash") && shown.output.contains("4096"))
        }
    }

    @Test(arguments: [["ask", "hi"], ["chat"], ["batch", "run", "in.jsonl", "-o", "out.jsonl"], ["models", "show"]])
    func aNameThatIsNotEnoughEndsWithTheCandidates(command: [String]) async throws {
        try await Self.serve(["qwen/flash", "maker/flash-2"]) { program, routes in
            try program.write("\"hi\"\n", to: "in.jsonl")
            let option = command[0] == "models" ? [] : ["-m"]
            let several = try await program.run(command + option + ["flash"])
            #expect(several.exitCode == 65 && several.error.contains("qwen/flash, maker/flash-2"), "\(several.error)")
            let near = try await program.run(command + option + ["qwen/flsh"])
            #expect(near.exitCode == 65 && near.error.contains("did you mean qwen/flash?"), "\(near.error)")
            #expect(!routes().contains { $0.hasPrefix("POST") })
        }
    }

    @Test func anIDThatIsKnownIsNotLookedUpAgain() async throws {
        try await Self.serve(["qwen/flash"]) { program, routes in
            for _ in 0..<3 { _ = try await program.run(["ask", "hi", "-m", "qwen/flash", "--no-stream"]) }
            #expect(routes().count { $0.hasPrefix("GET") } == 1)
            _ = try await program.run(["ask", "hi", "-m", "=other", "--no-stream"])
            #expect(routes().count { $0.hasPrefix("GET") } == 1)
        }
    }

    @Test func aServerThatListsNothingTakesAnyName() async throws {
        try await Self.serve([]) { program, _ in
            let outcome = try await program.run(["ask", "hi", "-m", "anything", "--no-stream"])
            #expect(outcome.output == "anything\n" && outcome.error.isEmpty)
        }
    }

    @Test func aBatchTakesTheServersOnlyModel() async throws {
        try await Self.serve(["only/one"]) { program, routes in
            try program.write("\"hi\"\n", to: "in.jsonl")
            let batch = try await program.run(["batch", "run", "in.jsonl", "-o", "out.jsonl"])
            #expect(batch.exitCode == 0 && batch.error.contains("Model: only/one"), "\(batch.error)")
            try program.write(#"{"model":"own","messages":[{"role":"user","content":"x"}]}"# + "\n", to: "own.jsonl")
            let before = routes().count { $0.hasPrefix("GET") }
            let own = try await program.run(["batch", "run", "own.jsonl", "-o", "own-out.jsonl"])
            #expect(own.exitCode == 0 && routes().count { $0.hasPrefix("GET") } == before)
        }
        try await Self.serve(["one", "two"]) { program, _ in
            try program.write("\"hi\"\n", to: "in.jsonl")
            #expect(try await program.run(["batch", "run", "in.jsonl", "-o", "out.jsonl"]).exitCode == 65)
        }
    }

    @Test(arguments: [36, 60, 80, 200] as [UInt16]) func idsAreNeverCut(columns: UInt16) async throws {
        let ids = ["qwen/model-with-a-long-name-000", "small"]
        try await Self.serve(ids) { program, _ in
            let terminal = try Terminal(program, ["models"], columns: columns, rows: 10)
            #expect(try await terminal.exitCode() == 0)
            let lines = try await terminal.look().lines.filter { !$0.isEmpty }
            #expect(lines.count == 3 && lines[1].hasPrefix(ids[0]) && lines[2].hasPrefix(ids[1]), "\(lines)")
        }
    }
}
