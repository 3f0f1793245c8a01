#if os(Linux)
    import Foundation
    import Testing

    /// The examples in a real Slurm; `slurm/` has what is done to them.
    @Suite(.timeLimit(.minutes(4)), .slurm) struct SlurmTests {
        /// The lines of `states`, one a task: what `scontrol show job` says at the end.
        private static func states(_ program: Program, _ folder: String = ".") throws -> [String] {
            try program.read("\(folder)/states").split(separator: "\n").map(String.init)
        }

        /// The logs of all tasks in a folder.
        private static func logs(_ program: Program, _ folder: String = ".") throws -> String {
            let names = try FileManager.default.contentsOfDirectory(atPath: program.file(folder))
            return try names.filter { $0.hasSuffix(".log") }.map { try program.read("\(folder)/\($0)") }.joined()
        }

        @Test func anArrayOfEightLosesNothingToAKillAndATimeLimit() async throws {
            let program = try await #require(SlurmCluster.current).array.value
            let states = try Self.states(program)
            #expect(states.count == 8)
            for state in states { #expect(state.contains("JobState=COMPLETED"), "\(state)") }
            for state in states {
                let isLeftAlone = !state.contains("ArrayTaskId=3 ") && !state.contains("ArrayTaskId=5 ")
                #expect(state.contains("Restarts=0 ") == isLeftAlone, "\(state)")
            }
            // What was written before the kill is still there and was not asked for again.
            let killed = try program.read("killed.jsonl").split(separator: "\n", omittingEmptySubsequences: false)
            let lines = Set(try program.read("out.3-of-8.jsonl").split(separator: "\n"))
            #expect(killed.count > 1)
            for line in killed.dropLast() { #expect(lines.contains(line)) }
            try await program.expectMergedShards(8)
        }

        @Test func aChainOfJobsGoesOnUntilNothingRemains() async throws {
            let program = try await #require(SlurmCluster.current).chain.value
            let states = try Self.states(program)
            #expect(states.count == 3, "\(states)")
            #expect(states.count { $0.contains("ExitCode=75:0") } == 1, "\(states)")
            #expect(states.count { $0.contains("JobState=COMPLETED") } == 1, "\(states)")
            // The third link was not needed.
            #expect(states.count { $0.contains("JobState=CANCELLED") } == 1, "\(states)")
            #expect(try program.lineCount("out.jsonl") == 60)
        }

        @Test func eachTaskTalksToTheServerBesideIt() async throws {
            let program = try await #require(SlurmCluster.current).vllm.value
            for state in try Self.states(program) { #expect(state.contains("JobState=COMPLETED"), "\(state)") }
            try await program.expectMergedShards(2)
        }

        @Test func listsThatAreNoProgressionAreRefused() async throws {
            let program = try await #require(SlurmCluster.current).ranks.value
            let states = try Self.states(program, "list")
            #expect(states.count == 3)
            for state in states { #expect(state.contains("ExitCode=64:0"), "\(state)") }
            #expect(try Self.logs(program, "list").contains("--shard"))
            try Self.expectNoOutput(program, "list")
        }

        @Test(arguments: [("progression", 4), ("step", 4), ("array-and-step", 12)])
        func tasksKnowTheirPlace(kind: String, count: Int) async throws {
            let program = try await #require(SlurmCluster.current).ranks.value
            for state in try Self.states(program, kind) { #expect(state.contains("JobState=COMPLETED"), "\(state)") }
            let folder = Program(
                folder: program.folder.appendingPathComponent(kind), environment: program.environment)
            try await folder.expectMergedShards(count, of: "../in.jsonl")
        }

        /// It has the variables of a first rank, and runs once.
        @Test func theBatchScriptOfAJobOfManyTasksIsNoRank() async throws {
            let program = try await #require(SlurmCluster.current).ranks.value
            #expect(try Self.states(program, "script").allSatisfy { $0.contains("ExitCode=64:0") })
            try Self.expectNoOutput(program, "script")
        }

        @Test func someTasksSubmittedAgainAreNoOtherCount() async throws {
            let program = try await #require(SlurmCluster.current).ranks.value
            #expect(try Self.states(program, "resubmission").allSatisfy { $0.contains("JobState=FAILED") })
            #expect(!FileManager.default.fileExists(atPath: program.file("resubmission/out.0-of-1.jsonl")))
            let folder = Program(
                folder: program.folder.appendingPathComponent("resubmission"), environment: program.environment)
            try await folder.expectMergedShards(2, of: "../in.jsonl")
        }

        private static func expectNoOutput(_ program: Program, _ folder: String) throws {
            let names = try FileManager.default.contentsOfDirectory(atPath: program.file(folder))
            #expect(!names.contains { $0.hasSuffix(".jsonl") }, "\(names)")
        }
    }
#endif
