import Foundation
import JSON
import Testing

/// `batch merge` and `batch status` on what real runs leave, also where those were killed.
@Suite(.timeLimit(.minutes(5))) struct BatchMergeCommandTests {
    private func ids(_ program: Program, _ name: String) throws -> [String] {
        try program.read(name).split(separator: "\n").map { line in
            try JSONValue(parsing: String(line))["custom_id"]?.string ?? "?"
        }
    }

    private func run(_ shard: Int) -> [String] {
        [
            "batch", "run", "in\(shard).jsonl", "-o", "out.\(shard)-of-3.jsonl", "-m", "sandbox/small", "-j", "4",
            "--quiet",
        ]
    }

    @Test func shardsThatWereKilledMergeIntoOneOutput() async throws {
        let lines = 150
        try await Program.inFolder { program in
            for shard in 0..<3 {
                try program.write(
                    (1...lines).map { "{\"custom_id\":\"\(shard)/\($0)\",\"prompt\":\"\($0)\"}\n" }.joined(),
                    to: "in\(shard).jsonl")
            }
            try await program.withSandbox { program, _ in
                for shard in 0..<2 {
                    try await program.killing(
                        run(shard), once: "follow out.\(shard)-of-3.jsonl head -n \(20 * (shard + 1))")
                }
                let inputs = (0..<3).flatMap { ["--input", "in\($0).jsonl"] }
                let merge = ["batch", "merge", "out.*-of-3.jsonl", "-o", "all.jsonl"] + inputs
                let partial = try await program.run(merge)
                #expect(partial.exitCode == 1, "\(partial.error)")
                #expect(partial.error.contains("Shard 2 of 3 has no output"), "\(partial.error)")
                #expect(partial.error.contains("450 lines of input") && partial.error.contains("missing"))
                #expect(partial.error.contains("  2/1\n") || partial.error.contains("  … and "))
                let first = try ids(program, "all.jsonl")
                #expect(first.count >= 60 && Set(first).count == first.count)

                let silent = try await program.run(["batch", "status", "out.jsonl", "--json"])
                #expect(silent.exitCode == 0, "\(silent.error)")
                let told = try JSONValue(parsing: silent.output)
                #expect(told["absent_shards"]?.array?.first?["absent"] == [2])
                #expect(told["outputs"]?.array?.count == 2)

                for shard in 0..<3 { #expect(try await program.run(run(shard)).exitCode == 0) }
                let whole = try await program.run(merge + ["--ordered", "--json"])
                #expect(whole.exitCode == 0, "\(whole.error)")
                let report = try JSONValue(parsing: whole.output)
                #expect(report["results"] == 450 && report["missing"] == 0 && report["lines"] == 450)
                #expect(
                    try ids(program, "all.jsonl") == (0..<3).flatMap { shard in (1...lines).map { "\(shard)/\($0)" } })

                let status = try await program.run(["batch", "status", ".", "--watch"])
                #expect(status.exitCode == 0, "\(status.error)")
                #expect(status.output.contains("out.1-of-3.jsonl"), "\(status.output)")
                #expect(status.output.components(separatedBy: "finished").count == 4, "\(status.output)")
                let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
                #expect(!names.contains { $0.hasPrefix("all.") && $0.hasSuffix(".draft") }, "\(names)")
            }
        }
    }

    private func line(_ id: String) -> String {
        "{\"id\":\"batch_req_\(String(repeating: "0", count: 32))\",\"custom_id\":\"\(id)\",\"response\":null,\"error\":null}\n"
    }

    @Test func whatIsWrongWithPartsIsListed() async throws {
        try await Program.inFolder { program in
            try program.write(line("a") + "hello\n" + line("b") + line("a") + line("x"), to: "out.0-of-1.jsonl")
            try program.write(
                #"{"custom_id":"a","prompt":"1"}"# + "\n" + #"{"custom_id":"b","prompt":"2"}"# + "\n", to: "in.jsonl")
            let outcome = try await program.run([
                "batch", "merge", ".", "-o", "all.jsonl", "--input", "in.jsonl", "--list", "list.jsonl",
            ])
            #expect(outcome.exitCode == 65, "\(outcome.error)")
            #expect(outcome.output.isEmpty)
            for words in [
                "2 lines of input: 3 results, 0 failed, 0 missing, 1 doubled (1 line left out), 1 foreign",
                "Doubled:\n  a\n", "Foreign:\n  x\n", "./out.0-of-1.jsonl:2",
            ] {
                #expect(outcome.error.contains(words), "\(outcome.error)")
            }
            #expect(try program.read("all.jsonl") == line("b") + line("a") + line("x"))
            let list = try program.read("list.jsonl").split(separator: "\n")
            #expect(list.contains(#"{"batch_merge":"not_a_result","file":"./out.0-of-1.jsonl","line":2}"#))
            #expect(list.count == 3)
        }
    }

    @Test func manyIDsAreNotAllShown() async throws {
        try await Program.inFolder { program in
            try program.write(line("1"), to: "out.0-of-1.jsonl")
            try program.write(
                (1...2000).map { "{\"custom_id\":\"\($0)\",\"prompt\":\"x\"}\n" }.joined(), to: "in.jsonl")
            let merge = ["batch", "merge", "out.0-of-1.jsonl", "-o", "all.jsonl"]
            let outcome = try await program.run(merge + ["--input", "in.jsonl", "--list", "list.jsonl"])
            #expect(outcome.exitCode == 1, "\(outcome.error)")
            #expect(outcome.error.contains("Missing:\n  2\n") && outcome.error.contains("  … and 1,979 more"))
            #expect(try program.lineCount("list.jsonl") == 1999)
            let blind = try await program.run(merge)
            #expect(blind.exitCode == 0 && blind.error.contains("Without the input"), "\(blind.error)")
        }
    }

    @Test func whatIsLeftOutIsSaid() async throws {
        try await Program.inFolder { program in
            func failure(_ name: String) -> String {
                line(name).replacingOccurrences(
                    of: "\"error\":null", with: #""error":{"code":"invalid_line","message":"m"}"#)
            }
            try program.write(line("a"), to: "out.jsonl")
            try program.write(failure("in.jsonl:1") + failure("in.jsonl:3"), to: "out.errors.jsonl")
            try program.write(
                ["a", "a", "b", "b"].map { #"{"custom_id":"\#($0)","prompt":"x"}"# + "\n" }.joined(), to: "in.jsonl")
            let merge = ["batch", "merge", "out.jsonl", "-o", "all.jsonl", "--input"]
            let outcome = try await program.run(merge + ["in.jsonl"])
            #expect(outcome.exitCode == 0, "\(outcome.error)")
            let words =
                "4 lines of input: 1 result, 1 failed, 0 missing, 1 failure left out (another outcome of the same line "
                + "is there), 2 lines not sent (an earlier line has the same id)"
            #expect(outcome.error.contains(words), "\(outcome.error)")
        }
    }

    private static let refusals: [([String], Int32)] = [
        (["merge", "none.jsonl", "-o", "all.jsonl"], 66), (["merge", "p*.x", "-o", "all.jsonl"], 66),
        (["merge", "out.0-of-1.jsonl", "-o", "out.0-of-1.jsonl"], 64),
        (["merge", "out.0-of-1.jsonl", "-o", "precious.txt"], 74),
        (["merge", "out.0-of-1.jsonl", "-o", "none/all.jsonl"], 74),
        (["merge", "out.0-of-1.jsonl", "-o", "-"], 64),
        (["merge", "out.0-of-1.jsonl", "-o", "a.jsonl", "--ordered"], 64),
        (["merge", "out.0-of-1.jsonl", "-o", "all.jsonl", "--input", "none"], 66),
        (["status", "none.jsonl"], 66), (["status", "."], 0),
        (["status", "out.0-of-1.jsonl", "--watch", "--interval", "1ms"], 64),
        (["status", "out.0-of-1.jsonl", "--interval", "1s"], 64),
    ]

    @Test(arguments: refusals)
    func whatCannotBeDoneIsOneSentence(arguments: [String], exitCode: Int32) async throws {
        try await Program.inFolder { program in
            try program.write(line("a"), to: "out.0-of-1.jsonl")
            try program.write("precious\n", to: "precious.txt")
            let outcome = try await program.run(["batch"] + arguments)
            #expect(outcome.exitCode == exitCode, "\(outcome.error)")
            if exitCode != 0, exitCode != 64 { #expect(outcome.errorLines.count == 1, "\(outcome.error)") }
            #expect(try program.read("precious.txt") == "precious\n")
            #expect(try program.read("out.0-of-1.jsonl") == line("a"))
            let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
            #expect(Set(names) == ["out.0-of-1.jsonl", "precious.txt"])
        }
    }

    /// A file system that is full takes nothing and keeps nothing.
    @Test func aFullDiskEndsInOneSentence() async throws {
        try await Program.inFolder { program in
            let text = (1...2000).map { line("id \($0)") }.joined()
            try program.write(text, to: "out.0-of-1.jsonl")
            let outcome = try await program.shell(
                Program.fileLimit(64)
                    + "cloudcompute batch merge out.0-of-1.jsonl -o all.jsonl; echo $?; ls -A")
            #expect(outcome.output == "74\nout.0-of-1.jsonl\n", "\(outcome.output)")
            #expect(outcome.errorLines.count == 1 && outcome.error.contains("all.jsonl"), "\(outcome.error)")
        }
    }

    @Test func silentRunsAreNamed() async throws {
        try await Program.inFolder { program in
            try program.write(line("a") + line("b"), to: "out.0-of-1.jsonl")
            try program.write(
                #"{"cloudcompute_batch_status":1,"state":"running","total":5,"done":1,"failed":0,"updated":1000000,"#
                    + #""interval":5,"host":"node-7","pid":42}"#, to: "out.0-of-1.status.json")
            let outcome = try await program.run(["batch", "status", "out.jsonl"])
            #expect(outcome.exitCode == 0, "\(outcome.error)")
            #expect(outcome.output.contains("Silent: out.0-of-1.jsonl"), "\(outcome.output)")
            #expect(outcome.output.contains("since 1970-01-12T13:46:40Z (node-7, process 42)"), "\(outcome.output)")
            let row = outcome.output.split(separator: "\n").first { $0.hasPrefix("out.0-of-1.jsonl") } ?? ""
            #expect(
                row.split(separator: " ").map(String.init).prefix(5) == ["out.0-of-1.jsonl", "silent", "2", "0", "3"])
        }
    }

    @Test func anInterruptedMergeLeavesNothing() async throws {
        try await Program.inFolder { program in
            // So much goes into a pipe only while somebody reads it.
            try program.write(line("a"), to: "out.0-of-1.jsonl")
            let outcome = try await program.shell(
                """
                mkfifo pipe
                cloudcompute batch merge out.0-of-1.jsonl -o all.jsonl --input - < pipe & p=$!
                exec 3>pipe
                head -c 1000000 /dev/zero | tr '\\0' '\\n' >&3
                kill -TERM $p; wait $p; echo $?; ls -A
                """)
            #expect(outcome.output == "143\nout.0-of-1.jsonl\npipe\n", "\(outcome.output) \(outcome.error)")
        }
    }
}
