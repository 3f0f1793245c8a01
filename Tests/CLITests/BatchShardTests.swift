import CloudComputeClient
import Foundation
import JSON
import Testing

/// Shards of the built program against a sandbox.
@Suite(.timeLimit(.minutes(5))) struct BatchShardTests {
    private func ids(_ program: Program, _ name: String) throws -> [String] {
        try program.read(name).split(separator: "\n").compactMap { line in
            try JSONValue(parsing: String(line))["custom_id"]?.string
        }
    }

    private static func array(_ id: Int, _ least: Int, _ greatest: Int, _ count: Int, step: Int = 1) -> [String: String]
    {
        [
            "SLURM_ARRAY_TASK_ID": "\(id)", "SLURM_ARRAY_TASK_MIN": "\(least)", "SLURM_ARRAY_TASK_MAX": "\(greatest)",
            "SLURM_ARRAY_TASK_STEP": "\(step)", "SLURM_ARRAY_TASK_COUNT": "\(count)",
        ]
    }

    private func run(
        _ program: Program, _ variables: [String: String] = [:], _ arguments: [String] = ["--shard", "auto"]
    ) async throws -> Program.Outcome {
        var program = program
        program.environment.merge(variables) { $1 }
        return try await program.run(
            ["batch", "run", "in.jsonl", "-o", "out.jsonl", "--sandbox", "--quiet"] + arguments)
    }

    @Test func eightThatStartAtOnceDoEachLineOnce() async throws {
        try await Program.inFolder { program in
            try program.write((1...400).map { "\"line \($0)\"\n" }.joined(), to: "in.jsonl")
            try await program.withSandbox { program, _ in
                let outcome = try await program.shell(
                    """
                    for i in 0 1 2 3 4 5 6 7; do
                      cloudcompute batch run in.jsonl -o out.jsonl -m sandbox/small --shard $i/8 -j 4 --quiet & pids="$pids $!"
                    done
                    for pid in $pids; do wait $pid || exit 1; done
                    """)
                #expect(outcome.exitCode == 0, "\(outcome.error)")
                let all = try (0..<8).flatMap { try ids(program, "out.\($0)-of-8.jsonl") }
                #expect(all.count == 400 && Set(all) == Set((1...400).map { "in:\($0)" }))
                let manifest = try JSONValue(parsing: program.read("out.shards.json"))
                #expect(manifest["shards"]?.int == 8 && manifest["rule"]?.string == "id")
                let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
                #expect(names.allSatisfy { !$0.hasSuffix(".draft") })
                // Of each shard its results, its failures and its status; and the manifest.
                #expect(names.count { $0.hasPrefix("out.") } == 25, "\(names.sorted())")
            }
        }
    }

    @Test func theLaunchersVariablesAreUsedAndTheRuleIsTold() async throws {
        try await Program.inFolder { program in
            try program.write((1...20).map { "\"line \($0)\"\n" }.joined(), to: "in.jsonl")
            for task in 0..<3 {
                let outcome = try await run(program, Self.array(10 + 2 * task, 10, 14, 3, step: 2))
                #expect(outcome.exitCode == 0 && outcome.output.isEmpty)
                #expect(
                    outcome.error.contains(
                        "Shard \(task) of 3, counted from 0, by Slurm (SLURM_ARRAY_TASK_ID=\(10 + 2 * task)"))
            }
            let all = try (0..<3).flatMap { try ids(program, "out.\($0)-of-3.jsonl") }
            #expect(all.count == 20 && Set(all).count == 20)
            // Tasks that are submitted again look like a job of their own to the variables.
            let again = try await run(program, Self.array(12, 12, 12, 1))
            #expect(again.exitCode == 64)
            #expect(
                again.error.contains("out.shards.json says that this output has 3 shards")
                    && again.error.contains("--shard I/3"))
            #expect(!FileManager.default.fileExists(atPath: program.file("out.0-of-1.jsonl")))
            let explicit = try await run(program, Self.array(12, 12, 12, 1), ["--shard", "1/3"])
            #expect(explicit.exitCode == 0)
        }
    }

    @Test func whatTheLauncherLeavesOpenIsRefused() async throws {
        try await Program.inFolder { program in
            try program.write("\"line\"\n", to: "in.jsonl")
            for (variables, words) in [
                (Self.array(3, 1, 5, 3), "list with gaps"),
                (["JOB_COMPLETION_INDEX": "3"], "pass --shards N or set CLOUDCOMPUTE_SHARDS"),
                (["RANK": "1", "WORLD_SIZE": "2", "PMI_RANK": "0", "PMI_SIZE": "2"], "Two launchers disagree"),
                ([:], "no variables of a launcher"), (["SLURM_PROCID": "0", "SLURM_NTASKS": "8"], "srun"),
                (["HQ_TASK_ID": "3"], "--shard $HQ_TASK_ID/N"), (["PARALLEL_SEQ": "3"], "$((PARALLEL_SEQ-1))/N"),
                (["JOB_COMPLETION_INDEX": "-3"], "JOB_COMPLETION_INDEX is \"-3\""),
            ] as [([String: String], String)] {
                let outcome = try await run(program, variables)
                #expect(outcome.exitCode == 64, "\(variables)")
                #expect(outcome.error.contains(words), "\(outcome.error)")
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
            #expect(!names.contains { $0.hasPrefix("out") })
            let stated = try await run(program, ["JOB_COMPLETION_INDEX": "3"], ["--shard", "auto", "--shards", "8"])
            #expect(stated.exitCode == 0 && FileManager.default.fileExists(atPath: program.file("out.3-of-8.jsonl")))
        }
    }

    @Test func withoutAShardATaskIsToldThatItDoesEverything() async throws {
        try await Program.inFolder { program in
            try program.write("\"line\"\n", to: "in.jsonl")
            let outcome = try await run(program, Self.array(3, 0, 7, 8), [])
            #expect(
                outcome.exitCode == 0 && outcome.error.contains("task 3 of 8, counted from 0")
                    && outcome.error.contains("--shard auto")
            )
            #expect(try ids(program, "out.jsonl") == ["in:1"])
            for variables in [[:], Self.array(3, 3, 3, 1), Self.array(3, 1, 5, 3), ["RANK": "x", "WORLD_SIZE": "2"]] {
                #expect(try await run(program, variables, []).error.isEmpty)
            }
        }
    }

    @Test func anotherCountRuleOrInputIsRefused() async throws {
        try await Program.inFolder { program in
            try program.write("\"one\"\n\"two\"\n", to: "in.jsonl")
            try program.write("\"one\"\n", to: "other.jsonl")
            #expect(try await run(program, [:], ["--shard", "0/2"]).exitCode == 0)
            for (arguments, code, words) in [
                (["--shard", "0/3"], 64, "--shard I/2"),
                (["--shard", "0/2", "--shard-by", "lines"], 64, "--shard-by id"),
                (["other.jsonl", "--shard", "0/2"], 65, "other inputs (in)"), (["--shard", "2/2"], 64, "the last 1/2"),
                (["--shard", "1/0"], 64, "I/N"), (["--shard", "-1/2"], 64, "--shard"), (["--shard", "a/2"], 64, "I/N"),
                (["--shard", "1/99999999999999999999"], 64, "I/N"),
                (["--shard", "0/2", "--shards", "2"], 64, "--shards"),
                (["--shards", "2"], 64, "needs --shard"), (["--limits", "per-shard"], 64, "needs --shard"),
                (["--shard", "0/2", "--rpm", "1"], 64, "--limits per-shard"),
            ] {
                let outcome = try await run(program, [:], arguments)
                #expect(outcome.exitCode == Int32(code), "\(arguments): \(outcome.error)")
                #expect(outcome.error.contains(words), "\(outcome.error)")
            }
            #expect(
                try await run(program, [:], ["--shard", "0/2", "--rpm", "1", "--limits", "per-shard"]).exitCode == 0)
            // Lines may be appended; another file may not take the input's place.
            try program.write("\"one\"\n\"two\"\n\"three\"\n", to: "in.jsonl")
            for shard in ["0/2", "1/2"] { #expect(try await run(program, [:], ["--shard", shard]).exitCode == 0) }
            let all = try (0..<2).flatMap { try ids(program, "out.\($0)-of-2.jsonl") }
            #expect(all.sorted() == ["in:1", "in:2", "in:3"])
            try program.write("\"others\"\n\"two\"\n\"three\"\n", to: "in.jsonl")
            let outcome = try await run(program, [:], ["--shard", "0/2"])
            #expect(outcome.exitCode == 65 && outcome.error.contains("does not begin as it did"))
            let stream = try await program.run([
                "batch", "run", "in.jsonl", "-o", "-", "--sandbox", "--shard", "0/2",
            ])
            #expect(stream.exitCode == 64 && stream.error.contains("name a file with -o"))
        }
    }

    @Test func aTaskThatIsStartedAgainWorksBesideTheFormerOne() async throws {
        try await Program.inFolder { program in
            try program.write("\"one\"\n\"two\"\n", to: "in.jsonl")
            #expect(try await run(program, [:], ["--shard", "0/1"]).exitCode == 0)
            try program.write("\"one\"\n\"two\"\n\"three\"\n", to: "in.jsonl")
            let outcome = try await program.shell(
                """
                exec 9<>out.0-of-1.jsonl && flock -x 9
                SLURM_RESTART_COUNT=3 cloudcompute batch run in.jsonl -o out.jsonl --sandbox --shard 0/1 --lock-wait 0 9>&-
                """)
            #expect(outcome.exitCode == 0, "\(outcome.error)")
            #expect(outcome.error.contains("is still writing to out.0-of-1.jsonl"))
            #expect(
                outcome.error.contains("Results: out.0-of-1.attempt-3.jsonl") && outcome.error.contains("2 done before")
            )
            #expect(try ids(program, "out.0-of-1.attempt-3.jsonl") == ["in:3"])
            let later = try await program.run([
                "batch", "run", "in.jsonl", "-o", "out.jsonl", "--sandbox", "--shard", "0/1",
            ])
            #expect(later.exitCode == 0 && later.error.contains("3 done before"))
            #expect(try ids(program, "out.0-of-1.jsonl").sorted() == ["in:1", "in:2"])
        }
    }

    @Test func standardInputIsDealtToo() async throws {
        try await Program.inFolder { program in
            let lines = (1...30).map { "{\"custom_id\":\"c\($0)\",\"prompt\":\"p\"}\n" }.joined()
            for shard in 0..<3 {
                let outcome = try await program.run(
                    [
                        "batch", "run", "-", "-o", "out.jsonl", "--sandbox", "--shard", "\(shard)/3", "--shard-by",
                        "tokens",
                    ],
                    input: lines)
                #expect(outcome.exitCode == 0, "\(outcome.error)")
                #expect(outcome.error.contains("10 lines: 10 ok"))
            }
            let all = try (0..<3).flatMap { try ids(program, "out.\($0)-of-3.jsonl") }
            #expect(all.count == 30 && Set(all).count == 30)
        }
    }
}
