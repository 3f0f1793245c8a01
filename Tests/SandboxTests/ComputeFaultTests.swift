import HTTPTypes
import JSON
import Testing

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct ComputeFaultTests {
    @Test func errorsComeAtTheSamePlacesAndLeaveNothingBehind() async throws {
        var faults = SandboxFaults()
        faults.errorRate = 0.5
        faults.seed = 3
        func statuses() async throws -> [Int] {
            try await ComputeScene.run(faults: faults) { scene in
                var statuses: [Int] = []
                for offer in 0..<60 { statuses.append(try await scene.get("/instances/\(offer)").status) }
                return statuses
            }
        }
        let first = try await statuses()
        #expect(try await statuses() == first)
        #expect(Set(first) == [404, 500, 502, 503])
        faults.errorRate = 1
        try await ComputeScene.run(faults: faults) { scene in
            for _ in 0..<9 {
                let answer = try await scene.post("/instances", ["ask_id": JSONValue(ComputeScene.offer)])
                #expect(answer.status >= 500)
                if answer.status == 500 { #expect(answer.text == #"{"message":"Server Error"}"#) }
            }
        }
    }

    @Test func theRateLimitCountsTheseRequestsWithTheOthers() async throws {
        var faults = SandboxFaults()
        faults.rateLimit = .init(requests: 2, period: .seconds(60))
        let clock = ManualClock()
        try await ComputeScene.run(faults: faults, clock: clock) { scene in
            #expect(try await scene.get("/offers").status == 200)
            #expect(try await scene.post("/chat/completions", SandboxClient.chatBody("Hi")).status == 200)
            let refused = try await scene.get("/instances")
            #expect(refused.status == 429)
            #expect(refused.text == #"{"message":"Too Many Attempts."}"#)
            #expect(refused.headers[.retryAfter] == "60")
            clock.advance(by: .seconds(60))
            #expect(try await scene.get("/ssh-keys").status == 200)
        }
    }

    @Test func latencyComesBeforeEachAnswer() async throws {
        var faults = SandboxFaults()
        faults.latency = .milliseconds(1500)
        let clock = ManualClock(sleep: .movesTheClock)
        try await ComputeScene.run(faults: faults, clock: clock) { scene throws in
            let start = clock.now
            #expect(try await scene.get("/offers").status == 200)
            #expect(try await scene.get("/instances/1").status == 404)
            #expect(start.duration(to: clock.now) == .seconds(3))
        }
    }
}
