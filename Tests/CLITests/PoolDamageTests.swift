import Foundation
import JSON
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(5))) struct PoolDamageTests {
    private static let run = "cloudcompute batch in.jsonl -o pool --pool -m sandbox/small --quiet"
    private static let reply = LoopbackServer.http(
        "200 OK", type: "application/json", #"{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}]}"#)

    private func writeLines(_ program: Program, _ count: Int) throws {
        try program.write((1...count).map { "\"line \($0)\"\n" }.joined(), to: "in.jsonl")
    }

    @Test func aPartThatIsCutWhileItIsWrittenEndsTheWorker() async throws {
        try await Program.inFolder { program in
            try writeLines(program, 400)
            let outcome = try await LoopbackServer.serve { _ in
                // The worker is still at the chunk when its part is cut.
                try? FileManager.default.contentsOfDirectory(atPath: program.file("pool/parts")).forEach {
                    _ = truncate(program.file("pool/parts/\($0)"), 0)
                }
                return .script([.text(Self.reply)])
            } while: { server in
                var program = program
                program.environment["CLOUDCOMPUTE_BASE_URL"] = server.baseURL
                program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-sandbox"
                return try await program.shell(
                    "\(Self.run) -j 1; echo $?; cat pool/parts/*.jsonl | tr -d '\\0' | wc -c; cat pool/parts/*.jsonl | wc -c"
                )
            }
            let lines = outcome.output.split(separator: "\n")
            #expect(lines.first == "74" && outcome.error.contains("cut"), "\(outcome.output) \(outcome.error)")
            #expect(lines.count == 3 && lines[1] == lines[2], "a hole of zeros")
        }
    }

    @Test func partsOfDoneChunksThatAreGoneAreMissed() async throws {
        try await Program.inFolder { program in
            try writeLines(program, 40)
            let outcome = try await program.shell(
                """
                \(Self.run) --sandbox && mv in.jsonl elsewhere.jsonl
                rm pool/parts/0.1.jsonl; : > pool/parts/3.1.jsonl
                cloudcompute batch merge pool -o all.jsonl; echo $?
                cloudcompute batch status pool --json
                cloudcompute batch merge pool -o all.jsonl --input in.jsonl elsewhere.jsonl; echo $?
                mv elsewhere.jsonl in.jsonl; rm pool/done/0.1.ok pool/done/3.1.ok; \(Self.run) --sandbox
                cloudcompute batch merge pool -o all.jsonl --input in.jsonl; echo $?
                """)
            let lines = outcome.output.split(separator: "\n")
            try #require(lines.count == 4, "\(outcome.output) \(outcome.error)")
            #expect(lines[0] == "1" && outcome.error.contains("of the pool that no part has"), "\(outcome.error)")
            #expect(try JSONValue(parsing: String(lines[1]))["ended"] == false)
            #expect(lines[2] == "66", "several files can be named after one --input: \(outcome.error)")
            #expect(lines[3] == "0" && outcome.error.contains("40 results, 0 failed, 0 missing"), "\(outcome.error)")
        }
    }

    @Test func fewOpenFilesMakeThePoolsWindowSmaller() async throws {
        try await Program.inFolder { program in
            try writeLines(program, 120)
            let outcome = try await program.shell("ulimit -n 128; \(Self.run) --sandbox -j 100; echo $?")
            #expect(outcome.output == "0\n", "\(outcome.error)")
        }
    }
}
