#if os(Linux)
    import Foundation
    import Testing

    private let installedPython = ProcessInfo.processInfo.environment["CLOUDCOMPUTE_TEST_LAUNCHERS_PYTHON"]

    /// Ray and submitit, which `make test-launchers` installs; `make test` leaves them out.
    @Suite(.timeLimit(.minutes(5)), .enabled(if: installedPython != nil)) struct PythonLauncherTests {
        /// Ray starts the killed shard again, submitit all eight after one that ended with 75.
        @Test(arguments: [("ray", 9), ("submitit", 16)])
        func aShardThatIsNotDoneIsRunAgain(launcher: String, starts: Int) async throws {
            let python = try #require(installedPython)
            let scripts = Program.root.appendingPathComponent("Tests/CLITests/Launchers").path
            try await Program.inFolder { program in
                try program.write(
                    (0..<120).map { #"{"custom_id":"q\#($0)","prompt":"What is \#($0)?"}"# + "\n" }.joined(),
                    to: "in.jsonl")
                try await program.withSandbox(["--latency", "300ms"]) { program, _ in
                    var program = program
                    program.environment["CLOUDCOMPUTE_MODEL"] = "sandbox/small"
                    program.environment["CLOUDCOMPUTE_PROGRAM"] = Program.path
                    program.environment["EXAMPLES"] = Program.root.appendingPathComponent("Examples").path
                    program.environment["PYTHON"] = python
                    program.environment["PATH"] = "\(scripts)/fake:\(program.environment["PATH"] ?? "")"
                    let outcome = try await program.run(executable: "/bin/bash", ["\(scripts)/\(launcher).sh"])
                    #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.error)")
                    #expect(try program.lineCount("starts") == starts)
                    try await program.expectMergedShards(8)
                }
            }
        }
    }
#endif
