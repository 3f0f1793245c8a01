import CloudComputeClient
import Foundation
import JSON
import LoopbackServer
import Synchronization
import Testing

/// Real signals to the built program, against a server that answers some requests late and others never.
@Suite(.timeLimit(.minutes(5))) struct BatchDrainTests {
    private static let reply = LoopbackServer.http(
        "200 OK", type: "application/json", #"{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}]}"#)

    /// Runs a batch of lines that are answered late, are never answered, or have to wait for these; the script is told the
    /// process as `$run` once the others are under way.
    private func run(
        late: Int, stuck: Int = 0, more: Int = 0, _ options: String, _ script: String
    ) async throws -> (outcome: Program.Outcome, results: Int, requests: Int, log: [String]) {
        try await Program.inFolder { program in
            let lines =
                (0..<late).map { "late \($0)" } + (0..<stuck).map { "stuck \($0)" } + (0..<more).map { "more \($0)" }
            try program.write(lines.map { "\"\($0)\"\n" }.joined(), to: "in.jsonl")
            let (window, count) = (late + stuck, Counter())
            let allAsked = program.file("asked")
            // What is there already is followed without a pause.
            try program.write("", to: "asked")
            return try await LoopbackServer.serve { request in
                let asked = count.next()
                if asked == window { try? Data("asked\n".utf8).write(to: URL(filePath: allAsked)) }
                guard String(decoding: request.body, as: UTF8.self).contains("late") else { return .hold([]) }
                return .script([.wait(.milliseconds(1500)), .text(Self.reply)])
            } while: { server in
                let outcome = try await program.shell(
                    """
                    cloudcompute batch in.jsonl -o out.jsonl -m m -j \(window) --base-url \(server.baseURL) \(options) \
                      2> log & run=$!
                    follow asked grep -m 1 -q asked
                    \(script)
                    wait $run; echo $?
                    """)
                let log = try program.read("log").split(separator: "\n").map(String.init)
                return (outcome, try program.lineCount("out.jsonl"), count.total, log)
            }
        }
    }

    @Test(arguments: ["TERM", "USR1", "USR2"])
    func aSignalKeepsTheAnswersOfTheDrainAndCutsTheRest(signal: String) async throws {
        let run = try await run(late: 2, stuck: 2, more: 16, "--drain 4s", "kill -\(signal) $run")
        #expect(run.outcome.output == "75\n", "\(run.log)")
        #expect(run.results == 2 && run.requests == 4)
        #expect(run.log.last == "18 lines remain; the same command again goes on with what is left.", "\(run.log)")
    }

    @Test func aFurtherSignalOfASchedulerCutsNothing() async throws {
        let run = try await run(
            late: 3, stuck: 1, "--drain 4s",
            "kill -USR1 $run; follow log grep -m 1 -q Finishing; kill -TERM $run; kill -TERM $run")
        #expect(run.outcome.output == "75\n" && run.results == 3, "\(run.log)")
    }

    @Test func controlCDrainsAndTheSecondStopsNow() async throws {
        let once = try await run(late: 2, stuck: 2, "--drain 4s", "kill -INT $run")
        #expect(once.outcome.output == "130\n" && once.results == 2, "\(once.log)")
        let twice = try await run(
            late: 0, stuck: 4, "--drain 1h",
            "kill -INT $run; follow log grep -m 1 -q 'Ctrl-C again'; kill -INT $run")
        #expect(twice.outcome.output == "130\n" && twice.results == 0, "\(twice.log)")
        #expect(twice.log.last == "4 lines remain; the same command again goes on with what is left.")
    }

    @Test func aDrainOfNothingCutsAtOnce() async throws {
        let run = try await run(late: 2, "--drain 0 --progress json", "kill -TERM $run")
        #expect(run.outcome.output == "75\n" && run.results == 0, "\(run.log)")
    }

    @Test func aSignalIsNothingWhereAllAnswersComeInTime() async throws {
        let run = try await run(late: 4, "--progress json", "kill -TERM $run")
        #expect(run.outcome.output == "0\n" && run.results == 4, "\(run.log)")
        let last = try JSONValue(parsing: try #require(run.log.last))
        #expect(last["remaining"]?.int == 0 && last["resumable"]?.bool == false && last["reason"]?.string == "done")
    }

    @Test func theLastLineOfTheProgressTellsWhatRemains() async throws {
        let run = try await run(late: 1, stuck: 2, more: 4, "--drain 4s --progress json", "kill -TERM $run")
        let last = try JSONValue(parsing: try #require(run.log.last))
        #expect(last["remaining"]?.int == 6 && last["resumable"]?.bool == true && last["exit_code"]?.int == 75)
        #expect(last["reason"]?.string == "signal" && last["requeued"]?.bool == false && last["ok"]?.int == 1)
    }

    @Test(arguments: ["TERM", "USR1"])
    func aSignalBeforeTheInputIsReadLeavesAllOfIt(signal: String) async throws {
        try await Program.inFolder { program in
            let outcome = try await program.shell(
                """
                mkfifo pipe; exec 3<> pipe
                cloudcompute batch - -o out.jsonl --sandbox --progress json < pipe 2> log & run=$!
                follow log grep -m 1 -q '"phase":"input"'
                kill -\(signal) $run; wait $run; echo $?; tail -n 1 log
                """)
            #expect(outcome.output.hasPrefix("75\n"), "\(outcome.output)")
            let last = try JSONValue(parsing: String(outcome.output.dropFirst(3)))
            #expect(last["remaining"]?.isNull == true && last["resumable"]?.bool == true)
        }
    }

    @Test(arguments: ["TERM", "USR2"])
    func aSignalWhileTheKeyIsWaitedForLeavesAllOfTheInput(signal: String) async throws {
        try await Program.inFolder { program in
            var program = program
            try program.write("\"a\"\n", to: "in.jsonl")
            try program.write("#!/bin/sh\necho started > started\nexec tail -f /dev/null\n", to: "give-key")
            try program.write(
                "profiles:\n  x:\n    base_url: http://127.0.0.1:9/v1\n    api_key_command: \(program.file("give-key"))\n",
                to: "config.yaml")
            program.environment["CLOUDCOMPUTE_PROFILE"] = "x"
            let outcome = try await program.shell(
                """
                umask 077; mkdir -p .config/cloudcompute; mv config.yaml .config/cloudcompute; chmod 700 give-key
                chmod 600 .config/cloudcompute/config.yaml
                cloudcompute batch in.jsonl -o out.jsonl -m m 2> log & run=$!
                follow started grep -m 1 -q started
                kill -\(signal) $run; wait $run; echo $?; tail -n 1 log
                """)
            #expect(
                outcome.output == "75\nLines may remain; the same command again goes on with what is left.\n",
                "\(outcome.output) \(outcome.error)")
        }
    }

    @Test func whatASecondRunDoesNotComeToCountsAsDone() async throws {
        try await Program.inFolder { program in
            // More lines wait than are read ahead, and more bytes follow than are read at once.
            let filler = String(repeating: "x", count: 8000)
            try program.write((1...40).map { "\"stuck \($0)\"\n" }.joined(), to: "first.jsonl")
            try program.write((1...300).map { "\"q\($0) \(filler)\"\n" }.joined(), to: "done.jsonl")
            let first = try await program.run([
                "batch", "done.jsonl", "-o", "out.jsonl", "--sandbox", "-q", "-m", "sandbox/small",
            ])
            #expect(first.exitCode == 0, "\(first.error)")
            let asked = program.file("asked")
            try await LoopbackServer.serve { _ in
                try? Data("asked\n".utf8).write(to: URL(filePath: asked))
                return .hold([])
            } while: { server in
                let outcome = try await program.shell(
                    """
                    cloudcompute batch first.jsonl done.jsonl -o out.jsonl -m sandbox/small -j 1 --drain 0 \
                      --base-url \(server.baseURL) & run=$!
                    follow asked grep -m 1 -q asked
                    kill -TERM $run; wait $run
                    """)
                #expect(outcome.exitCode == 75)
                #expect(outcome.errorLines.last?.hasPrefix("40 lines remain;") == true, "\(outcome.error)")
                #expect(outcome.error.contains("300 done before"))
            }
        }
    }

    @Test func failuresForGoodAreNothingToGoOnWith() async throws {
        try await Program.inFolder { program in
            try program.write("\"a\"\n{bad\n", to: "in.jsonl")
            let command = [
                "batch", "in.jsonl", "-o", "out.jsonl", "--sandbox", "--on-bad-line", "skip", "--progress", "json",
            ]
            for (options, code) in [([], 1), (["--failures-ok"], 0)] as [([String], Int32)] {
                let outcome = try await program.run(command + options)
                #expect(outcome.exitCode == code, "\(outcome.error)")
                let last = try JSONValue(parsing: try #require(outcome.errorLines.last))
                #expect(last["exit_code"]?.int == Int(code) && last["reason"]?.string == "failures")
                #expect(last["remaining"]?.int == 0 && last["resumable"]?.bool == false)
            }
        }
    }

    @Test func aBalanceThatIsUsedUpIsNotToBeTriedAgain() async throws {
        try await Program.inFolder { program in
            try program.write("\"a\"\n\"b\"\n", to: "in.jsonl")
            try await LoopbackServer.serve { _ in
                .close([LoopbackServer.http("402 Pay", type: "application/json", "{}")])
            } while: { server in
                let command = [
                    "batch", "in.jsonl", "-o", "out.jsonl", "-m", "m", "-j", "1", "--base-url", server.baseURL,
                ]
                let machine = try await program.run(command + ["--progress", "json"])
                let last = try JSONValue(parsing: try #require(machine.errorLines.last))
                #expect(machine.exitCode == 77 && last["exit_code"]?.int == 77 && last["resumable"]?.bool == false)
                let person = try await program.run(command)
                #expect(person.errorLines.suffix(2).first?.contains("balance") == true, "\(person.error)")
                #expect(person.errorLines.last?.contains("once that is put right") == true, "\(person.error)")
            }
        }
    }

    /// Counts requests.
    private final class Counter: Sendable {
        private let count = Mutex(0)

        var total: Int { count.withLock { $0 } }

        func next() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
    }
}
