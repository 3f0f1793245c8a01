import CloudComputeClient
import Foundation
import JSON
import LoopbackServer
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite(.timeLimit(.minutes(10))) struct PoolTests {
    private static let arguments = ["batch", "in.jsonl", "-o", "pool", "--pool", "-m", "sandbox/small"]

    private func writeLines(_ program: Program, lines: Int, to name: String = "in.jsonl") throws {
        try program.write((1...lines).map { "\"line \($0 / 2)\"\n" }.joined(), to: name)
    }

    /// The results of a pool, those of parts that end in the middle of a line included.
    private func results(_ program: Program, _ suffix: String = ".jsonl") throws -> [JSONValue] {
        let folder = program.folder.appendingPathComponent("pool/parts")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(suffix) && $0.hasSuffix(".errors.jsonl") == suffix.hasPrefix(".errors") }
            .flatMap { try program.read("pool/parts/\($0)").split(separator: "\n") }
            .compactMap { try? JSONValue(parsing: String($0)) }
    }

    private func ids(_ results: [JSONValue]) -> Set<String> { Set(results.compactMap { $0["custom_id"]?.string }) }

    private func expected(_ lines: Int) -> Set<String> { Set((1...lines).map { "in:\($0)" }) }

    private final class Counter: Sendable {
        private let count = Mutex(0)

        func next() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
    }

    /// Serves replies while a shell command runs, which reads a byte from the pipe `events` after so many chat requests.
    private func serving(
        _ program: Program, eventEvery count: Int, _ command: String
    ) async throws -> (outcome: Program.Outcome, requests: Int) {
        let requests = Counter()
        let events = program.file("events")
        #expect(mkfifo(events, 0o600) == 0)
        // Held open at both ends, so that neither side waits for the other.
        let pipe = open(events, O_RDWR | O_CLOEXEC)
        defer { close(pipe) }
        let outcome = try await LoopbackServer.serve { request in
            guard request.route.hasSuffix("/chat/completions") else { return .script([.text(Self.noModels)]) }
            let number = requests.next()
            if number.isMultiple(of: count) { try? FileHandle(fileDescriptor: pipe).write(contentsOf: Data([0x0A])) }
            return .script([.wait(.milliseconds(20)), .text(Self.reply)])
        } while: { server in
            var program = program
            program.environment["CLOUDCOMPUTE_BASE_URL"] = server.baseURL
            program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-sandbox"
            return try await program.shell("exec 3<> events\n" + command)
        }
        return (outcome, requests.next() - 1)
    }

    private static let noModels = LoopbackServer.http("200 OK", type: "application/json", #"{"data":[]}"#)
    private static let reply = LoopbackServer.http(
        "200 OK", type: "application/json", #"{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}]}"#)

    @Test func sixWorkersOfWhichOneAfterAnotherIsKilledAnswerEachLine() async throws {
        let lines = 1500
        let kills = 12
        try await Program.inFolder { program in
            try writeLines(program, lines: lines)
            // After so many requests more, the worker that has run longest is killed and another begins.
            let (outcome, requests) = try await serving(
                program, eventEvery: 100,
                """
                start() { cloudcompute \(Self.arguments.joined(separator: " ")) -j 4 --quiet 2>> errors & pids+=($!); }
                pids=()
                for worker in 1 2 3 4 5 6; do start; done
                for kill in {1..\(kills)}; do
                  read -r -u 3
                  kill -KILL ${pids[0]} || exit 99
                  wait ${pids[0]} 2> /dev/null; pids=("${pids[@]:1}"); start
                done
                code=0; for pid in "${pids[@]}"; do wait $pid || code=$?; done
                cat errors >&2; exit $code
                """)
            #expect(outcome.exitCode == 0, "\(outcome.error)")
            #expect(try ids(results(program)) == expected(lines))
            // What twelve workers with four requests each were waiting for may be asked again.
            #expect((lines...lines + kills * 4).contains(requests), "\(requests) requests")
            // The parts that are named as done hold every line by themselves.
            let done = try FileManager.default.contentsOfDirectory(atPath: program.file("pool/done"))
            let parts = done.compactMap { $0.hasSuffix(".ok") ? $0.dropLast(3) + ".jsonl" : nil }
            let whole = try parts.flatMap { try program.read("pool/parts/\($0)").split(separator: "\n") }
            #expect(done.count == parts.count && whole.count == lines)
            let status = try await program.run(["batch", "status", "pool", "--watch", "--json"])
            #expect(status.exitCode == 0 && status.output.split(separator: "\n").count == 1, "\(status.error)")
            let told = try JSONValue(parsing: status.output)
            #expect(told["all"]?["done"] == JSONValue(lines) && told["all"]?["remaining"] == 0, "\(status.output)")
            #expect(told["outputs"]?.array?.count == 1 && told["ended"] == true)
            let merged = try await program.run(["batch", "merge", "pool", "-o", "all.jsonl", "--input", "in.jsonl"])
            #expect(merged.exitCode == 0, "\(merged.error)")
            let all = try program.read("all.jsonl").split(separator: "\n").map { try JSONValue(parsing: String($0)) }
            #expect(all.count == lines && ids(all) == expected(lines))
        }
    }

    @Test func aLaterRunOfAPoolThatIsDoneSendsNothing() async throws {
        try await Program.inFolder { program in
            try writeLines(program, lines: 60)
            let first = try await program.run(Self.arguments + ["--sandbox"])
            #expect(first.exitCode == 0 && first.error.contains("chunks done"), "\(first.error)")
            let again = try await program.run(Self.arguments + ["--sandbox"])
            #expect(again.exitCode == 0 && again.error.contains("0 ok, 0 failed"), "\(again.error)")
            #expect(try ids(results(program)) == expected(60))
        }
    }

    @Test func theResultsAreThoseOfARunOfOneFile() async throws {
        try await Program.inFolder { program in
            try writeLines(program, lines: 80)
            _ = try await program.run(Self.arguments + ["--sandbox", "--quiet"])
            _ = try await program.shell("cat pool/parts/*.jsonl > out.jsonl")
            let rest = try await program.run([
                "batch", "in.jsonl", "-o", "out.jsonl", "-m", "sandbox/small", "--sandbox",
            ])
            #expect(rest.exitCode == 0 && rest.error.contains("80 done before"), "\(rest.error)")
        }
    }

    @Test func aWorkerThatIsStoppedGivesItsChunksBack() async throws {
        try await Program.inFolder { program in
            try writeLines(program, lines: 300)
            let command = Self.arguments.joined(separator: " ") + " -j 4"
            let (outcome, requests) = try await serving(
                program, eventEvery: 20,
                """
                cloudcompute \(command) --lease 1h & worker=$!
                read -r -u 3
                kill -TERM $worker; wait $worker; echo $?
                cloudcompute \(command) --quiet; echo $?
                """)
            #expect(outcome.output == "75\n0\n" && outcome.error.contains("remain"), "\(outcome.error)")
            #expect(try ids(results(program)) == expected(300))
            #expect(requests == 300)
        }
    }

    @Test func aWorkerThatWasStoppedForLongerThanItsLeaseSendsNothingThatOthersHaveDone() async throws {
        try await Program.inFolder { program in
            try writeLines(program, lines: 200)
            let command = Self.arguments.joined(separator: " ") + " -j 2 --quiet"
            // The second worker begins while the first is stopped, and is done before that goes on.
            let (outcome, requests) = try await serving(
                program, eventEvery: 10,
                """
                cloudcompute \(command) --lease 1s & worker=$!
                read -r -u 3
                kill -STOP $worker
                cloudcompute \(command); echo $?
                kill -CONT $worker; wait $worker; echo $?
                """)
            #expect(outcome.output == "0\n0\n", "\(outcome.error)")
            #expect(try ids(results(program)) == expected(200))
            // What was under way when it was stopped, and what it has read of the answers by then.
            #expect((200...204).contains(requests), "\(requests)")
        }
    }

    @Test func chunksThatEndWhileTheirClaimsAreRenewedEndWell() async throws {
        try await Program.inFolder { program in
            try writeLines(program, lines: 400)
            let command = Self.arguments.joined(separator: " ") + " -j 8 --quiet --lease 1s"
            let (outcome, requests) = try await serving(program, eventEvery: 1000, "cloudcompute \(command)")
            #expect(outcome.exitCode == 0 && outcome.error.isEmpty, "\(outcome.error)")
            #expect(requests == 400)
        }
    }

    @Test func aWorkerOfAnotherMachineThatIsSilentLosesItsChunks() async throws {
        try await Program.inFolder { program in
            try writeLines(program, lines: 8)
            _ = try await program.run(Self.arguments + ["--sandbox", "--quiet", "--lease", "1"])
            // As if that machine had died before its chunk was done.
            let outcome = try await program.shell(
                """
                rm pool/done/3.1.ok pool/parts/3.1.jsonl
                echo '{"host":"elsewhere","pid":1,"boot":"another","beat":"00000000000000000007"}' > pool/claims/3.1
                cloudcompute \(Self.arguments.joined(separator: " ")) --sandbox --progress json
                """)
            #expect(outcome.exitCode == 0, "\(outcome.error)")
            #expect(FileManager.default.fileExists(atPath: program.file("pool/claims/3.2")))
            #expect(try ids(results(program)) == expected(8))
        }
    }

    @Test func linesThatFailForGoodAreAmongTheErrorsAndTheExitCodeTellsOfThem() async throws {
        try await Program.inFolder { program in
            try program.write(
                "\"a\"\n{bad\n{\"custom_id\":\"x\",\"prompt\":\"b\"}\n{\"custom_id\":\"x\",\"prompt\":\"c\"}\n",
                to: "in.jsonl")
            let refused = try await program.run(Self.arguments + ["--sandbox"])
            #expect(refused.exitCode == 65 && !FileManager.default.fileExists(atPath: program.file("pool")))
            let arguments = Self.arguments + ["--sandbox", "--on-bad-line", "skip"]
            #expect(try await program.run(arguments).exitCode == 1)
            #expect(try await program.run(arguments).exitCode == 1)
            #expect(try ids(results(program)) == ["in:1", "x"])
            #expect(try ids(results(program, ".errors.jsonl")) == ["in.jsonl:2", "in.jsonl:4"])
        }
    }

    @Test func whatIsNotThisPoolIsRefusedUntouched() async throws {
        try await Program.inFolder { program in
            try writeLines(program, lines: 20)
            try writeLines(program, lines: 21, to: "longer.jsonl")
            try FileManager.default.createDirectory(
                atPath: program.file("theirs/claims"), withIntermediateDirectories: true)
            #expect(try await program.run(Self.arguments + ["--sandbox", "--quiet"]).exitCode == 0)
            func refusal(_ arguments: String, _ code: Int32, _ words: String) async throws {
                let outcome = try await program.shell("cloudcompute batch \(arguments) --pool --sandbox < in.jsonl")
                #expect(outcome.exitCode == code && outcome.error.contains(words), "\(arguments): \(outcome.error)")
            }
            try await refusal("longer.jsonl -o pool -m sandbox/small", 65, "an input of 20 lines, and this one has 21")
            try await refusal("in.jsonl -o pool -m sandbox/large", 65, "was made for other requests")
            try await refusal("in.jsonl -o theirs -m sandbox/small", 64, "holds claims, which is not of a pool")
            try await refusal("in.jsonl -o in.jsonl -m sandbox/small", 74, "cannot be used")
            try await refusal("- -o new -m sandbox/small", 64, "write it to a file first")
            try await refusal("<(cat in.jsonl) -o new -m sandbox/small", 64, "write it to a file first")
            try await refusal("none.jsonl -o new -m sandbox/small", 66, "none.jsonl")
            try await refusal("in.jsonl -o - -m sandbox/small", 64, "names a folder")
            try await refusal("in.jsonl -o new --errors e -m sandbox/small", 64, "--errors does not go with --pool")
            let theirs = try FileManager.default.subpathsOfDirectory(atPath: program.file("theirs"))
            #expect(theirs == ["claims"] && !FileManager.default.fileExists(atPath: program.file("new")))
        }
    }

    #if os(Linux)
        /// File systems are played by a library that answers in their place.
        @Test(arguments: [
            ("int flock(int f, int o) { errno = ENOLCK; return -1; }", "its locks do not keep others out"),
            ("int flock(int f, int o) { return 0; }", "its locks do not keep others out"),
            ("int link(const char *a, const char *b) { errno = EPERM; return -1; }", "a second name"),
            (
                "int open(const char *p, int o, ...) { va_list l; va_start(l, o); int m = va_arg(l, int); "
                    + "if (strstr(p, \"self-test\")) o &= ~O_EXCL; return syscall(SYS_openat, AT_FDCWD, p, o, m); }",
                "exactly one of several"
            ),
        ])
        func aFileSystemThatCannotCarryAPoolIsRefused(function: String, words: String) async throws {
            try await Program.inFolder { program in
                try writeLines(program, lines: 3)
                let headers = ["errno", "fcntl", "stdarg", "string", "sys/syscall", "unistd"]
                try program.write(
                    "#define _GNU_SOURCE\n" + headers.map { "#include <\($0).h>\n" }.joined() + function + "\n",
                    to: "shim.c")
                let outcome = try await program.shell(
                    """
                    cc=$(command -v clang || command -v cc); "$cc" -shared -fPIC -o shim.so shim.c
                    LD_PRELOAD=$PWD/shim.so${LD_PRELOAD:+:$LD_PRELOAD} cloudcompute \(Self.arguments.joined(separator: " ")) --sandbox
                    """)
                #expect(outcome.exitCode == 74, "\(outcome.error)")
                #expect(outcome.error.contains(words) && outcome.error.contains("--shard I/N"), "\(outcome.error)")
                #expect(try FileManager.default.contentsOfDirectory(atPath: program.file("pool")).isEmpty)
            }
        }
    #endif
}
