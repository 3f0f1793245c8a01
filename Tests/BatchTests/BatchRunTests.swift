import CloudComputeClient
import Files
import Foundation
import JSON
import Synchronization
import SystemPackage
import Testing

@testable import Batch

@Suite(.timeLimit(.minutes(5))) struct BatchRunTests {
    @Test func everyLineGetsItsResultInTheOpenAIForm() async throws {
        let scene = try Scene()
        try scene.write("\u{FEFF}\"one\"\r\n\r\n   \n{\"custom_id\":\"two\",\"prompt\":\"x\"}")
        let summary = try await scene.run()
        #expect(summary.lines == 2 && summary.succeeded == 2 && summary.failed == 0)
        #expect(summary.promptTokens == 4 && summary.completionTokens == 6)
        let lines = try scene.lines().sorted { ($0["custom_id"]?.string ?? "") < ($1["custom_id"]?.string ?? "") }
        #expect(lines.map { $0["custom_id"]?.string } == ["in:1", "two"])
        for line in lines {
            #expect(line.object?.members.map(\.name) == ["id", "custom_id", "response", "error", "timings"])
            #expect(line["error"] == .null)
            #expect(line["response"]?.object?.members.map(\.name) == ["status_code", "request_id", "body"])
            #expect(line["response"]?["status_code"]?.int == 200)
            #expect(line["response"]?["request_id"] == "r")
        }
        #expect(try scene.read("out.errors.jsonl").isEmpty)
    }

    @Test func aRunOfWhichAllIsDoneTellsSoWithoutSendingAnything() async throws {
        let scene = try Scene()
        try scene.write("\"one\"\n\"one\"\n{\"custom_id\":\"two\",\"prompt\":\"x\"}\n")
        _ = try await scene.run()
        let output = try scene.read("out.jsonl")
        let progress = BatchProgress()
        let summary = try await scene.run(progress: progress)
        #expect(scene.sent.withLock { $0.count } == 3)
        #expect(try scene.read("out.jsonl") == output)
        #expect((summary.lines, summary.alreadyDone, summary.total, summary.remaining) == (3, 3, 3, 0))
        #expect(summary.halt == nil && summary.succeeded == 0)
        let snapshot = progress.snapshot
        #expect((snapshot.alreadyDone, snapshot.done, snapshot.total, snapshot.remaining) == (3, 3, 3, 0))
    }

    @Test func nothingIsSaidToRemainBeforeAllIsOnTheDisk() async throws {
        struct FailingRecorder: Recorder {
            var failure: BatchError?
            func take(_ lines: [InputLine], _ form: RequestBuilder) -> Intake { Intake() }
            func record(_ outcome: BatchOutcome) {}
            func doneAhead() -> Int { 0 }
            func finish() throws { if let failure { throw failure } }
        }
        var summary = BatchSummary()
        (summary.total, summary.lines, summary.succeeded) = (2, 2, 2)
        let progress = BatchProgress()
        let failure = BatchError.writingFailed(FileError(path: "out.jsonl", .ioError))
        await #expect(throws: failure) {
            try await BatchRun.finish(summary, FailingRecorder(failure: failure), progress)
        }
        #expect(progress.snapshot.remaining == nil)
        _ = try await BatchRun.finish(summary, FailingRecorder(), progress)
        #expect(progress.snapshot.remaining == 0)
    }

    @Test func concurrencyIsASlidingWindow() async throws {
        let scene = try Scene()
        try scene.write((1...40).map { "\"\($0)\"" }.joined(separator: "\n"))
        let gate = Gate(opensAt: 7)
        let summary = try await scene.run(concurrency: 7) { _ in
            await gate.pass()
            return Scene.reply("ok")
        }
        #expect(summary.succeeded == 40)
        #expect(gate.most == 7)
    }

    @Test func whatIsDoneIsNotSentAgain() async throws {
        let scene = try Scene()
        try scene.write("\"a\"\n\"b\"\n\"c\"\n")
        _ = try await scene.run { $0.contains("\"b\"") ? Scene.refusal(500, "no") : Scene.reply("ok") }
        #expect(try scene.lines().count == 2)
        #expect(try scene.lines("out.errors.jsonl").map { $0["custom_id"] } == ["in:2"])
        scene.sent.withLock { $0 = [] }
        let summary = try await scene.run()
        #expect(summary.alreadyDone == 2 && summary.succeeded == 1)
        #expect(scene.sent.withLock { $0.count } == 1)
        #expect(try Set(scene.lines().map { $0["custom_id"]?.string }) == ["in:1", "in:2", "in:3"])
        #expect(try scene.read("out.errors.jsonl").isEmpty)
    }

    @Test func anEditedLineRunsAgainAndItsOldResultIsSuperseded() async throws {
        let scene = try Scene()
        try scene.write("\"a\"\n\"b\"\n")
        _ = try await scene.run()
        try scene.write("\"a\"\n\"b, edited\"\n")
        let summary = try await scene.run(rerunsChanged: true) { _ in Scene.reply("new") }
        #expect(summary.alreadyDone == 1 && summary.succeeded == 1)
        #expect(try scene.lines().map { $0["custom_id"] } == ["in:1", "in:2"])
        #expect(try scene.read("out.jsonl").contains("new"))
        #expect(try scene.lines("out.superseded.jsonl").map { $0["custom_id"] } == ["in:2"])
    }

    @Test func aTornLastLineIsRepairedBeforeAnythingIsAppended() async throws {
        let scene = try Scene()
        try scene.write("\"a\"\n\"b\"\n\"c\"\n")
        _ = try await scene.run(concurrency: 1)
        let whole = try scene.read("out.jsonl")
        /// The results without the times they took.
        func results() throws -> [JSONValue] {
            try scene.lines().map { line in
                var object = line.object ?? [:]
                object["timings"] = nil
                return .object(object)
            }
        }
        let expected = try results()
        for cut in stride(from: 1, to: whole.utf8.count, by: 37) {
            try Data(whole.utf8.prefix(cut)).write(to: URL(fileURLWithPath: scene.path("out.jsonl")))
            _ = try await scene.run(concurrency: 1)
            #expect(try results() == expected, "cut at \(cut)")
        }
        // A line that lacks only its line end is whole, and stays.
        try Data(whole.utf8.dropLast()).write(to: URL(fileURLWithPath: scene.path("out.jsonl")))
        scene.sent.withLock { $0 = [] }
        _ = try await scene.run()
        #expect(scene.sent.withLock { $0.isEmpty })
        #expect(try scene.read("out.jsonl") == whole)
    }

    @Test func badLinesKeepEverythingFromBeingSent() async throws {
        let scene = try Scene()
        try scene.write("\"a\"\n{bad\n{\"custom_id\":\"x\",\"prompt\":\"1\"}\n{\"custom_id\":\"x\",\"prompt\":\"2\"}\n")
        let error = await #expect(throws: BatchError.self) { try await scene.run() }
        if case .badLines(let lines, count: 2) = error {
            #expect(lines.map(\.file) == Array(repeating: scene.path("in.jsonl"), count: 2))
            #expect(lines.map(\.line) == [2, 4] && lines.map(\.defect.column) == [2, 1])
        } else {
            Issue.record("\(error as Any)")
        }
        #expect(scene.sent.withLock { $0.isEmpty })
    }

    @Test func badLinesCanBeSkippedAndAreRecorded() async throws {
        let scene = try Scene()
        try scene.write("\"a\"\n{bad\n{\"custom_id\":\"x\",\"prompt\":\"1\"}\n{\"custom_id\":\"x\",\"prompt\":\"2\"}\n")
        for _ in 0..<2 {
            let summary = try await scene.run(badLines: .skip)
            #expect(summary.badLines == 2)
            let errors = try scene.lines("out.errors.jsonl")
            #expect(errors.map { $0["error"]?["code"] } == ["invalid_line", "invalid_line"])
            #expect(errors.first?["error"]?["message"]?.string?.contains("line 2, column 2") == true)
        }
        #expect(try scene.lines().count == 2)
    }

    @Test func failuresKeepTheServersWords() async throws {
        let scene = try Scene()
        try scene.write("\"page\"\n\"json\"\n\"none\"\n\"inband\"\n")
        let summary = try await scene.run(concurrency: 1) { body in
            if body.contains("page") {
                return RawChatResponse(
                    statusCode: 502, requestID: nil, retryAfter: nil,
                    body: Array("<html><title>Bad</title></html>".utf8))
            }
            if body.contains("json") { return Scene.refusal(422, "too long") }
            if body.contains("inband") {
                return RawChatResponse(
                    statusCode: 200, requestID: nil, retryAfter: nil, body: Array(#"{"error":"late"}"#.utf8))
            }
            throw CloudComputeError(.timedOut, "too slow")
        }
        #expect(summary.failed == 4 && summary.succeeded == 0)
        let lines = try scene.lines("out.errors.jsonl")
        #expect(lines.map { $0["response"]?["status_code"]?.int } == [502, 422, nil, 200])
        #expect(lines[0]["response"]?["body"] == "<html><title>Bad</title></html>")
        #expect(lines.map { $0["error"]?["message"]?.string?.isEmpty } == [false, false, false, false])
        #expect(lines[2]["response"] == .null)
        #expect(lines[3]["error"]?["message"] == "late")
    }

    @Test(arguments: [401, 402, 403])
    func whatWouldFailForEveryLineEndsTheRun(status: Int) async throws {
        let scene = try Scene()
        try scene.write((1...500).map { "\"\($0)\"" }.joined(separator: "\n"))
        let summary = try await scene.run(concurrency: 3) { _ in Scene.refusal(status, "no") }
        guard case .failure(let error)? = summary.halt else { Issue.record("The run went on."); return }
        #expect(error.statusCode == status)
        #expect(scene.sent.withLock { $0.count } <= 4)
    }

    @Test func aServerThatIsNotThereEndsTheRun() async throws {
        let scene = try Scene()
        try scene.write((1...500).map { "\"\($0)\"" }.joined(separator: "\n"))
        var limits = BatchLimits()
        limits.patience = .zero
        let summary = try await scene.run(concurrency: 2, limits: limits) { _ in
            throw CloudComputeError(.unreachable, "refused")
        }
        guard case .failure(let error)? = summary.halt else { Issue.record("The run went on."); return }
        #expect(error.code == .unreachable)
        #expect(scene.sent.withLock { $0.count } < 10)
    }

    @Test func anOutputThatIsAnInputIsRefused() async throws {
        let scene = try Scene()
        try scene.write("\"a\"\n")
        try FileManager.default.createSymbolicLink(
            atPath: scene.path("link"), withDestinationPath: scene.path("in.jsonl"))
        for output in ["in.jsonl", "link"] {
            let error = await #expect(throws: BatchError.self) { try await scene.run(output: output) }
            if case .sameFile = error {} else { Issue.record("\(output): \(error as Any)") }
        }
        #expect(try scene.read("in.jsonl") == "\"a\"\n")
    }

    @Test func anOutputOfSomethingElseIsRefusedUntouched() async throws {
        let scene = try Scene()
        try scene.write("\"a\"\n")
        try scene.write("notes of mine\n", to: "out.jsonl")
        await #expect(throws: BatchError.foreignLine(.results, scene.path("out.jsonl"), line: 1)) {
            try await scene.run()
        }
        #expect(try scene.read("out.jsonl") == "notes of mine\n")
    }

    @Test func twoRunsCannotWriteOneOutput() async throws {
        let scene = try Scene()
        try scene.write("\"a\"\n")
        let summary = try await scene.run { _ in
            await #expect(throws: BatchError.lockedOutput(scene.path("out.jsonl"))) { try await scene.run() }
            return Scene.reply("ok")
        }
        #expect(summary.succeeded == 1)
    }

    @Test func aMissingInputIsNamedBeforeAnythingIsSent() async throws {
        let scene = try Scene()
        try scene.write("\"a\"\n")
        let missing = FileError(path: scene.path("none.jsonl"), .noSuchFileOrDirectory)
        await #expect(throws: BatchError.unusableInput(missing)) {
            try await scene.run(inputs: ["in.jsonl", "none.jsonl"])
        }
        #expect(scene.sent.withLock { $0.isEmpty })
    }
}
