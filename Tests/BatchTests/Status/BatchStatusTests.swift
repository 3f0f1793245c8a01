import Foundation
import JSON
import Testing

@testable import Batch

@Suite(.timeLimit(.minutes(1))) struct BatchStatusTests {
    private func status(_ change: (inout BatchStatus) -> Void = { _ in }) -> BatchStatus {
        var status = BatchStatus()
        status.pid = 42
        status.host = "node-1"
        status.started = 1000
        status.updated = 2000
        status.interval = 5
        status.total = 10
        status.done = 6
        status.failed = 1
        status.tokens = 99
        status.cost = 0.25
        status.rate = 0.5
        change(&status)
        return status
    }

    private func output(
        _ status: BatchStatus?, _ name: String = "out.jsonl", now: Double = 2000, lines: (Int, Int) = (0, 0)
    ) throws -> OutputStatus {
        try OutputStatus(name, status, now: now) { () throws(MergeError) in lines }
    }

    @Test func whatIsWrittenIsRead() {
        #expect(BatchStatus(status().json.jsonBytes) == status())
        let ended = status {
            $0.state = .drained
            $0.exitCode = 75
            $0.total = nil
            $0.cost = nil
        }
        #expect(BatchStatus(ended.json.jsonBytes) == ended)
    }

    @Test(arguments: [
        "", "{}", "[]", #"{"cloudcompute_batch_status":"#, #"{"cloudcompute_batch_status":1}"#,
        #"{"cloudcompute_batch_status":1,"state":"asleep"}"#, #"{"state":"running","cloudcompute_batch_status":1}"#,
    ])
    func otherFilesAreNone(text: String) { #expect(BatchStatus(Array(text.utf8)) == nil) }

    @Test func numbersThatCannotBeAreLeftOut() throws {
        let text =
            #"{"cloudcompute_batch_status":1,"state":"running","total":-1,"done":1e400,"failed":99999999999999999999,"#
            + #""rate":-5,"cost":"x","updated":1e300,"interval":-1,"pid":1.5}"#
        let status = try #require(BatchStatus(Array(text.utf8)))
        #expect(status.total == nil && status.done == 0 && status.failed == 0 && status.rate == nil)
        #expect(status.cost == nil && status.updated == 0 && status.interval == 0)
    }

    @Test(
        arguments: [
            (0, 0, BatchStatus.State.finished), (1, 0, .finished), (75, 3, .drained), (75, 0, .finished),
            (130, 3, .drained),
            (143, nil, .drained), (74, 3, .stopped), (77, 3, .stopped),
        ] as [(Int, Int?, BatchStatus.State)])
    func theExitCodeTellsHowARunHasEnded(code: Int, remaining: Int?, state: BatchStatus.State) {
        #expect(BatchStatus.State(exitCode: code, remaining: remaining) == state)
    }

    @Test func aRunThatTellsNothingForAWhileIsSilent() throws {
        #expect(try output(status(), now: 2060).state == .running)
        #expect(try output(status(), now: 2060.5).state == .silent)
        #expect(try output(status { $0.interval = 100 }, now: 2300).state == .running)
        #expect(try output(status { $0.interval = 100 }, now: 2301).state == .silent)
        #expect(try output(status { $0.state = .finished }, now: 9999).state == .finished)
    }

    @Test func linesAreCountedWhereTheRunDoesNotTell() throws {
        let silent = try output(status(), now: 9999, lines: (8, 2))
        #expect(silent.done == 8 && silent.failed == 2 && silent.remaining == 0 && silent.rate == nil)
        let unknown = try output(nil, lines: (3, 4))
        #expect(unknown.state == .unknown && unknown.done == 3 && unknown.remaining == nil && unknown.eta == nil)
        let running = try output(status(), lines: (100, 100))
        #expect(running.done == 6 && running.failed == 1 && running.remaining == 3 && running.eta == 6)
    }

    @Test func shardsAddUp() throws {
        let first = try output(status(), "out.0-of-2.jsonl")
        let second = try output(
            status {
                $0.rate = 0.25; $0.cost = nil
            }, "out.1-of-2.jsonl")
        let report = StatusReport([first, second])
        #expect(report.done == 12 && report.failed == 2 && report.remaining == 6 && report.tokens == 198)
        #expect(report.rate == 0.75 && report.cost == 0.25 && report.eta == 12)
        #expect(!report.isFinal && report.silent.isEmpty)
        let done = try output(
            status {
                $0.state = .finished; $0.done = 9
            }, "out.1-of-2.jsonl")
        #expect(StatusReport([first, done]).eta == 6)
        #expect(StatusReport([done]).isFinal)
    }

    @Test func whatCannotBeToldIsNotMadeUp() throws {
        let running = try output(status(), "out.0-of-2.jsonl")
        let drained = try output(status { $0.state = .drained }, "out.1-of-2.jsonl")
        #expect(StatusReport([running, drained]).eta == nil)
        #expect(StatusReport([running, drained]).remaining == 6)
        let absent = PartSet.AbsentShards(stem: "out", count: 2, shards: [1])
        let partial = StatusReport([running], absent: [absent])
        #expect(partial.remaining == nil && partial.eta == nil && !partial.isFinal)
    }

    @Test func ofSeveralAttemptsTheNewestCounts() throws {
        let lost = try output(status { $0.updated = 1900 }, "out.0-of-1.jsonl", now: 2000)
        let attempt = try output(status { $0.done = 8 }, "out.0-of-1.attempt-1.jsonl")
        let report = StatusReport([lost, attempt])
        #expect(report.done == 8 && report.remaining == 1)
        #expect(report.silent.isEmpty)
    }

    private func lines(_ ids: Range<Int>, sentAt: Int?, isResult: Bool = true) -> String {
        ids.map { id in
            let error = isResult ? "null" : #"{"code":"\#(sentAt == nil ? "invalid_line" : "400")","message":"m"}"#
            return "{\"id\":\"batch_req_\(String(repeating: "a", count: 32))\",\"custom_id\":\"i\(id)\","
                + "\"response\":null,\"error\":\(error)"
                + (sentAt.map { ",\"timings\":{\"sent_at\":\($0).000000,\"attempts\":1,\"latency\":1.000}" } ?? "")
                + "}\n"
        }.joined()
    }

    private func write(_ status: BatchStatus, _ scene: Scene, _ name: String) throws {
        try scene.write(String(decoding: status.json.jsonBytes, as: UTF8.self) + "\n", to: name)
    }

    /// They stay in the file until the end of a run that sends those lines again.
    @Test func failuresBeforeASilentRunAreNotItsOwn() throws {
        let scene = try Scene()
        try write(status(), scene, "out.status.json")
        try scene.write(lines(0..<4, sentAt: 1500), to: "out.jsonl")
        let old = lines(9..<10, sentAt: nil, isResult: false) + lines(0..<9, sentAt: 500, isResult: false)
        try scene.write(old, to: "out.errors.jsonl")
        var reader = StatusReader([scene.path("out.jsonl")])
        let report = try reader.report(now: 9999)
        #expect(report.done == 4 && report.failed == 0 && report.remaining == 6)
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: scene.path("out.errors.jsonl")))
        try file.seekToEnd()
        let new = lines(4..<6, sentAt: 1600, isResult: false) + lines(9..<10, sentAt: nil, isResult: false)
        try file.write(contentsOf: Data(new.utf8))
        try file.close()
        let later = try reader.report(now: 9999)
        #expect(later.done == 4 && later.failed == 3 && later.remaining == 3)
    }

    @Test func aSilentAttemptCountsWhatTheOthersHold() throws {
        let scene = try Scene()
        for (name, updated) in [("out.0-of-1", 1900.0), ("out.0-of-1.attempt-1", 2000)] {
            try write(
                status {
                    $0.total = 100; $0.updated = updated
                }, scene, name + ".status.json")
        }
        try scene.write(lines(0..<90, sentAt: 1500), to: "out.0-of-1.jsonl")
        try scene.write(lines(90..<91, sentAt: 1500, isResult: false), to: "out.0-of-1.errors.jsonl")
        try scene.write("", to: "out.0-of-1.attempt-1.jsonl")
        var reader = StatusReader([scene.path("out.jsonl")])
        let report = try reader.report(now: 9999)
        #expect(report.done == 90 && report.failed == 1 && report.remaining == 9 && report.silent.count == 1)
        // What both have is one line.
        try scene.write(lines(88..<92, sentAt: 1500), to: "out.0-of-1.attempt-1.jsonl")
        let later = try reader.report(now: 9999)
        #expect(later.done == 92 && later.failed == 0 && later.remaining == 8)
    }

    @Test func theRateIsThatOfTheLastMinute() {
        var rate = RecentRate()
        #expect(rate.perSecond == nil)
        for second in 0...200 { rate.note(second < 100 ? second * 10 : 1000, at: Double(second)) }
        #expect(rate.perSecond == 0)
        for second in 201...230 { rate.note(1000 + (second - 200) * 6, at: Double(second)) }
        #expect(rate.perSecond == 3)
    }

    @Test func addedLinesAreCountedWithoutReadingTheOthers() throws {
        let scene = try Scene()
        var counter = LineCounter()
        #expect(try counter.lines(in: scene.path("out.jsonl")) == 0)
        try scene.write("a\nb\npart", to: "out.jsonl")
        #expect(try counter.lines(in: scene.path("out.jsonl")) == 2)
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: scene.path("out.jsonl")))
        try file.seekToEnd()
        try file.write(contentsOf: Data(" of c\nd\n".utf8))
        try file.close()
        #expect(try counter.lines(in: scene.path("out.jsonl")) == 4)
        try scene.write("x\n", to: "new")
        #expect(rename(scene.path("new"), scene.path("out.jsonl")) == 0)
        #expect(try counter.lines(in: scene.path("out.jsonl")) == 1)
    }

    @Test func aFileOfOthersIsLeftAlone() async throws {
        let scene = try Scene()
        try scene.write("{\"mine\":true}", to: "out.status.json")
        let failures = AsyncStream.makeStream(of: String.self)
        let file = StatusFile(scene.path("out.status.json")) { failures.continuation.yield("\($0)") }
        await file.finish(status())
        await file.finish(status())
        failures.continuation.finish()
        var told: [String] = []
        for await failure in failures.stream { told.append(failure) }
        #expect(told.count == 1 && told.first?.contains("foreign") == true)
        #expect(try scene.read("out.status.json") == "{\"mine\":true}")
    }

    @Test func aStoppedRunCountsWhatEarlierRunsHaveDone() async throws {
        let scene = try Scene()
        let lines = (1...3000).map { "{\"custom_id\":\"\($0)\",\"prompt\":\"x\"}\n" }.joined()
        try scene.write(lines)
        _ = try await scene.run()
        try scene.write("{\"custom_id\":\"new\",\"prompt\":\"x\"}\n" + lines)
        let progress = BatchProgress()
        let reporter = StatusReporter(progress) { _ in Issue.record("not written") }
        let stops = AsyncStream.makeStream(of: StopRequest.self)
        let never = AsyncStream.makeStream(of: Void.self)
        _ = try await scene.run(concurrency: 1, progress: progress, stops: stops.stream) { _ in
            stops.continuation.yield(.now)
            for await _ in never.stream {}
            throw CancellationError()
        }
        await reporter.end(exitCode: 75)
        let status = try #require(StatusFile.read(scene.path("out.status.json")))
        #expect(status.state == .drained && status.done == 3000 && status.remaining == 1)
    }

    @Test func postponedLinesRemain() async throws {
        let scene = try Scene()
        let progress = BatchProgress()
        let reporter = StatusReporter(progress) { _ in Issue.record("not written") }
        progress.update {
            $0.output = scene.path("out.jsonl")
            $0.phase = .question
        }
        await reporter.end(exitCode: 143)
        #expect(StatusFile.read(scene.path("out.status.json")) == nil)
        progress.update {
            $0.phase = .requests
            $0.total = 3
            $0.succeeded = 1
            $0.failed = 2
            $0.postponed = 1
        }
        await reporter.end(exitCode: 75)
        let status = try #require(StatusFile.read(scene.path("out.status.json")))
        #expect(status.state == .drained && status.failed == 1 && status.remaining == 1)
    }

    @Test func aPoolHasEndedOnceItsChunksAreDone() throws {
        let scene = try Scene()
        for folder in ["parts", "done"] {
            try FileManager.default.createDirectory(atPath: scene.path(folder), withIntermediateDirectories: true)
        }
        let pool = PoolDescription(inputs: [], lines: 2, requests: 1, lease: .seconds(60))
        try scene.write(String(decoding: pool.text, as: UTF8.self), to: "pool.json")
        try scene.write("", to: "parts/0.1.jsonl")
        var reader = StatusReader([scene.folder.path])
        #expect(try reader.report(now: 0).hasEnded == false)
        for chunk in 0..<pool.plan.count {
            try scene.write("", to: "done/\(PoolClaim(chunk, 1).name).ok")
            try scene.write("", to: "parts/\(PoolClaim(chunk, 1).name).jsonl")
        }
        #expect(try reader.report(now: 0).hasEnded == true)
    }

    @Test func whetherOutputsWithoutAStatusHaveEndedIsUnknown() throws {
        let report = StatusReport([try output(nil)])
        #expect(report.isFinal && report.hasEnded == nil)
        #expect(StatusReport([try output(nil), try output(status())]).hasEnded == false)
    }

    @Test func aRunTellsOfItself() async throws {
        let scene = try Scene()
        try scene.write("\"a\"\n\"b\"\n")
        let progress = BatchProgress()
        let reporter = StatusReporter(progress) { _ in Issue.record("not written") }
        await reporter.end(exitCode: 74)
        // A run that has not got its output says nothing over the one that has it.
        #expect(StatusFile.read(scene.path("out.status.json")) == nil)
        _ = try await scene.run(progress: progress)
        await reporter.end(exitCode: 0)
        let status = try #require(StatusFile.read(scene.path("out.status.json")))
        #expect(status.state == .finished && status.done == 2 && status.total == 2 && status.exitCode == 0)
        #expect(status.pid == Int(ProcessInfo.processInfo.processIdentifier) && status.tokens == 10)
        var reader = StatusReader([scene.path("out.jsonl")])
        let report = try reader.report(now: status.updated)
        #expect(report.done == 2 && report.remaining == 0 && report.isFinal)
    }
}
