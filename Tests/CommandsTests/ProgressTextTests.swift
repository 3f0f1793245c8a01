import CloudComputeClient
import JSON
import Testing

@testable import Batch
@testable import Commands

@Suite(.timeLimit(.minutes(1))) struct ProgressTextTests {
    private let now = ContinuousClock.now

    private func text(_ change: (inout BatchProgress.Snapshot) -> Void) -> ProgressText {
        var snapshot = BatchProgress.Snapshot()
        snapshot.phase = .requests
        snapshot.total = 300
        snapshot.done = 32
        snapshot.succeeded = 32
        snapshot.underWay = 16
        snapshot.elapsed = .seconds(8)
        change(&snapshot)
        return ProgressText(snapshot: snapshot, now: now)
    }

    @Test(arguments: [20, 40, 79, 200])
    func whatMattersMostFitsAnyWidth(columns: Int) {
        let line = text { _ in }.line(columns: columns)
        #expect(line.count <= columns)
        #expect(line.contains("32/300 10% ETA 1:07"))
    }

    @Test(arguments: 1...19) func aNarrowLineIsCut(columns: Int) {
        #expect(text { _ in }.line(columns: columns) == String("32/300 10% ETA 1:07".prefix(columns)))
    }

    @Test func anInputThatHasGrownBreaksNothing() {
        let grown = text { $0.done = 420 }
        #expect(grown.line(columns: 120).contains("420/300 100% ETA 0:00"))
        #expect(grown.json["eta_seconds"]?.double == 0)
    }

    @Test func everyWaitIsExplained() {
        let ends = now + .milliseconds(41_200)
        #expect(
            text { $0.wait = .init(reason: .rateLimit, ends: ends) }.line
                .contains("waiting for the server's rate limit, 42 s"))
        #expect(text { $0.wait = .init(reason: .pace, ends: ends) }.line.contains("waiting for the rate limit, 42 s"))
        #expect(
            text { $0.wait = .init(reason: .unreachable, ends: ends) }.line
                .contains("server unreachable, next try in 42 s"))
        #expect(text { $0.wait = .init(reason: .unreachable) }.line.contains("server unreachable, trying"))
        let idle = text {
            $0.wait = .init(reason: .retry, ends: ends)
            $0.underWay = 0
        }
        #expect(idle.line.contains("waiting to retry, 42 s"))
        #expect(idle.json["waiting"] == "retry" && idle.json["waiting_seconds"]?.double == 41.2)
        #expect(text { _ in }.json["waiting"] == .null)
    }
}
