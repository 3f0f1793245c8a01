import HTTPTypes
import JSON
import Testing

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct ChatFaultTests {
    private func statuses(_ faults: SandboxFaults, count: Int) async throws -> [Int] {
        try await Sandbox(faults: faults).test { sandbox in
            var statuses: [Int] = []
            for _ in 0..<count { statuses.append(try await sandbox.chat("Hi").status) }
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

    @Test func theListOfModelsNeverFails() async throws {
        var faults = SandboxFaults()
        faults.errorRate = 1
        faults.stall = 1
        faults.rateLimit = .init(requests: 1, period: .seconds(60))
        try await Sandbox(faults: faults, clock: ManualClock()).test { sandbox throws in
            for _ in 0..<3 { #expect(try await sandbox.get("/models").status == 200) }
        }
    }

    @Test func theRateLimitAnswers429UntilItsPeriodIsOver() async throws {
        var faults = SandboxFaults()
        faults.rateLimit = .init(requests: 2, period: .seconds(60))
        let clock = ManualClock()
        try await Sandbox(faults: faults, clock: clock).test { sandbox in
            #expect(try await sandbox.chat("Hi").status == 200)
            #expect(try await sandbox.chat("Hi").status == 200)
            clock.advance(by: .milliseconds(500))
            let refused = try await sandbox.chat("Hi")
            #expect(refused.status == 429)
            #expect(refused.headers[.retryAfter] == "60")
            clock.advance(by: .seconds(60))
            #expect(try await sandbox.chat("Hi").status == 200)
        }
    }

    @Test func aSlowStreamStaysAliveUntilItsFirstToken() async throws {
        var faults = SandboxFaults()
        faults.latency = .milliseconds(2500)
        faults.tokenRate = 10
        let clock = ManualClock(sleep: .movesTheClock)
        try await Sandbox(faults: faults, clock: clock).test { sandbox in
            let start = clock.now
            let answer = try await sandbox.chat("Hi", ["stream": true, "max_tokens": 11])
            #expect(answer.text.split(separator: "\n").filter { $0 == ": keepalive" }.count == 3)
            #expect(start.duration(to: clock.now) == .milliseconds(3500))
        }
    }

    @Test func aWholeReplyTakesTheTimeOfAllItsTokens() async throws {
        var faults = SandboxFaults()
        faults.latency = .milliseconds(500)
        faults.tokenRate = 10
        let clock = ManualClock(sleep: .movesTheClock)
        try await Sandbox(faults: faults, clock: clock).test { sandbox throws in
            let start = clock.now
            #expect(try await sandbox.chat("Hi", ["max_tokens": 11]).status == 200)
            #expect(start.duration(to: clock.now) == .milliseconds(1600))
        }
    }
}
