import CloudComputeClient
import Testing

@testable import Batch

/// How an engine stops: what is sent no more, what may still come, and what remains.
@Suite(.timeLimit(.minutes(1))) struct DrainTests {
    private static let failure = FailureFacts(
        CloudComputeError(.serverFailure, "busy", statusCode: 500), nil)

    /// An engine with so many lines, two of them under way.
    private func engine(
        lines: Int, isAtEnd: Bool = true, _ change: (inout BatchLimits) -> Void = { _ in }
    ) -> BatchEngine {
        var limits = BatchLimits()
        limits.concurrency = .fixed(2)
        change(&limits)
        var engine = BatchEngine(limits: limits, seed: 1)
        _ = engine.next(0)
        _ = engine.add((0..<lines).map { _ in RequestFacts(bytes: 1) }, lines: lines, alreadyDone: 0, badLines: 0)
        if isAtEnd { engine.inputEnded() }
        for _ in 0..<min(2, lines) { #expect(description(engine.next(0)).hasPrefix("send")) }
        return engine
    }

    private func description(_ action: BatchEngine.Action) -> String { String(describing: action) }

    @Test func aDrainSendsNothingMoreAndKeepsTheAnswersThatCome() {
        var engine = engine(lines: 5)
        engine.stop(.request, drainUntil: 10 * .second)
        #expect(description(engine.next(1)) == "idle(until: Optional(10000000000))")
        engine.replied(0, ReplyFacts(), at: 5 * .second)
        #expect(description(engine.next(5 * .second)) == "idle(until: Optional(10000000000))")
        engine.replied(1, ReplyFacts(), at: 6 * .second)
        #expect(description(engine.next(6 * .second)) == "finish")
        #expect(engine.summary.succeeded == 2 && engine.summary.remaining == 3)
    }

    @Test func whatIsUnderWayAtTheEndOfTheDrainIsCalledOff() {
        var engine = engine(lines: 2)
        engine.stop(.request, drainUntil: 10 * .second)
        #expect(description(engine.next(10 * .second - 1)).hasPrefix("idle"))
        #expect(description(engine.next(10 * .second)) == "cancel")
        let cancelled = FailureFacts(CloudComputeError(.cancelled, ""), nil)
        for id in 0..<2 {
            guard case .leave = engine.failed(id, cancelled, at: 10 * .second) else {
                Issue.record("A request that was called off is recorded.")
                return
            }
        }
        #expect(description(engine.next(10 * .second)) == "finish")
        #expect(engine.summary.remaining == 2 && engine.summary.failed == 0)
    }

    @Test(arguments: [(0, 0, 25), (50, 50, 25), (89, 89, 21), (90, 90, 20), (100, 90, 20)])
    func aDrainEndsWithTheJobWhateverStopsTheRun(deadline: Int, after: Int, drain: Int) throws {
        var limits = BatchLimits()
        limits.deadline = .seconds(deadline)
        limits.jobStop = .init(after: .seconds(90), drain: .seconds(20))
        let end = try #require(limits.ownEnd)
        #expect(end.after == .seconds(after) && end.drain == .seconds(drain))
        #expect("\(end.reason)" == (deadline < 90 ? "deadline" : "jobEnd"))
        limits.deadline = nil
        #expect(limits.ownEnd?.after == .seconds(90) && limits.ownEnd?.drain == .seconds(20))
    }

    @Test func aDrainOfNothingCutsAtOnce() {
        var engine = engine(lines: 2)
        engine.stop(.request, drainUntil: 3)
        #expect(description(engine.next(3)) == "cancel")
    }

    @Test func aLaterStopMakesTheDrainShorterAndNeverLonger() {
        var engine = engine(lines: 2)
        engine.stop(.request, drainUntil: 10 * .second)
        engine.stop(.request, drainUntil: 20 * .second)
        #expect(description(engine.next(1)) == "idle(until: Optional(10000000000))")
        engine.stop(.request, drainUntil: 2)
        #expect(description(engine.next(2)) == "cancel")
    }

    @Test func aRetryIsNotSentOnceTheRunIsStopped() {
        var engine = engine(lines: 2)
        guard case .wait = engine.failed(0, Self.failure, at: 1) else {
            Issue.record("The failure is not tried again.")
            return
        }
        engine.stop(.request, drainUntil: 10 * .second)
        guard case .leave = engine.failed(1, Self.failure, at: 2) else {
            Issue.record("A failure after the stop waits.")
            return
        }
        // The wait of the first is cut, too.
        #expect(description(engine.next(2)) == "finish")
        #expect(engine.summary.remaining == 2)
    }

    @Test func nothingRemainsWhereAllAnswersComeInTime() {
        var engine = engine(lines: 2)
        engine.stop(.request, drainUntil: 10 * .second)
        for id in 0..<2 { engine.replied(id, ReplyFacts(), at: 1) }
        #expect(description(engine.next(1)) == "finish")
        #expect(engine.summary.remaining == 0)
    }

    @Test func whatRemainsIsNotKnownBeforeTheEndOfTheInput() {
        var engine = engine(lines: 2, isAtEnd: false)
        engine.stop(.request, drainUntil: 10 * .second)
        for id in 0..<2 { engine.replied(id, ReplyFacts(), at: 1) }
        #expect(engine.summary.remaining == nil)
    }

    @Test func theRunStopsAheadOfTheEndOfItsJob() {
        var engine = engine(lines: 5) {
            $0.deadline = .seconds(100)
            $0.jobStop = .init(after: .seconds(40), drain: .seconds(10))
        }
        #expect(description(engine.next(1)) == "idle(until: Optional(40000000000))")
        // The job ends before the usual drain does.
        #expect(description(engine.next(40 * .second)) == "idle(until: Optional(50000000000))")
        guard case .jobEnd? = engine.summary.halt else {
            Issue.record("The run goes on.")
            return
        }
        #expect(description(engine.next(50 * .second)) == "cancel")
    }

    @Test func theDeadlineComesFirstWhereItIsEarlier() {
        var engine = engine(lines: 5) {
            $0.deadline = .seconds(30)
            $0.drain = .seconds(7)
            $0.jobStop = .init(after: .seconds(40), drain: .seconds(10))
        }
        #expect(description(engine.next(30 * .second)) == "idle(until: Optional(37000000000))")
        guard case .deadline? = engine.summary.halt else {
            Issue.record("The deadline is not the reason.")
            return
        }
    }

    @Test func aFailureThatIsNotWrittenDownRemains() {
        var engine = engine(lines: 2)
        let lasting = FailureFacts(CloudComputeError(.rejected, "no", statusCode: 400), nil)
        guard case .record(let error) = engine.failed(0, lasting, at: 1) else {
            Issue.record("The failure is not recorded.")
            return
        }
        #expect(engine.summary.causes == ["400 no": 1])
        engine.abandoned(0, error)
        #expect(engine.summary.failed == 0 && engine.summary.causes.isEmpty && engine.summary.remaining == 2)
    }
}
