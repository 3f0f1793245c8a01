import CloudComputeClient
import Foundation
import JSON
import LoopbackServer
import Synchronization
import Testing

/// Batch runs against servers that go away, put off, refuse or never end, and against readers that do not read.
@Suite(.timeLimit(.minutes(5))) struct BatchWaitTests {
    private static let reply = LoopbackServer.http(
        "200 OK", type: "application/json",
        #"{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}]}"#)

    private func write(_ count: Int, _ program: Program) throws {
        try program.write((1...count).map { "\"q\($0).\"\n" }.joined(), to: "in.jsonl")
    }

    @Test func aServerThatRestartsCostsNeitherTheRunNorALine() async throws {
        try await Program.inFolder { program in
            var program = program
            program.environment["CLOUDCOMPUTE_API_KEY"] = "cc-sandbox"
            try write(600, program)
            let outcome = try await program.shell(
                """
                mkfifo url
                cloudcompute sandbox --latency 10ms > url 2> /dev/null & server=$!
                exec 3< url; read -r url <&3; port=${url##*:}; port=${port%%/*}
                cloudcompute batch in.jsonl -o out.jsonl -m sandbox/small --base-url $url --progress json -j 4 \
                  --max-attempts 3 2> log & run=$!
                follow out.jsonl head -n 60
                kill -9 $server; wait $server
                follow log grep -m 1 unreachable
                cloudcompute sandbox --port $port > /dev/null 2>&1 & server=$!
                wait $run; status=$?
                kill $server; exit $status
                """)
            let log = try program.read("log").suffix(600)
            #expect(outcome.exitCode == 0, "\(outcome.error) \(log)")
            #expect(try program.lineCount("out.jsonl") == 600)
            #expect(try program.lineCount("out.errors.jsonl") == 0)
        }
    }

    @Test func aServerThatStaysAwayEndsTheRunAfterThePatience() async throws {
        try await Program.inFolder { program in
            try write(50, program)
            let outcome = try await program.run([
                "batch", "in.jsonl", "-o", "out.jsonl", "-m", "m", "--base-url", "http://127.0.0.1:1/v1",
                "--patience", "700ms",
            ])
            #expect(outcome.exitCode == 69 && outcome.error.contains("connection refused"), "\(outcome.error)")
            #expect(outcome.error.contains("50 left"))
            #expect(try program.lineCount("out.errors.jsonl") == 0)
        }
    }

    @Test func moreFailuresThanMayWaitDoNotStopTheRun() async throws {
        try await Program.inFolder { program in
            try write(1500, program)
            let count = Counter()
            try await LoopbackServer.serve { _ in
                count.next() <= 2500
                    ? .close([LoopbackServer.http("500 Oops", type: "text/plain", "")]) : .close([Self.reply])
            } while: { server in
                let outcome = try await program.run([
                    "batch", "in.jsonl", "-o", "out.jsonl", "-m", "m", "--base-url", server.baseURL,
                    "--max-attempts", "30",
                ])
                #expect(outcome.exitCode == 0, "\(outcome.error)")
                #expect(try program.lineCount("out.jsonl") == 1500)
            }
        }
    }

    @Test(arguments: [("1732440000", 1), ("300", 0), ("1e15", 1), ("-7", 0)])
    func noRetryAfterOutlastsTheDeadline(value: String, failures: Int) async throws {
        try await Program.inFolder { program in
            try write(3, program)
            try await LoopbackServer.serve { _ in
                .close([
                    LoopbackServer.http(
                        "429 Too Many", type: "text/plain", "", headers: "retry-after: \(value)\r\n")
                ])
            } while: { server in
                let outcome = try await program.run([
                    "batch", "in.jsonl", "-o", "out.jsonl", "-m", "m", "--base-url", server.baseURL, "--deadline",
                    "1500ms", "--max-attempts", "50",
                ])
                #expect(outcome.exitCode == 75, "\(outcome.error)")
                let codes = try program.read("out.errors.jsonl").split(separator: "\n").map {
                    try JSONValue(parsing: String($0))["error"]?["code"]?.string
                }
                #expect(codes == Array(repeating: "try_again_later", count: failures * 3))
            }
        }
    }

    @Test func theDeadlineEndsARunWhosePipeIsSilent() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.shell(
                """
                mkfifo pipe; exec 3<> pipe
                cloudcompute batch - -o out.jsonl --sandbox --on-bad-line skip -q --deadline 700ms < pipe
                """)
            #expect(outcome.exitCode == 75, "\(outcome.error)")
        }
    }

    @Test func twoSignalsEndARunWhoseReaderIsStuck() async throws {
        try await Program.inFolder { program in
            try write(3000, program)
            let outcome = try await program.shell(
                """
                mkfifo pipe; exec 3<> pipe
                cloudcompute batch in.jsonl -o - --sandbox --progress json > pipe 2> log & run=$!
                # Stuck is where two lines a second apart tell the same number done, with requests in flight.
                stuck() {
                  while read -r line && { [ "${line%%,*}" = '{"done":0' ] || [ "${line%%,*}" != "$former" ]; }
                  do former=${line%%,*}; done
                }
                follow log stuck
                kill -INT $run; follow log grep -m 1 'press Ctrl-C again to stop now'; kill -INT $run
                wait $run
                """)
            #expect(outcome.exitCode == 130, "\(outcome.error)")
            #expect(try program.read("log").contains("press Ctrl-C again to stop now"))
        }
    }

    @Test func anInputThatGrowsIsSentWhole() async throws {
        try await Program.inFolder { program in
            let filler = String(repeating: "x", count: 2000)
            // More than is read at once, so that its end is seen only after it has grown.
            try program.write((1...240).map { "\"q\($0) \(filler)\"\n" }.joined(), to: "in.jsonl")
            try await program.withSandbox(["--latency", "20ms"]) { program, _ in
                let terminal = try Terminal(
                    program, ["batch", "in.jsonl", "-o", "out.jsonl", "-m", "sandbox/small", "-j", "1"])
                try await terminal.expect("/240")
                let file = try FileHandle(forWritingTo: URL(fileURLWithPath: program.file("in.jsonl")))
                try file.seekToEnd()
                try file.write(contentsOf: Data((241...340).map { "\"q\($0)\"\n" }.joined().utf8))
                try file.close()
                try await terminal.expect("340 lines: 340 ok")
                #expect(try await terminal.exitCode() == 0)
            }
        }
    }

    @Test func oneForbiddenLineIsItsOwnFailure() async throws {
        try await Program.inFolder { program in
            try write(31, program)
            try await LoopbackServer.serve { request in
                String(decoding: request.body, as: UTF8.self).contains("q1.")
                    ? .close([
                        LoopbackServer.http(
                            "403 Forbidden", type: "application/json", #"{"error":{"message":"flagged"}}"#)
                    ]) : .close([Self.reply])
            } while: { server in
                let outcome = try await program.run([
                    "batch", "in.jsonl", "-o", "out.jsonl", "-m", "m", "--base-url", server.baseURL, "-j", "4",
                ])
                #expect(outcome.exitCode == 1 && outcome.error.contains("30 ok, 1 failed"), "\(outcome.error)")
            }
        }
    }

    @Test func aBlankLineDoesNotMakeALineWaitForThePipe() async throws {
        try await Program.inFolder { program in
            let outcome = try await program.shell(
                """
                mkfifo pipe; exec 3<> pipe
                cloudcompute batch - -o out.jsonl --sandbox --on-bad-line skip -q < pipe 3>&- & run=$!
                printf '"one"\\n\\n' >&3
                follow out.jsonl head -n 1
                exec 3>&-; wait $run
                """)
            #expect(outcome.exitCode == 0, "\(outcome.error)")
        }
    }

    /// Counts requests.
    private final class Counter: Sendable {
        private let count = Mutex(0)

        func next() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
    }
}
