import CloudComputeClient
import Foundation
import JSON
import LoopbackServer
import Testing

/// The built program as a job of Slurm, with programs in place of Slurm's own.
@Suite(.timeLimit(.minutes(5))) struct BatchRequeueTests {
    /// Runs a batch whose requests are put off for longer than it waits, or never answered, with Slurm's programs as given.
    ///
    /// Where none is given, no other program is in the path either.
    private func run(
        _ options: String, environment: [String: String] = ["SLURM_JOB_ID": "7"], scontrol: String? = nil,
        squeue: String? = nil, isStuck: Bool = false
    ) async throws -> (outcome: Program.Outcome, calls: String, elapsed: Duration) {
        try await Program.inFolder { program in
            var program = program
            try program.write("\"a\"\n\"b\"\n\"c\"\n", to: "in.jsonl")
            let bin = program.folder.appendingPathComponent("bin")
            try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
            for (name, script) in [("scontrol", scontrol), ("squeue", squeue)] {
                guard let script else { continue }
                try program.write("#!/bin/bash\necho \(name) \"$@\" >> calls\n\(script)\n", to: "bin/\(name)")
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o700], ofItemAtPath: program.file("bin/\(name)"))
            }
            program.environment.merge(environment) { $1 }
            let folders = [bin.path] + (program.environment["PATH"] ?? "").split(separator: ":").map(String.init)
            let hasPrograms = scontrol != nil || squeue != nil
            program.environment["PATH"] = folders.prefix(hasPrograms ? folders.count : 2).joined(separator: ":")
            let putOff = LoopbackServer.http("429 Later", type: "text/plain", "", headers: "retry-after: 9999\r\n")
            return try await LoopbackServer.serve { _ in
                isStuck ? .hold([]) : .close([putOff])
            } while: { [program] server in
                let clock = ContinuousClock()
                let start = clock.now
                let outcome = try await program.shell(
                    "exec cloudcompute batch in.jsonl -o out.jsonl -m m --base-url \(server.baseURL) \(options)")
                let calls = (try? program.read("calls")) ?? ""
                return (outcome, calls, clock.now - start)
            }
        }
    }

    @Test func aTaskWithLinesThatRemainIsRequeued() async throws {
        let array = ["SLURM_JOB_ID": "9", "SLURM_ARRAY_JOB_ID": "7", "SLURM_ARRAY_TASK_ID": "3"]
        // Slurm ends the job that it is to run again, and another process may have the output by then.
        let script = "flock -n out.jsonl echo free >> calls; kill -TERM $PPID"
        let run = try await run("--requeue", environment: array, scontrol: script)
        #expect(run.outcome.exitCode == 75, "\(run.outcome.error)")
        #expect(run.calls == "scontrol requeue 7_3\nfree\n")
        #expect(run.outcome.errorLines.last == "3 lines remain; Slurm runs the job again.")
    }

    @Test func machinesAreToldOfTheRequeue() async throws {
        let run = try await run("--requeue --progress json", scontrol: "")
        let last = try JSONValue(parsing: try #require(run.outcome.errorLines.last))
        #expect(
            last["requeued"]?.bool == true && last["exit_code"]?.int == 75 && last["reason"]?.string == "rate_limit")
        #expect(run.calls == "scontrol requeue 7\n")
    }

    @Test func aRequeueThatFailsIsTold() async throws {
        let failed = try await run("--requeue", scontrol: "echo 'Access denied' >&2; exit 1")
        #expect(failed.outcome.exitCode == 75)
        #expect(failed.outcome.error.contains("`scontrol requeue 7` ended with 1 and says \"Access denied\""))
        #expect(failed.outcome.errorLines.last?.contains("goes on with what is left") == true)
        let missing = try await run("--requeue")
        #expect(missing.outcome.exitCode == 75 && missing.outcome.error.contains("no scontrol in PATH"))
    }

    @Test func aJobThatIsPendingAlreadyIsNoFailure() async throws {
        let run = try await run(
            "--requeue", scontrol: "echo 'Job is pending execution for job 7' >&2; exit 1")
        #expect(
            run.outcome.exitCode == 75 && run.outcome.errorLines.last?.hasSuffix("Slurm runs the job again.") == true)
    }

    @Test func aJobIsNotRequeuedForEver() async throws {
        let job = ["SLURM_JOB_ID": "7", "SLURM_RESTART_COUNT": "20"]
        let last = try await run("--requeue", environment: job, scontrol: "")
        #expect(last.outcome.exitCode == 75 && last.calls.isEmpty)
        #expect(last.outcome.error.contains("--max-requeues"), "\(last.outcome.error)")
        let more = try await run("--requeue --max-requeues 21", environment: job, scontrol: "")
        #expect(more.calls == "scontrol requeue 7\n")
    }

    @Test func aNumberOfRequeuesNeedsARequeue() async throws {
        let run = try await run("--max-requeues 3", scontrol: "")
        #expect(run.outcome.exitCode == 64 && run.calls.isEmpty)
        #expect(run.outcome.error.contains("--max-requeues needs --requeue"), "\(run.outcome.error)")
    }

    @Test func onlyLinesThatRemainAreAReasonToRequeue() async throws {
        let refused = try await run("--requeue --errors in.jsonl", scontrol: "")
        #expect(refused.outcome.exitCode == 64 && refused.calls.isEmpty, "\(refused.outcome.error)")
        let interrupted = try await run(
            "--requeue --drain 0 --progress json 2> log & run=$!; follow log grep -m 1 -q phase; kill -INT $run; wait $run",
            scontrol: "", isStuck: true)
        #expect(interrupted.outcome.exitCode == 130 && interrupted.calls.isEmpty, "\(interrupted.outcome.error)")
    }

    @Test(arguments: [["--requeue"], ["--stop-before", "60s"]])
    func optionsForAJobNeedOne(options: [String]) async throws {
        let run = try await run(options.joined(separator: " "), environment: [:], scontrol: "", squeue: "")
        #expect(run.outcome.exitCode == 64 && run.calls.isEmpty)
        #expect(run.outcome.errorLines.count == 1 && run.outcome.error.contains("SLURM_JOB_ID"), "\(run.outcome.error)")
    }

    @Test func theRunStopsBeforeTheEndThatSlurmNames() async throws {
        let end = Int(Date().timeIntervalSince1970) + 18
        let run = try await run(
            "--stop-before 10s --drain 500ms --progress json",
            environment: ["SLURM_JOB_ID": "7", "SLURM_JOB_END_TIME": "\(end)"], isStuck: true)
        #expect(run.outcome.exitCode == 75, "\(run.outcome.error)")
        let last = try JSONValue(parsing: try #require(run.outcome.errorLines.last))
        #expect(last["reason"]?.string == "job_end" && last["remaining"]?.int == 3)
        #expect(run.elapsed < .seconds(17))
    }

    @Test func theEndIsAskedForWhereSlurmDoesNotNameIt() async throws {
        let run = try await run(
            "--stop-before 100s --drain 0",
            squeue: #"[ "$SLURM_TIME_FORMAT" = standard ] && date -d '+108 seconds' +%Y-%m-%dT%H:%M:%S"#, isStuck: true)
        #expect(run.outcome.exitCode == 75, "\(run.outcome.error)")
        #expect(run.calls == "squeue -h -j 7 -o %e\n")
        #expect(run.outcome.error.contains("--stop-before") && run.outcome.error.contains("3 lines remain"))
    }

    @Test func aJobThatEndsSoonerIsNotBegun() async throws {
        let end = Int(Date().timeIntervalSince1970) + 30
        let run = try await run(
            "--stop-before 60s", environment: ["SLURM_JOB_ID": "7", "SLURM_JOB_END_TIME": "\(end)"])
        #expect(run.outcome.exitCode == 75 && run.elapsed < .seconds(20))
        #expect(run.outcome.error.contains("within --stop-before 60s, so nothing is sent"), "\(run.outcome.error)")
    }

    @Test func anEndThatNothingTellsIsAnError() async throws {
        let run = try await run("--stop-before 60s")
        #expect(run.outcome.exitCode == 64 && run.outcome.errorLines.count == 1, "\(run.outcome.error)")
        #expect(run.outcome.error.contains("SLURM_JOB_END_TIME") && run.outcome.error.contains("no squeue in PATH"))
    }

    @Test(arguments: [("echo NONE", 64, "NONE"), ("exit 1", 69, "ended with 1"), ("", 64, "says nothing")])
    func anEndThatIsNotKnownIsAnError(squeue: String, code: Int32, words: String) async throws {
        let run = try await run("--stop-before 60s", squeue: squeue)
        #expect(run.outcome.exitCode == code && run.outcome.errorLines.count == 1, "\(run.outcome.error)")
        #expect(run.outcome.error.contains(words) && run.outcome.error.contains("squeue -h -j 7 -o %e"))
    }
}
