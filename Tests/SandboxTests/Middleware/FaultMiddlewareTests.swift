import HTTPTypes
import Hummingbird
import Testing

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct FaultMiddlewareTests {
    private func injection(_ faults: SandboxFaults, clock: ManualClock = ManualClock()) -> FaultInjectionMiddleware {
        FaultInjectionMiddleware(faults: faults, latency: LatencySimulator(faults: faults, clock: clock))
    }

    @Test func requestsAreNumberedFromZero() async throws {
        try await MiddlewareScene.run(RequestNumberMiddleware(), handler: { String($0.number) }) { scene throws in
            for number in 0..<3 { #expect(try await scene.get(MiddlewareScene.chat).text == String(number)) }
        }
    }

    @Test func withoutFaultsNothingHappens() async throws {
        let middleware = injection(SandboxFaults())
        try await MiddlewareScene.run(
            RequestNumberMiddleware(), middleware, handler: { $0.streamCut.map { "\($0)" } ?? "whole" }
        ) { scene throws in
            for _ in 0..<50 {
                #expect(try await scene.get(MiddlewareScene.chat).text == "whole")
                #expect(try await scene.get(MiddlewareScene.offers).text == "whole")
            }
        }
    }

    @Test func failuresHaveTheFormsOfTheGatewayAndOfEachAPI() async throws {
        var faults = SandboxFaults()
        faults.errorRate = 1
        let middleware = injection(faults)
        try await MiddlewareScene.run(RequestNumberMiddleware(), middleware) { scene in
            for (path, unavailable) in [
                (
                    MiddlewareScene.chat,
                    #"{"error":{"message":"The model is overloaded.","type":"overloaded_error","code":503}}"#
                ),
                (MiddlewareScene.offers, #"{"message":"Service Unavailable"}"#),
            ] {
                var texts: [Int: String] = [:]
                for _ in 0..<60 {
                    let answer = try await scene.get(path)
                    texts[answer.status] = answer.text
                    #expect(
                        answer.headers[.contentType] == (answer.status == 502 ? "text/html" : "application/json"))
                }
                #expect(
                    texts == [
                        500: #"{"message":"Server Error"}"#,
                        502: "<html><head><title>502 Bad Gateway</title></head><body>sandbox</body></html>\n",
                        503: unavailable,
                    ])
            }
        }
    }

    @Test func onlyChatStallsAndOnlyItsStreamsAreCut() async throws {
        var faults = SandboxFaults()
        faults.cutStream = 1
        let cuts = injection(faults)
        try await MiddlewareScene.run(
            RequestNumberMiddleware(), cuts, handler: { String($0.streamCut.map { (0..<1).contains($0) } ?? false) }
        ) { scene throws in
            #expect(try await scene.get(MiddlewareScene.chat).text == "true")
            #expect(try await scene.get(MiddlewareScene.offers).text == "false")
        }
        faults.stall = 1
        // The clock cancels those who sleep, so that a stall ends as an error.
        let stalls = injection(faults)
        try await MiddlewareScene.run(RequestNumberMiddleware(), stalls) { scene throws in
            #expect(try await scene.get(MiddlewareScene.chat).status == 500)
            #expect(try await scene.get(MiddlewareScene.offers).text == "ok")
        }
    }

    @Test func theLimitHoldsForBothAPIsTogetherAndSaysHowLongToWait() async throws {
        let clock = ManualClock()
        let limit = RateLimitMiddleware<SandboxRequestContext>(.init(requests: 2, period: .seconds(10)), clock: clock)
        try await MiddlewareScene.run(limit) { scene in
            #expect(try await scene.get(MiddlewareScene.chat).text == "ok")
            #expect(try await scene.get(MiddlewareScene.offers).text == "ok")
            let chat = try await scene.get(MiddlewareScene.chat)
            #expect(chat.status == 429)
            #expect(chat.headers[.retryAfter] == "10")
            #expect(
                chat.text == #"{"error":{"message":"Rate limit exceeded.","type":"rate_limit_error","code":429}}"#)
            clock.advance(by: .milliseconds(8900))
            let offers = try await scene.get(MiddlewareScene.offers)
            #expect(offers.headers[.retryAfter] == "2")
            #expect(offers.text == #"{"message":"Too Many Attempts."}"#)
            clock.advance(by: .milliseconds(1099))
            #expect(try await scene.get(MiddlewareScene.offers).headers[.retryAfter] == "1")
            clock.advance(by: .milliseconds(1))
            #expect(try await scene.get(MiddlewareScene.offers).text == "ok")
        }
    }

    @Test func latencyIsSleptBeforeTheHandler() async throws {
        var faults = SandboxFaults()
        faults.latency = .milliseconds(750)
        let clock = ManualClock(sleep: .movesTheClock)
        let latency = LatencyMiddleware<SandboxRequestContext>(
            latency: LatencySimulator(faults: faults, clock: clock))
        try await MiddlewareScene.run(latency, handler: { _ in "\(clock.now.offset)" }) { scene throws in
            #expect(try await scene.get(MiddlewareScene.offers).text == "\(Duration.milliseconds(750))")
            #expect(clock.now.offset == .milliseconds(750))
        }
    }
}
