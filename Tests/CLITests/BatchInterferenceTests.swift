import Foundation
import LoopbackServer
import Synchronization
import Testing

/// Batch runs whose files, connections and limits others interfere with.
@Suite(.timeLimit(.minutes(3))) struct BatchInterferenceTests {
    private static let reply = LoopbackServer.http(
        "200 OK", type: "application/json", #"{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}]}"#)

    private final class Count: Sendable {
        private let value = Mutex(0)
        func next() -> Int {
            value.withLock {
                $0 += 1; return $0
            }
        }
        var total: Int { value.withLock { $0 } }
    }

    private func write(_ count: Int, _ program: Program) throws {
        try program.write((1...count).map { "\"q\($0)\"\n" }.joined(), to: "in.jsonl")
    }

    private enum Deed: String, CaseIterable, Sendable { case removes, replaces, moves, cuts }

    /// What another program does to the output while the run writes to it.
    @Test(arguments: Deed.allCases) private func noReplyIsLostWithAnOutputThatGoesAway(deed: Deed) async throws {
        try await Program.inFolder { program in
            try write(6, program)
            let output = program.file("out.jsonl")
            let count = Count()
            try await LoopbackServer.serve { _ in
                // Time enough for the run to look at its output again.
                let answer = LoopbackServer.Answer.script([.wait(.milliseconds(250)), .send(Array(Self.reply.utf8))])
                guard count.next() == 3 else { return answer }
                switch deed {
                case .removes: try? FileManager.default.removeItem(atPath: output)
                case .replaces:
                    try? FileManager.default.removeItem(atPath: output)
                    try? Data("mine\n".utf8).write(to: URL(filePath: output))
                case .moves: try? FileManager.default.moveItem(atPath: output, toPath: output + ".moved")
                case .cuts: try? Data().write(to: URL(filePath: output))
                }
                return answer
            } while: { server in
                let run = [
                    "batch", "in.jsonl", "-o", "out.jsonl", "-m", "m", "-j", "1", "-q", "--base-url", server.baseURL,
                ]
                let outcome = try await program.run(run)
                #expect(outcome.exitCode == 74, "\(outcome.error)")
                let paid = count.total
                switch deed {
                case .removes:
                    #expect(try program.lineCount("out.jsonl") == paid)
                    #expect(try await program.run(run).exitCode == 0)
                    #expect(try program.lineCount("out.jsonl") == 6 && count.total == 6)
                case .replaces:
                    #expect(try program.read("out.jsonl") == "mine\n")
                    #expect(try program.lineCount("out.jsonl.rescued-1") == paid)
                case .moves:
                    #expect(try program.lineCount("out.jsonl.moved") == paid)
                    #expect(outcome.error.contains("was moved"))
                case .cuts: #expect(outcome.error.contains("cut") && outcome.error.contains("out.jsonl"))
                }
            }
        }
    }

    @Test func aRequestWhoseConnectionAlwaysBreaksIsAFailureAfterItsAttempts() async throws {
        try await Program.inFolder { program in
            try write(1, program)
            let count = Count()
            try await LoopbackServer.serve { _ in
                _ = count.next()
                return .script([.reset])
            } while: { server in
                let outcome = try await program.run([
                    "batch", "in.jsonl", "-o", "out.jsonl", "-m", "m", "--max-attempts", "2", "--base-url",
                    server.baseURL,
                ])
                #expect(outcome.exitCode == 1, "\(outcome.error)")
                #expect(try program.lineCount("out.errors.jsonl") == 1)
                #expect((2...3).contains(count.total))
            }
        }
    }

    @Test func connectionsThatTheServerClosesUnannouncedCostNoAttempt() async throws {
        try await Program.inFolder { program in
            try write(300, program)
            try await LoopbackServer.serve { _ in
                .close([Self.reply])
            } while: { server in
                let outcome = try await program.run([
                    "batch", "in.jsonl", "-o", "out.jsonl", "-m", "m", "--max-attempts", "1", "--base-url",
                    server.baseURL,
                ])
                #expect(outcome.exitCode == 0, "\(outcome.error)")
                #expect(try program.lineCount("out.jsonl") == 300)
            }
        }
    }

    @Test(arguments: [
        "cloudcompute batch - -o out.jsonl --sandbox --deadline 1s < pipe",
        "cloudcompute batch pipe -o out.jsonl --sandbox --deadline 1s",
        "cloudcompute batch in.jsonl -o pipe2 --errors e.jsonl --sandbox --deadline 1s",
    ])
    func theDeadlineHoldsBeforeTheFirstRequestToo(command: String) async throws {
        try await Program.inFolder { program in
            try write(1, program)
            // The pipe's writer says nothing; the other pipe has no reader.
            let outcome = try await program.shell("mkfifo pipe pipe2; exec 3<> pipe; \(command); echo $?")
            #expect(outcome.output == "75\n", "\(outcome.error)")
            #expect(outcome.error.contains("--deadline") && !outcome.error.contains("Results:"), "\(outcome.error)")
        }
    }

    @Test func pipesAndDevicesGetNoFilesBesideThem() async throws {
        try await Program.inFolder { program in
            try write(2, program)
            let outcome = try await program.shell(
                """
                cloudcompute batch in.jsonl -o /dev/stdout --sandbox -q | wc -l
                cloudcompute batch in.jsonl -o >(cat > copy.jsonl) --sandbox -q
                ls /dev/*.jsonl 2> /dev/null
                follow copy.jsonl head -n 2
                """)
            #expect(outcome.output.filter { $0 != " " } == "2\n", "\(outcome.error)")
            #expect(
                try Set(FileManager.default.contentsOfDirectory(atPath: program.folder.path)).contains("copy.jsonl"))
        }
    }

    @Test func aReaderOfTheFailuresThatDoesNotReadKeepsNothingFromEnding() async throws {
        try await Program.inFolder { program in
            try write(400, program)
            try await LoopbackServer.serve { _ in
                .close([LoopbackServer.http("400 No", type: "text/plain", String(repeating: "no ", count: 400))])
            } while: { server in
                let outcome = try await program.shell(
                    """
                    mkfifo failures log; exec 3<> failures
                    cloudcompute batch in.jsonl -o out.jsonl --errors failures -m m --base-url \(server.baseURL) \
                      --deadline 1s --progress json 2> log & run=$!
                    exec 4< log
                    grep -m 1 -q '"failed":[1-9]' <&4
                    kill -INT $run; grep -m 1 -q 'stops at once' <&4; kill -INT $run; wait $run; echo $?
                    """)
                #expect(outcome.output == "130\n" || outcome.output == "75\n", "\(outcome.output) \(outcome.error)")
            }
        }
    }

    @Test func aReplyThatComesWhileTheProgramIsStoppedIsTaken() async throws {
        try await Program.inFolder { program in
            try write(1, program)
            let (asked, count) = (program.file("asked"), Count())
            let long = LoopbackServer.http(
                "200 OK", type: "application/json",
                #"{"choices":[{"message":{"content":"\#(String(repeating: "x", count: 4 << 20))"},"finish_reason":"stop"}]}"#
            )
            try await LoopbackServer.serve { _ in
                if count.next() == 1 { try? FileHandle(forWritingTo: URL(filePath: asked)).close() }
                return .script([.wait(.milliseconds(500)), .text(long)])
            } while: { server in
                let outcome = try await program.shell(
                    """
                    mkfifo asked
                    cloudcompute batch in.jsonl -o out.jsonl -m m --request-timeout 2 --base-url \(server.baseURL) & run=$!
                    cat asked
                    kill -STOP $run; sleep 4; kill -CONT $run; wait $run; echo $?
                    """)
                #expect(outcome.output == "0\n", "\(outcome.error)")
                #expect(count.total == 1)
            }
        }
    }

    @Test func fewOpenFilesMakeTheWindowSmaller() async throws {
        try await Program.inFolder { program in
            try write(300, program)
            let outcome = try await program.shell(
                "ulimit -n 44; cloudcompute batch in.jsonl -o out.jsonl -j 64 --sandbox; echo $?")
            #expect(outcome.output == "0\n", "\(outcome.error)")
            #expect(outcome.error.contains("`ulimit -n`"), "\(outcome.error)")
            #expect(try program.lineCount("out.jsonl") == 300)
        }
    }
}
