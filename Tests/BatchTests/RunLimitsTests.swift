import CloudComputeClient
import Foundation
import JSON
import Pricing
import Synchronization
import Testing

@testable import Batch

@Suite(.timeLimit(.minutes(5))) struct RunLimitsTests {
    /// Counts how often each prompt was sent.
    final class Counts: Sendable {
        private let counts = Mutex<[String: Int]>([:])

        func add(_ body: String) -> Int {
            counts.withLock { counts in
                counts[body, default: 0] += 1
                return counts[body] ?? 0
            }
        }
    }

    @Test(arguments: [408, 409, 425, 429, 500, 502, 503, 504])
    func passingFailuresAreTriedAgain(status: Int) async throws {
        let scene = try Scene()
        try scene.write((1...20).map { "\"\($0)\"" }.joined(separator: "\n"))
        let counts = Counts()
        let summary = try await scene.run(attempts: 3) { body in
            var refusal = Scene.refusal(status, "later")
            refusal.retryAfter = .zero
            return counts.add(body) < 3 ? refusal : Scene.reply("ok")
        }
        #expect(summary.succeeded == 20 && summary.failed == 0)
        #expect(scene.sent.withLock { $0.count } == 60)
        #expect(try scene.lines().allSatisfy { $0["timings"]?["attempts"]?.int == 3 })
    }

    @Test(arguments: [400, 404, 413, 422])
    func lastingFailuresAreNot(status: Int) async throws {
        let scene = try Scene()
        try scene.write("\"a\"\n\"b\"\n")
        let summary = try await scene.run(attempts: 5) { _ in Scene.refusal(status, "never") }
        #expect(summary.failed == 2)
        #expect(scene.sent.withLock { $0.count } == 2)
    }

    @Test func attemptsAreLimitedAndTheLastFailureIsKept() async throws {
        let scene = try Scene()
        try scene.write("\"a\"\n")
        let summary = try await scene.run(attempts: 4) { _ in
            var refusal = Scene.refusal(503, "busy")
            refusal.retryAfter = .zero
            return refusal
        }
        #expect(summary.failed == 1)
        #expect(scene.sent.withLock { $0.count } == 4)
        #expect(try scene.lines("out.errors.jsonl").first?["error"]?["message"] == "busy")
    }

    @Test func brokenConnectionsAndBrokenStreamsAreTriedAgain() async throws {
        let scene = try Scene()
        try scene.write("\"a\"\n\"b\"\n\"c\"\n")
        let counts = Counts()
        let summary = try await scene.run(concurrency: 1, attempts: 2) { body in
            if counts.add(body) > 1 { return Scene.reply("ok") }
            var error = CloudComputeError(.interrupted, "cut \(body.count)")
            error.retryAfter = .zero
            throw error
        }
        #expect(summary.succeeded == 3)
    }

    @Test func newLinesAndRetriesTakeTurns() async throws {
        let scene = try Scene()
        try scene.write((1...6).map { "\"line \($0)\"" }.joined(separator: "\n"))
        let summary = try await scene.run(concurrency: 1, attempts: 6) { body in
            guard body.contains("line 1\"") else { return Scene.reply("ok") }
            var refusal = Scene.refusal(500, "again")
            refusal.retryAfter = .zero
            return refusal
        }
        #expect(summary.succeeded == 5 && summary.failed == 1)
        // Neither do all retries come first, nor do they wait for the end of the input.
        let order = scene.sent.withLock { sent in sent.map { $0.contains("line 1\"") } }
        #expect(order.firstIndex(of: false) ?? 99 <= 2)
        #expect(order.prefix(8).count { $0 } >= 3)
        #expect(order.prefix(8).count { !$0 } >= 3)
    }

    @Test func aRetryAfterHoldsEverythingBack() async throws {
        let scene = try Scene()
        try scene.write((1...10).map { "\"\($0)\"" }.joined(separator: "\n"))
        let times = Mutex<[ContinuousClock.Instant]>([])
        let summary = try await scene.run(concurrency: 1, attempts: 5) { _ in
            let count = times.withLock { times in
                times.append(.now)
                return times.count
            }
            if count > 1 { return Scene.reply("ok") }
            var refusal = Scene.refusal(429, "slow down")
            refusal.retryAfter = .milliseconds(300)
            return refusal
        }
        #expect(summary.succeeded == 10)
        let all = times.withLock { $0 }
        #expect(all.count == 11)
        #expect(all[1] - all[0] >= .milliseconds(300))
    }

    @Test func aRequestThatCanNeverFitIsAnErrorAndNoWait() async throws {
        let scene = try Scene()
        try scene.write("{\"messages\":[],\"max_tokens\":5000}\n\"small\"\n")
        var limits = BatchLimits()
        limits.tokensPerMinute = 1000
        let summary = try await scene.run(limits: limits)
        #expect(summary.failed == 1 && summary.succeeded == 1)
        #expect(try scene.lines("out.errors.jsonl").first?["error"]?["message"]?.string?.contains("1000") == true)
    }

    @Test func budgetsStopTheRunAndTheNextGoesOn() async throws {
        let scene = try Scene()
        try scene.write((1...50).map { "\"\($0)\"" }.joined(separator: "\n"))
        var limits = BatchLimits()
        limits.maximumTokens = 50
        let first = try await scene.run(concurrency: 1, limits: limits)
        guard case .tokens(50)? = first.halt else {
            Issue.record("The run did not stop: \(first)")
            return
        }
        #expect(first.succeeded == 10)
        limits = BatchLimits()
        limits.maximumCost = 0.002
        let unknown = try await scene.run(concurrency: 1, limits: limits)
        guard case .costUnknown? = unknown.halt else {
            Issue.record("The run did not stop: \(unknown)")
            return
        }
        #expect(unknown.succeeded == 1)
        let rest = try await scene.run()
        #expect(rest.succeeded == 39 && rest.alreadyDone == 11 && rest.halt == nil)
        #expect(try scene.lines().count == 50)
    }

    @Test func theCostOfRepliesIsAddedUp() async throws {
        let scene = try Scene()
        try scene.write((1...50).map { "\"\($0)\"" }.joined(separator: "\n"))
        let body =
            #"{"model":"m","choices":[{"message":{"content":"x"}}],"usage":{"prompt_tokens":10,"completion_tokens":5"#
        var limits = BatchLimits()
        limits.maximumCost = 1
        let charged = try await scene.run(concurrency: 1, limits: limits) { _ in
            RawChatResponse(
                statusCode: 200, requestID: nil, retryAfter: nil, body: Array((body + ",\"cost\":0.25}}").utf8))
        }
        #expect(charged.succeeded == 4 && charged.cost == 1)
        limits.prices.profile["m"] = TokenPrice(prompt: 0.01, completion: 0.02)
        let priced = try await scene.run(concurrency: 1, limits: limits) { _ in
            RawChatResponse(statusCode: 200, requestID: nil, retryAfter: nil, body: Array((body + "}}").utf8))
        }
        #expect(priced.succeeded == 5)
    }

    @Test func aProfilesPriceIsFoundByTheModelThatWasAskedFor() async throws {
        let scene = try Scene()
        try scene.write(#"{"prompt":"x"}"#)
        var limits = BatchLimits()
        limits.maximumCost = 1
        limits.prices.profile["m"] = TokenPrice(prompt: 0.01, completion: 0.02, cachedPrompt: 0)
        let body = """
            {"model":"m-2026-11","choices":[{"message":{"content":"x"}}],"usage":{"prompt_tokens":10,\
            "completion_tokens":5,"prompt_tokens_details":{"cached_tokens":10}}}
            """
        let summary = try await scene.run(limits: limits) { _ in
            RawChatResponse(statusCode: 200, requestID: nil, retryAfter: nil, body: Array(body.utf8))
        }
        #expect(summary.cost == 0.1 && summary.halt == nil)
    }

    @Test func theDeadlineStopsTakingLines() async throws {
        let scene = try Scene()
        try scene.write((1...50).map { "\"\($0)\"" }.joined(separator: "\n"))
        var limits = BatchLimits()
        limits.deadline = .zero
        let summary = try await scene.run(limits: limits)
        guard case .deadline? = summary.halt else {
            Issue.record("The run did not stop: \(summary)")
            return
        }
        #expect(summary.succeeded == 0)
    }

    @Test(arguments: [StopRequest.drain, .now])
    func aStopFinishesOrDropsWhatIsUnderWay(request: StopRequest) async throws {
        let scene = try Scene()
        try scene.write((1...50).map { "\"\($0)\"" }.joined(separator: "\n"))
        let (stops, continuation) = AsyncStream.makeStream(of: StopRequest.self)
        // Opens for the four requests once the run says that it is stopping.
        let isStopping = Gate(opensAt: 5)
        let progress = BatchProgress { snapshot in
            if snapshot.isStopping { Task { await isStopping.pass() } }
        }
        let summary = try await scene.run(concurrency: 4, progress: progress, stops: stops) { _ in
            if scene.sent.withLock({ $0.count }) == 4 { continuation.yield(request) }
            if request == .now {
                for await _ in AsyncStream(Never.self, { _ in }) {}
                throw CancellationError()
            }
            await isStopping.pass()
            return Scene.reply("ok")
        }
        guard case .request? = summary.halt else {
            Issue.record("The run did not stop: \(summary)")
            return
        }
        #expect(request == .drain ? summary.succeeded == 4 : summary.succeeded == 0)
        #expect(summary.failed == 0)
        #expect(scene.sent.withLock { $0.count } == 4)
        let rest = try await scene.run()
        #expect(rest.succeeded + rest.alreadyDone == 50)
        #expect(try scene.lines().count == 50)
    }

    @Test func aRequestThatNobodyCalledOffIsSentAgain() async throws {
        let scene = try Scene()
        try scene.write("\"one\"\n\"two\"\n")
        let summary = try await scene.run(concurrency: 1) { _ in
            if scene.sent.withLock({ $0.count }) == 1 { throw CancellationError() }
            return Scene.reply("ok")
        }
        #expect(summary.succeeded == 2 && summary.failed == 0)
        #expect(scene.sent.withLock { $0.count } == 3)
    }

    @Test func everyKindOfReplyIsKeptAndCountedApart() async throws {
        let scene = try Scene()
        let schema = #"{"type":"json_schema","json_schema":{"schema":{"type":"object","required":["a"]}}}"#
        let format = #","response_format":\#(schema)"#
        try scene.write(
            ["ok", "length", "filter", "refusal", "tools", "json", "misfit", "fit"].map { kind in
                let wantsJSON = ["json", "misfit", "fit"].contains(kind)
                return #"{"messages":[{"role":"user","content":"\#(kind)"}]\#(wantsJSON ? format : "")}"#
            }.joined(separator: "\n"))
        func answer(_ message: String, _ reason: String = "stop") -> RawChatResponse {
            let body = #"{"choices":[{"message":\#(message),"finish_reason":"\#(reason)"}]}"#
            return RawChatResponse(statusCode: 200, requestID: nil, retryAfter: nil, body: Array(body.utf8))
        }
        let call = #"{"content":null,"tool_calls":[{"id":"c","function":{"name":"f","arguments":"{}"}}]}"#
        let answers = [
            "\"ok\"": answer(#"{"content":"x"}"#), "\"length\"": answer(#"{"content":"x"}"#, "length"),
            "\"filter\"": answer(#"{"content":""}"#, "content_filter"),
            "\"refusal\"": answer(#"{"content":null,"refusal":"No."}"#), "\"tools\"": answer(call, "tool_calls"),
            "\"json\"": answer(#"{"content":"{oops"}"#), "\"misfit\"": answer(#"{"content":"{}"}"#),
            "\"fit\"": answer(#"{"content":"{\"a\":1}"}"#),
        ]
        let summary = try await scene.run { body in
            try #require(answers.first { body.contains("\"content\":\($0.key)") }?.value)
        }
        #expect(
            summary.verdicts == [
                .ok: 2, .length: 1, .contentFilter: 1, .refusal: 1, .toolCalls: 1, .invalidJSON: 2,
            ])
        #expect(summary.succeeded == 8 && summary.failed == 0)
        #expect(scene.sent.withLock { $0.count } == 8)
        #expect(try scene.lines().count == 8)
    }
}
