import CloudComputeClient
import Testing

@testable import Batch

@Suite(.timeLimit(.minutes(5))) struct SlidingWindowLimitTests {
    private let second = Nanoseconds.second

    /// Lets amounts out as early as possible and returns when each went out.
    private func run(
        _ pace: inout SlidingWindowLimit, until end: Nanoseconds, from start: Nanoseconds = 0, late: Nanoseconds = 0,
        _ amount: Int = 1
    ) -> [Nanoseconds] {
        var now = start
        var times: [Nanoseconds] = []
        while true {
            let earliest = pace.earliest(amount, at: now)
            // A timer is never on time.
            if earliest > now { now = earliest + late }
            guard now < end else { return times }
            pace.take(amount, at: now)
            times.append(now)
        }
    }

    /// The most that any closed window of 60 s holds, and the least that any holds that lies whole within the times.
    private func windows(_ times: [Nanoseconds]) -> (most: Int, least: Int) {
        var (most, least, first) = (0, Int.max, 0)
        for (last, time) in times.enumerated() {
            while time - times[first] > .minute { first += 1 }
            most = max(most, last - first + 1)
            if let next = times[safe: last + 1], next - times[0] > .minute {
                // The window that ends just before the next one.
                let begin = times.firstIndex { $0 >= next - .minute } ?? last
                least = min(least, last - begin + 1)
            }
        }
        return (most, least)
    }

    @Test(arguments: [1, 7, 60, 120, 1200, 6000])
    func noMinuteHoldsMoreThanTheLimitAndEachHoldsNearlyAsMuch(limit: Int) {
        var pace = SlidingWindowLimit(perMinute: limit)
        let times = run(&pace, until: 200 * second, late: 2_000_000)
        let (most, least) = windows(times)
        #expect(most <= limit)
        #expect(least >= limit * 98 / 100 - (limit < 50 ? 1 : 0))
    }

    @Test func aPauseIsFollowedByNoBurst() {
        var pace = SlidingWindowLimit(perMinute: 600)
        var times = run(&pace, until: 30 * second)
        times += run(&pace, until: 200 * second, from: 90 * second)
        #expect(windows(times).most <= 600)
        #expect((10...17).contains(times.count { $0 >= 90 * second && $0 < 91 * second }))
    }

    @Test func tokensAreLimitedEvenForLargeRequests() {
        var pace = SlidingWindowLimit(perMinute: 6000)
        let times = run(&pace, until: 121 * second, 3000)
        #expect((4...5).contains(times.count))
        // What is larger than a minute's worth waits for an empty minute.
        var large = SlidingWindowLimit(perMinute: 6000)
        #expect(run(&large, until: 121 * second, 50_000).count == 3)
    }

    @Test func whatTheServerCountedCorrectsTheEstimate() {
        var pace = SlidingWindowLimit(perMinute: 60)
        pace.take(60, at: 0)
        var earliest = pace.earliest(1, at: 0)
        #expect(earliest > 50 * second)
        pace.correct(60, to: 1, sent: 0, at: second)
        earliest = pace.earliest(1, at: 2 * second)
        #expect(earliest == 2 * second)
        // No count, however large, makes a wait of more than a minute.
        pace.correct(1, to: .max, sent: 0, at: 2 * second)
        earliest = pace.earliest(1, at: 2 * second)
        #expect(earliest <= 62 * second)
    }

    @Test func theServersLimitsAreTakenUpUnlessTheUserSetSome() {
        var free = limiter()
        var set = limiter(requests: 6000)
        let report = RateLimitReport(requestsPerMinute: 60)
        free.takeUp(report, model: 0, tokens: 1, at: 0)
        set.takeUp(report, model: 0, tokens: 1, at: 0)
        #expect(Self.wait(&free) == nil)
        #expect(Self.wait(&free) == second)
        for _ in 0..<50 { #expect(Self.wait(&set) == nil) }
    }

    @Test func theLimitsOfOneModelDoNotTouchThoseOfAnother() {
        var limiter = limiter()
        for _ in 0..<3 {
            limiter.takeUp(RateLimitReport(requestsPerMinute: 60), model: 1, tokens: 1, at: 0)
            limiter.takeUp(RateLimitReport(requestsPerMinute: 30), model: 2, tokens: 1, at: 0)
            _ = Self.wait(&limiter, 1)
            _ = Self.wait(&limiter, 2)
        }
        #expect(Self.wait(&limiter, 1) == second)
        #expect(Self.wait(&limiter, 2) == 2 * second)
        #expect(Self.wait(&limiter, 3) == nil)
    }

    @Test func nothingRemainingWaitsForOneSlotAndNotForTheWholeLimit() {
        var known = limiter()
        known.takeUp(
            RateLimitReport(requestsPerMinute: 60, pause: .seconds(59)), model: 0, tokens: 1, at: 0)
        let slot = known.admit(tokens: 1, model: 0, at: 0)
        #expect((slot?.until).map { $0 <= 2 * second } == true)
        var unknown = limiter()
        unknown.takeUp(RateLimitReport(pause: .seconds(9)), model: 0, tokens: 1, at: second)
        let wait = unknown.admit(tokens: 1, model: 0, at: 5 * second)
        #expect(wait?.until == 10 * second && wait?.why == .server)
        // A reset that is further away than a run waits is no reason to wait.
        unknown.takeUp(RateLimitReport(pause: .seconds(1e9)), model: 0, tokens: 1, at: 10 * second)
        let none = unknown.admit(tokens: 1, model: 0, at: 10 * second)
        #expect(none == nil)
    }

    @Test func waitsDoubleWithFullJitterOnTopOfWhatTheServerAsks() {
        let policy = RetryPolicy(maximumAttempts: 12)
        var random = SplitMix64(seed: 1)
        for (attempt, bound) in [(1, second / 2), (2, second), (5, 8 * second), (11, 60 * second), (99, 60 * second)] {
            let waits = (0..<200).map { _ in policy.wait(asked: nil, attempt: attempt, &random) }
            #expect(waits.allSatisfy { $0 <= bound })
            #expect((waits.max() ?? 0) > bound * 7 / 10)
            #expect((waits.min() ?? bound) < bound * 3 / 10)
            let asked = (0..<200).map { _ in policy.wait(asked: 90 * second, attempt: attempt, &random) }
            #expect(asked.allSatisfy { $0 >= 90 * second && $0 <= 90 * second + bound })
            #expect(Set(asked).count > 150)
        }
    }

    @Test func durationsFromOutsideAreBounded() {
        #expect(Duration.seconds(1e20).nanoseconds == .longest)
        #expect(Duration.seconds(Int64.max).nanoseconds == .longest)
        #expect(Duration.seconds(-1).nanoseconds == 0)
        #expect(Duration.milliseconds(1.5).nanoseconds == 1_500_000)
        #expect(Double.nan.wholeNanoseconds == 0 && Double.infinity.wholeNanoseconds == .longest)
        #expect(Int.max.saturating(plus: 1) == .max && Int.min.saturating(plus: -1) == .min)
    }

    private static func wait(_ limiter: inout RateLimiter, _ model: Int = 0) -> Nanoseconds? {
        limiter.admit(tokens: 1, model: model, at: .minute).map { $0.until - .minute }
    }

    private func limiter(requests: Int? = nil) -> RateLimiter {
        RateLimiter(requestsPerMinute: requests, tokensPerMinute: nil, longestPause: 600 * second)
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
