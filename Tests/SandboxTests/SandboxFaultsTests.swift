import Testing

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct SandboxFaultsTests {
    @Test func drawsAreSharesAndSpreadEvenly() {
        for decision in SandboxFaults.Decision.allCases {
            let draws = (0..<10_000).map { SandboxFaults().draw($0, decision) }
            #expect(draws.allSatisfy { (0..<1).contains($0) })
            for tenth in 0..<10 {
                let part = Double(tenth) / 10..<Double(tenth + 1) / 10
                #expect((850...1150).contains(draws.count { part.contains($0) }), "\(decision)")
            }
        }
    }

    @Test func noDecisionSharesADrawWithAnotherOne() {
        let draws = SandboxFaults.Decision.allCases.flatMap { decision in
            (0..<10_000).map { SandboxFaults().draw($0, decision) }
        }
        #expect(Set(draws).count == draws.count)
    }

    @Test func aSeedMeansTheSameInEveryRun() {
        var faults = SandboxFaults()
        faults.seed = 7
        #expect((0..<60).filter { faults.draw($0, .inferenceFails) < 0.1 } == [8, 17, 38, 51, 52])
        #expect((0..<60).filter { faults.draw($0, .computeFails) < 0.1 } == [6, 11, 12, 15, 20, 26])
        #expect(faults.draw(.max, .isCut) != faults.draw(.min, .isCut))
    }

    @Test func aWindowAdmitsItsRequestsAndThenTellsTheRest() {
        var limiter = FixedWindowRateLimiter(.init(requests: 2, period: .seconds(1)))
        #expect(limiter.admit(at: .milliseconds(300)) == nil)
        #expect(limiter.admit(at: .milliseconds(400)) == nil)
        #expect(limiter.admit(at: .milliseconds(600)) == .milliseconds(400))
        // The next window begins with its first request, not with the clock.
        #expect(limiter.admit(at: .milliseconds(1700)) == nil)
        #expect(limiter.admit(at: .milliseconds(1800)) == nil)
        #expect(limiter.admit(at: .milliseconds(2600)) == .milliseconds(100))
    }

    @Test func aLimitOfNothingAdmitsOne() {
        #expect(SandboxFaults.RateLimit(requests: 0, period: .seconds(1)).requests == 1)
        #expect(SandboxFaults.RateLimit(requests: .min, period: .seconds(1)).requests == 1)
    }
}
