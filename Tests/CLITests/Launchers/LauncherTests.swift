import Foundation
import JSON
import Testing

/// The examples that need no cluster: GNU parallel for real, the Kubernetes and SkyPilot manifests read and their commands
/// run as those launchers would.
@Suite(.timeLimit(.minutes(3))) struct LauncherTests {
    private static let examples = Program.root.appendingPathComponent("Examples")

    private static func python() throws -> String {
        try #require(
            ProcessInfo.processInfo.environment["CLOUDCOMPUTE_TEST_PYTHON"],
            "This test needs Python with kubernetes-validate; `make test` sets it up.")
    }

    private static func prompts(_ count: Int) -> String {
        (0..<count).map { #"{"custom_id":"q\#($0)","prompt":"What is \#($0)?"}"# + "\n" }.joined()
    }

    /// Runs the body beside a sandbox, in a folder that holds an input of so many lines.
    private static func withPrompts(
        _ count: Int, sandbox flags: [String] = [], _ body: (Program) async throws -> Void
    ) async throws {
        try await Program.inFolder { program in
            try program.write(prompts(count), to: "in.jsonl")
            try await program.withSandbox(flags) { program, _ in
                var program = program
                program.environment["CLOUDCOMPUTE_MODEL"] = "sandbox/small"
                try await body(program)
            }
        }
    }

    #if os(Linux)
        @Test func parallelRunsAKilledShardAgain() async throws {
            try await Self.withPrompts(120, sandbox: ["--latency", "300ms"]) { program in
                var program = program
                program.environment["EXAMPLES"] = Self.examples.path
                program.environment["CLOUDCOMPUTE_PROGRAM"] = Program.path
                let scripts = Program.root.appendingPathComponent("Tests/CLITests/Launchers").path
                program.environment["PATH"] = "\(scripts)/fake:\(program.environment["PATH"] ?? "")"
                let outcome = try await program.run(executable: "/bin/bash", ["\(scripts)/parallel.sh"])
                #expect(outcome.exitCode == 0, "\(outcome.error)")
                // Each shard once, and the killed one a second time.
                let starts = try program.read("starts").split(separator: "\n").map(String.init)
                #expect(starts.sorted() == (Array(0..<8) + [3]).sorted().map { "\($0)/8" })
                try await program.expectMergedShards(8)
            }
        }
    #endif

    @Test func theKubernetesManifestIsWhatTheServerTakes() async throws {
        try await Program.inFolder { program in
            let manifest = Self.examples.appendingPathComponent("kubernetes/job.yaml").path
            let outcome = try await Self.check(manifest, program)
            #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.error)")
            // A pod is killed after the grace; the drain and the last writes come before that.
            let pod = try await Self.job(program)["spec"]?["template"]?["spec"]
            #expect(try #require(pod?["terminationGracePeriodSeconds"]?.int) >= 25 + 10)
        }
    }

    /// The schema finds the first two, the rest is what it cannot know.
    @Test(arguments: [
        ("completionMode:", "completionmode:"), ("completions: 8", #"completions: "8""#),
        ("completionMode: Indexed", "completionMode: Indx"), ("completionMode: Indexed", "completionMode: NonIndexed"),
        ("restartPolicy: Never", "restartPolicy: OnFailure"), ("action: FailIndex", "action: Retry"),
        ("backoffLimitPerIndex: 6", "backoffLimit: 6"), ("values: [1]", "values: [0, 1]"),
        ("values: [64, 65,", "values: [65, 64,"), ("containerName: batch", "containerName: run"),
        (#"status: "True""#, #"status: "Yes""#),
    ])
    func aBrokenKubernetesManifestIsRefused(right: String, wrong: String) async throws {
        try await Program.inFolder { program in
            let manifest = try String(
                contentsOf: Self.examples.appendingPathComponent("kubernetes/job.yaml"), encoding: .utf8)
            try #require(manifest.contains(right))
            try program.write(manifest.replacing(right, with: wrong), to: "job.yaml")
            let outcome = try await Self.check(program.file("job.yaml"), program)
            #expect(outcome.exitCode == 1, "\(outcome.error)")
            #expect(outcome.output.hasPrefix(program.file("job.yaml") + ": "), "\(outcome.output)")
        }
    }

    @Test func thePodsOfTheKubernetesJobDoTheWholeInput() async throws {
        try await Self.withPrompts(100) { program in
            let spec = try #require(try await Self.job(program)["spec"])
            let container = try #require(spec["template"]?["spec"]?["containers"]?.array?.first)
            let count = try #require(spec["completions"]?.int)
            let arguments = try #require(container["args"]?.array).map { argument in
                (argument.string ?? "").replacing("/data/prompts.jsonl", with: "in.jsonl")
                    .replacing("/data/answers.jsonl", with: "out.jsonl")
            }
            try await withThrowingTaskGroup { group in
                for index in 0..<count {
                    var pod = program
                    pod.environment["JOB_COMPLETION_INDEX"] = String(index)
                    group.addTask { [pod] in try await pod.run(arguments) }
                }
                for try await outcome in group { #expect(outcome.exitCode == 0, "\(outcome.error)") }
            }
            try await program.expectMergedShards(count)
        }
    }

    @Test func theSkyPilotFilesHaveTheFieldsThatItKnows() async throws {
        try await Program.inFolder { program in
            let pool = try await Self.yaml("skypilot/pool.yaml", program)
            let job = try await Self.yaml("skypilot/job.yaml", program)
            #expect(Set(pool.object?.members.map(\.name) ?? []) == ["file_mounts", "pool", "resources", "setup"])
            // What a job of a pool may have: setup and mounts are the pool's.
            #expect(Set(job.object?.members.map(\.name) ?? []) == ["envs", "name", "resources", "run"])
            #expect(pool["pool"]?["workers"]?.int != nil)
            #expect(pool["resources"]?["accelerators"] == job["resources"]?["accelerators"])
            #expect(pool["resources"]?["use_spot"] == job["resources"]?["use_spot"])
            let recovery = try #require(job["resources"]?["job_recovery"])
            #expect(recovery["recover_on_exit_codes"] == [75])
            #expect(recovery["max_restarts_on_errors"]?.int != nil)
        }
    }

    @Test func theJobsOfTheSkyPilotPoolDoTheWholeInput() async throws {
        try await Self.withPrompts(60) { program in
            let script = try #require(try await Self.yaml("skypilot/job.yaml", program)["run"]?.string)
            try FileManager.default.createDirectory(atPath: program.file("bucket"), withIntermediateDirectories: false)
            try program.write(program.read("in.jsonl"), to: "bucket/prompts.jsonl")
            for rank in 0..<3 {
                var worker = program
                try FileManager.default.createDirectory(
                    atPath: program.file("worker\(rank)"), withIntermediateDirectories: false)
                worker.environment["BUCKET"] = program.file("bucket")
                worker.environment["MODEL"] = "sandbox/small"
                worker.environment["SKYPILOT_JOB_RANK"] = String(rank)
                worker.environment["SKYPILOT_NUM_JOBS"] = "3"
                let outcome = try await worker.shell("cd worker\(rank)\n" + script)
                #expect(outcome.exitCode == 0, "\(outcome.error)")
            }
            let merged = try await program.run([
                "batch", "merge", "bucket/answers.*-of-3.jsonl", "-o", "merged.jsonl", "--input",
                "bucket/prompts.jsonl",
            ])
            #expect(merged.exitCode == 0, "\(merged.error)")
            #expect(try program.lineCount("merged.jsonl") == 60)
        }
    }

    private static func check(_ manifest: String, _ program: Program) async throws -> Program.Outcome {
        let script = Program.root.appendingPathComponent("Tests/CLITests/Launchers/kubernetes_job.py").path
        return try await program.run(executable: python(), [script, manifest])
    }

    private static func job(_ program: Program) async throws -> JSONValue {
        try await yaml("kubernetes/job.yaml", program)
    }

    private static func yaml(_ name: String, _ program: Program) async throws -> JSONValue {
        let script = "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))"
        let text = try String(contentsOf: examples.appendingPathComponent(name), encoding: .utf8)
        let outcome = try await program.run(executable: python(), ["-c", script], input: text)
        return try JSONValue(parsing: outcome.output)
    }
}
