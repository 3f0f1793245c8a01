import CloudComputeClient
import Testing

@testable import Batch

@Suite struct PaceTests {
    @Test func theLimiterLetsNoMoreThanItsRateOut() {
        var limiter = RateLimiter(requestsPerMinute: 120, tokensPerMinute: nil)
        var now = Duration.zero
        var sent = 0
        while now < .seconds(60) {
            if let wait = limiter.admit(tokens: 1, at: now) { now += wait } else { sent += 1 }
        }
        #expect((118...123).contains(sent))
    }

    @Test func tokensAreLimitedEvenForLargeRequests() {
        var limiter = RateLimiter(requestsPerMinute: nil, tokensPerMinute: 6000)
        var now = Duration.zero
        var tokens = 0
        while now < .seconds(120) {
            if let wait = limiter.admit(tokens: 3000, at: now) { now += wait } else { tokens += 3000 }
        }
        #expect((9000...18_000).contains(tokens))
    }

    @Test func whatTheServerCountedCorrectsTheEstimate() {
        var limiter = RateLimiter(requestsPerMinute: nil, tokensPerMinute: 60)
        #expect(limiter.admit(tokens: 60, at: .zero) == nil)
        #expect(limiter.admit(tokens: 1, at: .zero) ?? .zero > .seconds(50))
        limiter.correct(estimated: 60, actual: 1)
        #expect(limiter.admit(tokens: 1, at: .seconds(2)) == nil)
    }

    @Test func theServersLimitsAreTakenUpUnlessTheUserSetSome() {
        var free = RateLimiter(requestsPerMinute: nil, tokensPerMinute: nil)
        var set = RateLimiter(requestsPerMinute: 6000, tokensPerMinute: nil)
        let report = RateLimitReport(requestsPerMinute: 60, tokensPerMinute: nil)
        for _ in 0..<10 {
            #expect(free.admit(tokens: 1, at: .zero) == nil)
            #expect(set.admit(tokens: 1, at: .zero) == nil)
        }
        free.takeUp(report, at: .zero)
        set.takeUp(report, at: .zero)
        #expect(free.admit(tokens: 1, at: .zero) == nil)
        #expect(free.admit(tokens: 1, at: .zero) == .seconds(1))
        #expect(set.admit(tokens: 1, at: .zero) == nil)
        #expect(set.admit(tokens: 1, at: .zero) == nil)
        free.takeUp(RateLimitReport(pause: .seconds(9)), at: .seconds(1))
        #expect(free.admit(tokens: 1, at: .seconds(5)) == .seconds(5))
    }

    @Test func theGovernorFindsWhatTheServerTakes() {
        var governor = ConcurrencyGovernor(.automatic(ceiling: 200))
        var now = Duration.zero
        var limits: [Int] = []
        for round in 0..<300 {
            let count = governor.limit
            let sent = now
            now += .milliseconds(100)
            // The server takes 50 at once and refuses the rest.
            for index in 0..<count { governor.note(isRefusal: index >= 50, sent: sent, now: now) }
            if round > 100 { limits.append(governor.limit) }
        }
        let average = limits.reduce(0, +) / limits.count
        #expect((35...55).contains(average))
        #expect(limits.allSatisfy { $0 <= 60 })
    }

    @Test func risingLatencyShrinksTheWindow() {
        var governor = ConcurrencyGovernor(.automatic(ceiling: 1000))
        var now = Duration.zero
        for _ in 0..<500 {
            let count = governor.limit
            let sent = now
            // Above 20 at once everything queues.
            now += .milliseconds(100) * max(1, Double(count) / 20)
            for _ in 0..<count { governor.note(isRefusal: false, sent: sent, now: now) }
        }
        #expect((15...120).contains(governor.limit))
    }

    @Test func aFixedWindowStaysAsItIs() {
        var governor = ConcurrencyGovernor(.fixed(7))
        governor.note(isRefusal: true, sent: .zero, now: .seconds(1))
        #expect(governor.limit == 7)
    }

    @Test func waitsDoubleWithFullJitterUnlessTheServerAsks() {
        let policy = RetryPolicy(maximumAttempts: 12)
        var generator = SystemRandomNumberGenerator()
        let error = CloudComputeError(.serverFailure, "x")
        for (attempt, bound) in [
            (1, Duration.milliseconds(500)), (2, .seconds(1)), (5, .seconds(8)), (11, .seconds(60)),
        ] {
            let waits = (0..<200).compactMap { _ in policy.wait(after: error, attempt: attempt, using: &generator) }
            #expect(waits.count == 200)
            #expect(waits.allSatisfy { $0 <= bound })
            #expect(waits.max() ?? .zero > bound * 0.7)
            #expect(waits.min() ?? bound < bound * 0.3)
        }
        var asked = error
        asked.retryAfter = .seconds(90)
        #expect(policy.wait(after: asked, attempt: 1, using: &generator) == .seconds(90))
        #expect(policy.wait(after: asked, attempt: 12, using: &generator) == nil)
        #expect(policy.wait(after: CloudComputeError(.rejected, "x"), attempt: 1, using: &generator) == nil)
    }
}
