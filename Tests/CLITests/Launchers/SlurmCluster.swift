#if os(Linux)
    import Foundation
    import Testing

    /// A Slurm of one node in which all scenarios are under way at once, since they mostly wait.
    struct SlurmCluster: Sendable {
        /// The folder in which a scenario has ended.
        typealias Scenario = Task<Program, any Error>

        /// The cluster of the suite that runs.
        @TaskLocal static var current: SlurmCluster?

        let array: Scenario
        let chain: Scenario
        let vllm: Scenario
        let ranks: Scenario

        struct Failure: Error, CustomStringConvertible {
            var description: String
        }

        static let scripts = Program.root.appendingPathComponent("Tests/CLITests/Launchers/slurm")

        /// Starts the cluster, runs the body beside the scenarios, and takes everything away again.
        static func serve(_ body: (SlurmCluster) async throws -> Void) async throws {
            try await Program.inFolder { program in
                // A short path of its own, since the daemons' sockets lie in it.
                let name = "/tmp/cloudcompute-slurm-\(ProcessInfo.processInfo.processIdentifier)"
                let owner = String(ProcessInfo.processInfo.processIdentifier)
                let started = try await program.run(
                    executable: "/bin/bash", [scripts.appendingPathComponent("start.sh").path, name, owner])
                guard started.exitCode == 0 else { throw Failure(description: started.error) }
                let result: Result<Void, any Error>
                do {
                    var program = program
                    program.environment["SLURM_CONF"] = "\(name)/slurm.conf"
                    program.environment["EXAMPLES"] = Program.root.appendingPathComponent("Examples").path
                    program.environment["CLOUDCOMPUTE_PROGRAM"] = Program.path
                    program.environment["CLOUDCOMPUTE_MODEL"] = "sandbox/small"
                    program.environment["PATH"] =
                        scripts.deletingLastPathComponent().appendingPathComponent("fake").path + ":"
                        + (program.environment["PATH"] ?? "")
                    result = .success(try await serve(in: program, body))
                } catch { result = .failure(error) }
                _ = try await program.run(
                    executable: "/bin/bash", [scripts.appendingPathComponent("stop.sh").path, name])
                try result.get()
            }
        }

        private static func serve(in program: Program, _ body: (SlurmCluster) async throws -> Void) async throws {
            try await program.withSandbox(["--latency", "3s"]) { _, slowURL in
                try await program.withSandbox(["--latency", "20ms"]) { program, _ in
                    var program = program
                    program.environment["SLOW_URL"] = slowURL
                    let cluster = try SlurmCluster(
                        array: start("array", program), chain: start("chain", program), vllm: start("vllm", program),
                        ranks: start("ranks", program))
                    try await body(cluster)
                    // Those that no test has waited for.
                    for scenario in [cluster.array, cluster.chain, cluster.vllm, cluster.ranks] {
                        scenario.cancel()
                        _ = await scenario.result
                    }
                }
            }
        }

        private static func start(_ name: String, _ program: Program) throws -> Scenario {
            let folder = program.folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let own = Program(folder: folder, environment: program.environment)
            let script = scripts.appendingPathComponent("\(name).sh").path
            return Task {
                let outcome = try await own.run(executable: "/bin/bash", [script])
                guard outcome.exitCode == 0 else { throw Failure(description: "\(name).sh: \(outcome.error)") }
                return own
            }
        }
    }

    /// Gives a suite its cluster.
    struct SlurmTrait: SuiteTrait, TestScoping {
        @concurrent func provideScope(
            for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
        ) async throws {
            try await SlurmCluster.serve { cluster in
                try await SlurmCluster.$current.withValue(cluster) { try await function() }
            }
        }
    }

    extension Trait where Self == SlurmTrait {
        static var slurm: Self { SlurmTrait() }
    }
#endif
