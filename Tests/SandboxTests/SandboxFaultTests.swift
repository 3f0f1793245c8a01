import AsyncHTTPClient
import CloudComputeClient
import NIOCore
import NIOHTTP1
import Sandbox
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(2))) struct SandboxFaultTests {
    private func statuses(_ faults: SandboxFaults, count: Int) async throws -> [Int] {
        try await Sandbox(faults: faults).serve { url in
            var statuses: [Int] = []
            for _ in 0..<count {
                let answer = try await SandboxTests.request(
                    .POST, url + "/chat/completions", body: SandboxTests.chat("Hi"))
                statuses.append(answer.status)
            }
            return statuses
        }
    }

    @Test func errorsComeAtTheRateAskedForAndAtTheSamePlaces() async throws {
        var faults = SandboxFaults()
        faults.errorRate = 0.3
        faults.seed = 7
        let first = try await statuses(faults, count: 200)
        let second = try await statuses(faults, count: 200)
        #expect(first == second)
        #expect((30...90).contains(first.count { $0 != 200 }))
        #expect(Set(first) == [200, 500, 502, 503])
    }

    @Test func everyRequestFailsAtRateOneAndNoneAtZero() async throws {
        var faults = SandboxFaults()
        #expect(try await statuses(faults, count: 20).allSatisfy { $0 == 200 })
        faults.errorRate = 1
        #expect(try await statuses(faults, count: 20).allSatisfy { $0 >= 500 })
    }

    @Test func aCutStreamEndsInAnErrorAndKeepsWhatCame() async throws {
        var faults = SandboxFaults()
        faults.cutStream = 1
        try await Sandbox(faults: faults).serve { url in
            let client = try CloudComputeClient(.init(baseURL: BaseURL(url), apiKey: Sandbox.apiKey))
            let request = ChatRequest(model: SandboxModel.small, messages: [ChatMessage(role: .user, text: "Hi")])
            var texts = 0
            var errors = 0
            for _ in 0..<10 {
                do {
                    for try await event in try await client.stream(request) {
                        if case .text = event { texts += 1 }
                    }
                } catch let error as CloudComputeError {
                    #expect([.unreachable, .interrupted, .badReply].contains(error.code))
                    errors += 1
                }
            }
            await client.shutdown()
            #expect(errors == 10)
            #expect(texts > 0)
        }
    }

    @Test func theRateLimitAnswers429UntilItsPeriodIsOver() async throws {
        var faults = SandboxFaults()
        faults.rateLimit = .init(requests: 2, period: .seconds(60))
        let clock = ManualClock()
        try await Sandbox(faults: faults, clock: clock).serve { url in
            func status() async throws -> (Int, String?) {
                let answer = try await SandboxTests.request(
                    .POST, url + "/chat/completions", body: SandboxTests.chat("Hi"))
                return (answer.status, answer.headers.first(name: "retry-after"))
            }
            #expect(try await status().0 == 200)
            #expect(try await status().0 == 200)
            clock.advance(by: .milliseconds(500))
            let refused = try await status()
            #expect(refused.0 == 429)
            #expect(refused.1 == "60")
            clock.advance(by: .seconds(60))
            #expect(try await status().0 == 200)
        }
    }

    @Test func aSlowStreamStaysAliveUntilItsFirstToken() async throws {
        var faults = SandboxFaults()
        faults.latency = .milliseconds(2500)
        faults.tokenRate = 10
        let clock = ManualClock(advancesItself: true)
        try await Sandbox(faults: faults, clock: clock).serve { url in
            let start = clock.now
            let answer = try await SandboxTests.request(
                .POST, url + "/chat/completions",
                body: SandboxTests.chat("Hi", ["stream": true, "max_tokens": 11]))
            #expect(answer.text.split(separator: "\n").filter { $0 == ": keepalive" }.count == 3)
            #expect(start.duration(to: clock.now) == .milliseconds(3500))
        }
    }
}

/// A clock that moves when it is told to, or by as much as is slept.
final class ManualClock: Clock, Sendable {
    struct Instant: InstantProtocol {
        var offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (one: Instant, other: Instant) -> Bool { one.offset < other.offset }
    }

    private let time = Mutex(Instant(offset: .zero))
    private let advancesItself: Bool

    init(advancesItself: Bool = false) {
        self.advancesItself = advancesItself
    }

    var now: Instant { time.withLock { $0 } }
    var minimumResolution: Duration { .nanoseconds(1) }

    func advance(by duration: Duration) {
        time.withLock { $0 = $0.advanced(by: duration) }
    }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        precondition(advancesItself, "Nothing sleeps in a test that moves the clock by hand.")
        time.withLock { $0 = max($0, deadline) }
    }
}
