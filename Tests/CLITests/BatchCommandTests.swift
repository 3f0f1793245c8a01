import CloudComputeClient
import Foundation
import JSON
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(10))) struct BatchCommandTests {
    /// The ids in a file of results, in their order.
    private func ids(_ program: Program, _ name: String = "out.jsonl") throws -> [String] {
        try program.read(name).split(separator: "\n").compactMap { line in
            try JSONValue(parsing: String(line))["custom_id"]?.string
        }
    }

    /// How many requests a sandbox has had, told by the id of one more.
    private func requestCount(_ program: Program, _ url: String) async throws -> Int {
        let outcome = try await program.shell(
            "curl -s -o /dev/null -D - -H 'Authorization: Bearer cc-sandbox' \(url)/models")
        let header = outcome.output.split(separator: "\r\n").first { $0.hasPrefix("x-request-id: sandbox-") }
        return try #require(header.flatMap { Int($0.dropFirst("x-request-id: sandbox-".count)) })
    }

    @Test func killedAHundredTimesItEndsWithEachResultOnce() async throws {
        let kills = Program.isSanitized ? 20 : 100
        let lines = kills * 25
        let window = 8
        try await Program.inFolder { program in
            try program.write((1...lines).map { "\"line \($0)\"\n" }.joined(), to: "in.jsonl")
            try await program.withSandbox { program, url in
                let arguments = [
                    "batch", "run", "in.jsonl", "-o", "out.jsonl", "-m", "sandbox/small", "-j", "\(window)", "--quiet",
                ]
                for kill in 1...kills {
                    // Somewhere in this share of the lines, so that the last kill still finds some to be sent.
                    let target = kill * 20 - kill * 29 % 20
                    try await program.killing(arguments, once: "follow out.jsonl head -n \(target)")
                }
                let last = try await program.run(arguments)
                #expect(last.exitCode == 0, "\(last.error)")
                let ids = try ids(program)
                #expect(ids.count == lines)
                #expect(Set(ids) == Set((1...lines).map { "in:\($0)" }))
                let requests = try await requestCount(program, url)
                #expect(requests >= lines)
                #expect(requests <= lines + kills * window, "\(requests) requests")
            }
        }
    }

    @Test func errorsBurstsCutsAndStallsAllEndWell() async throws {
        try await Program.inFolder { program in
            try program.write((1...400).map { "\"line \($0)\"\n" }.joined(), to: "in.jsonl")
            let faults = [
                "--error-rate", "20%", "--rate-limit", "150/s", "--cut-stream", "5%", "--stall", "1%", "--seed", "3",
            ]
            try await program.withSandbox(faults) { program, url in
                let outcome = try await program.run([
                    "batch", "in.jsonl", "-o", "out.jsonl", "-m", "sandbox/small", "--stream", "-j", "16",
                    "--idle-timeout", "4", "--max-attempts", "12",
                ])
                #expect(outcome.exitCode == 0, "\(outcome.error)")
                let ids = try ids(program)
                #expect(ids.count == 400 && Set(ids).count == 400)
                // Of a hundred requests 20 fail, 1 stalls and 4 are cut: 400 replies need about 533 of them, and the
                // rate limit refuses no more than a window each second.
                let requests = try await requestCount(program, url)
                #expect((500...760).contains(requests), "\(requests) requests")
            }
        }
    }

    @Test func aFullDiskStopsTheRun() async throws {
        try await Program.inFolder { program in
            try program.write((1...100).map { "\"\($0)\"\n" }.joined(), to: "in.jsonl")
            let device = try await program.run(["batch", "in.jsonl", "-o", "/dev/full", "--sandbox", "--errors", "e"])
            #expect(device.exitCode == 74)
            #expect(device.error.contains("no space left on device"))
            let limited = try await program.shell(
                Program.fileLimit(20) + "cloudcompute batch in.jsonl -o out.jsonl --sandbox -j 2 --quiet")
            #expect(limited.exitCode == 74, "\(limited.error)")
            let text = try program.read("out.jsonl")
            #expect(text.hasSuffix("}\n") && !text.isEmpty)
            let before = try ids(program)
            #expect(before.count < 100)
            let rest = try await program.run(["batch", "in.jsonl", "-o", "out.jsonl", "--sandbox"])
            #expect(rest.exitCode == 0)
            #expect(try ids(program).prefix(before.count) == before[...])
            #expect(try Set(ids(program)).count == 100)
        }
    }

    @Test func theFirstInterruptFinishesAndTheSecondStops() async throws {
        try await Program.inFolder { program in
            try program.write((1...50).map { "\"\($0)\"\n" }.joined(), to: "in.jsonl")
            try await program.withSandbox(["--stall"]) { program, _ in
                let terminal = try Terminal(
                    program, ["batch", "in.jsonl", "-o", "out.jsonl", "-m", "sandbox/small", "-j", "3"])
                try await terminal.expect("3 in flight")
                terminal.type("\u{3}")
                try await terminal.expect("Finishing 3 requests in flight")
                terminal.type("\u{3}")
                try await terminal.expect("Stopped.")
                #expect(try await terminal.exitCode() == 130)
                #expect(try program.read("out.jsonl").isEmpty)
                #expect(try program.read("out.errors.jsonl").isEmpty)
            }
        }
    }

    @Test func terminationFinishesWhatIsUnderWay() async throws {
        try await Program.inFolder { program in
            try program.write((1...200).map { "\"\($0)\"\n" }.joined(), to: "in.jsonl")
            try await program.withSandbox(["--latency", "30"]) { program, _ in
                let outcome = try await program.shell(
                    """
                    cloudcompute batch in.jsonl -o out.jsonl -m sandbox/small -j 4 & pid=$!
                    follow out.jsonl head -n 1
                    kill -TERM $pid; wait $pid
                    """)
                #expect(outcome.status == 75)
                #expect(outcome.error.contains("left") && outcome.error.contains("goes on with what is left"))
                let done = try ids(program).count
                #expect(done > 0 && done < 200)
            }
        }
    }

    @Test func validationListsEveryBadLineWithItsPlace() async throws {
        try await Program.inFolder { program in
            try program.write(
                "\"a\"\n\n{bad\n{\"custom_id\":\"x\",\"prompt\":\"1\",\"max_tokens\":3}\n", to: "one.jsonl")
            try program.write("{\"custom_id\":\"x\",\"prompt\":\"2\"}\n[1]\n", to: "two.jsonl")
            let arguments = ["batch", "validate", "one.jsonl", "two.jsonl", "-m", "m"]
            let outcome = try await program.run(arguments)
            #expect(outcome.exitCode == 65 && outcome.error.isEmpty)
            let lines = outcome.output.split(separator: "\n").map(String.init)
            #expect(lines.count == 6)
            #expect(lines[0].hasPrefix("one.jsonl:3:2: is not JSON"))
            #expect(lines[1] == "two.jsonl:1:1: has a custom_id already used on an earlier line")
            #expect(lines[2].hasPrefix("two.jsonl:2:1: is neither"))
            #expect(lines[3] == "5 lines, 3 bad")
            let json = try JSONValue(parsing: try await program.run(arguments + ["--json"]).output)
            #expect(json["bad_lines"]?.int == 3)
            #expect(json["findings"]?.array?.first?["column"]?.int == 2)
            let noModel = try await program.run(["batch", "validate", "one.jsonl"])
            #expect(noModel.output.contains("names no model"))
            try program.write("\"a\"\n", to: "good.jsonl")
            #expect(try await program.run(["batch", "validate", "good.jsonl", "-m", "m"]).exitCode == 0)
            #expect(try await program.run(["batch", "validate", "none.jsonl"]).exitCode == 66)
        }
    }

    @Test func reportsReadOursAndTheResultsOfOthers() async throws {
        try await Program.inFolder { program in
            try program.write((1...30).map { "\"<b>\($0)\"\n" }.joined(), to: "in.jsonl")
            let run = try await program.run([
                "batch", "in.jsonl", "-o", "out.jsonl", "--sandbox", "--stream", "-j", "5",
            ])
            #expect(run.exitCode == 0)
            let json = try JSONValue(parsing: try await program.run(["batch", "report", "out.jsonl", "--json"]).output)
            #expect(json["completed"]?.int == 30 && json["failed"]?.int == 0)
            for metric in ["ttft_ms", "tpot_ms", "itl_ms", "e2el_ms"] {
                for statistic in ["mean", "median", "std", "p50", "p90", "p99"] {
                    #expect(json["\(statistic)_\(metric)"]?.double != nil, "\(statistic)_\(metric)")
                }
            }
            #expect((1...5).contains(json["max_concurrency"]?.int ?? 0))
            let page = try await program.run(["batch", "report", "out.jsonl", "-o", "report.html"])
            #expect(page.exitCode == 0 && page.output.isEmpty)
            let html = try program.read("report.html")
            #expect(html.hasPrefix("<!DOCTYPE html>") && html.components(separatedBy: "<figure").count == 7)
            #expect(!html.contains("<script") && !html.contains("http://") && !html.contains("https://"))
            #expect(html.contains("prefers-color-scheme: dark") && html.contains("@media print"))

            let body = #"{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1}}"#
            let others = [
                #"{"id":"a","custom_id":"1","response":{"status_code":200,"request_id":"r","body":\#(body)},"error":null}"#,
                #"{"id":"a","custom_id":"2","response":{"status_code":400,"body":null},"error":"Bad url"}"#,
                #"{"id":"a","custom_id":"3","response":{"status_code":404,"body":null},"error":{"error":{"message":"No model"}}}"#,
                #"{"id":"a","custom_id":"4","response":{"status_code":400,"body":{"error":{"message":"Too long"}}},"error":null}"#,
                #"{"id":"a","custom_id":"5","response":{"status_code":0,"request_id":"","body":{}},"error":null}"#,
                #"{"id":"a","custom_id":"6","response":null,"error":{"code":"batch_expired","message":"Expired"}}"#,
            ]
            try program.write(others.joined(separator: "\n"), to: "others.jsonl")
            let theirs = try JSONValue(
                parsing: try await program.run(["batch", "report", "others.jsonl", "--json"]).output)
            #expect(theirs["completed"]?.int == 1 && theirs["failed"]?.int == 5)
            for message in ["Bad url", "No model", "Too long", "Expired"] {
                #expect(theirs["errors"]?[message]?.int == 1, "\(message)")
            }
            #expect(try await program.run(["batch", "report", "in.jsonl", "--json"]).exitCode == 65)
            #expect(try await program.run(["batch", "report", "none.jsonl", "--json"]).exitCode == 66)
        }
    }

    @Test func progressForMachinesIsJSONAndQuietSaysNothing() async throws {
        try await Program.inFolder { program in
            try program.write("\"a\"\n\"b\"\n", to: "in.jsonl")
            let shown = try await program.run(["batch", "in.jsonl", "-o", "a.jsonl", "--sandbox", "--progress", "json"])
            let object = try JSONValue(parsing: try #require(shown.errorLines.last { $0.hasPrefix("{") }))
            #expect(object["done"]?.int == 2 && object["total"]?.int == 2 && object["in_flight"]?.int == 0)
            let quiet = try await program.run(["batch", "in.jsonl", "-o", "b.jsonl", "--sandbox", "-q"])
            #expect(quiet.error.isEmpty && quiet.output.isEmpty && quiet.exitCode == 0)
        }
    }

    @Test func aBudgetStopsTheRunResumably() async throws {
        try await Program.inFolder { program in
            try program.write((1...60).map { "\"\($0)\"\n" }.joined(), to: "in.jsonl")
            let command = ["batch", "in.jsonl", "-o", "out.jsonl", "--sandbox", "-m", "sandbox/reasoning", "-j", "2"]
            let cost = try await program.run(command + ["--max-cost", "0.002"])
            #expect(cost.exitCode == 75)
            #expect(cost.error.contains("--max-cost") && cost.error.contains("left"))
            let tokens = try await program.run(command + ["--max-tokens-total", "500"])
            #expect(tokens.exitCode == 75)
            let rest = try await program.run(command)
            #expect(rest.exitCode == 0)
            #expect(try Set(ids(program)).count == 60)
        }
    }

    @Test func timeOutsBeginWhenARequestIsSent() async throws {
        try await Program.inFolder { program in
            try program.write((1...12).map { "\"\($0)\"\n" }.joined(), to: "in.jsonl")
            try await program.withSandbox(["--latency", "300ms"]) { program, _ in
                // Together the twelve take 3.6 s; none by itself takes 2 s.
                let outcome = try await program.run([
                    "batch", "in.jsonl", "-o", "out.jsonl", "-m", "sandbox/small", "-j", "1", "--request-timeout", "2",
                    "--max-attempts", "1",
                ])
                #expect(outcome.exitCode == 0, "\(outcome.error)")
            }
        }
    }

    @Test func anAnswerThatNeverComesOrNeverEndsIsGivenUpOn() async throws {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n"
        try await Program.inFolder { program in
            try program.write("\"1\"\n", to: "in.jsonl")
            for pieces in [[], [head], [head, "{\"id\":"]] {
                try await LoopbackServer.serve { _ in
                    .hold(pieces)
                } while: { server in
                    let outcome = try await program.run([
                        "batch", "in.jsonl", "-o", "out.jsonl", "-m", "m", "--base-url", server.baseURL,
                        "--request-timeout", "500ms", "--max-attempts", "1",
                    ])
                    #expect(outcome.exitCode == 1, "\(outcome.error)")
                    #expect(outcome.error.contains("time allowed") || outcome.error.contains("stopped sending"))
                }
            }
        }
    }

    /// When the requests of a run were sent, in seconds, earliest first.
    private func sendingTimes(_ program: Program) throws -> [Double] {
        try program.read("out.jsonl").split(separator: "\n").compactMap {
            try JSONValue(parsing: String($0))["timings"]?["sent_at"]?.double
        }.sorted()
    }

    @Test(arguments: ["fail", "skip"])
    func pipesAreReadLikeFiles(onBadLine: String) async throws {
        try await Program.inFolder { program in
            let outcome = try await program.shell(
                """
                cloudcompute batch run <(printf '"a"\\n"b"\\n') <(printf '"c"') -o out.jsonl --sandbox \
                  --on-bad-line \(onBadLine) -q
                """)
            #expect(outcome.exitCode == 0, "\(outcome.error)")
            #expect(try program.lineCount("out.jsonl") == 3)
        }
    }

    @Test func requestsAMinuteAreLimited() async throws {
        try await Program.inFolder { program in
            try program.write("\"1\"\n\"2\"\n\"3\"\n", to: "in.jsonl")
            let outcome = try await program.run(["batch", "in.jsonl", "-o", "out.jsonl", "--sandbox", "--rpm", "120"])
            #expect(outcome.exitCode == 0)
            let times = try sendingTimes(program)
            // Two at once, which is a second's worth, and the third half a second later.
            #expect(times.count == 3 && times[2] - times[0] > 0.4)
        }
    }

    @Test func concurrencyFindsItself() async throws {
        try await Program.inFolder { program in
            try program.write((1...300).map { "\"\($0)\"\n" }.joined(), to: "in.jsonl")
            try await program.withSandbox(["--latency", "20"]) { program, _ in
                let outcome = try await program.run([
                    "batch", "in.jsonl", "-o", "out.jsonl", "-m", "sandbox/small", "-j", "auto:32",
                ])
                #expect(outcome.exitCode == 0)
                let report = try await program.run(["batch", "report", "out.jsonl", "--json"])
                let most = try JSONValue(parsing: report.output)["max_concurrency"]?.int ?? 0
                #expect((5...32).contains(most), "\(most)")
            }
        }
    }

    @Test func streamedStandardInputIsSentAsItComesAndEditsReplaceResults() async throws {
        try await Program.inFolder { program in
            let command = "cloudcompute batch - -o out.jsonl --sandbox --on-bad-line skip --quiet"
            let first = try await program.shell("printf '\"a\"\\n\"b\"\\n' | \(command)")
            #expect(first.exitCode == 0, "\(first.error)")
            let second = try await program.shell("printf '\"a\"\\n\"edited\"\\n' | \(command)")
            #expect(second.exitCode == 0, "\(second.error)")
            #expect(try ids(program).sorted() == ["stdin:1", "stdin:2"])
            #expect(try program.read("out.jsonl").contains("> edited"))
            // A result is there before the pipe has ended.
            let slow = try await program.shell(
                """
                mkfifo pipe; \(command) < pipe & run=$!; exec 3> pipe
                printf '"a"\\n"edited"\\n"third"\\n' >&3
                follow out.jsonl head -n 3
                exec 3>&-; wait $run
                """)
            #expect(slow.exitCode == 0, "\(slow.error)")
        }
    }

    @Test func theServersRateLimitHeadersAreTakenUp() async throws {
        let reply = #"{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}]}"#
        let answer = LoopbackServer.http(
            "200 OK", type: "application/json", reply,
            headers: "x-ratelimit-limit-requests: 120\r\nx-ratelimit-remaining-requests: 9\r\n")
        try await Program.inFolder { program in
            try program.write("\"1\"\n\"2\"\n\"3\"\n\"4\"\n\"5\"\n", to: "in.jsonl")
            try await LoopbackServer.serve { _ in
                .close([answer])
            } while: { server in
                let outcome = try await program.run([
                    "batch", "in.jsonl", "-o", "out.jsonl", "-m", "m", "-j", "1", "--base-url", server.baseURL,
                ])
                #expect(outcome.exitCode == 0)
            }
            let times = try sendingTimes(program)
            // Two a second, after the two that a second's worth lets out at once.
            #expect(times.count == 5 && times[4] - times[0] > 0.9)
        }
    }
}
