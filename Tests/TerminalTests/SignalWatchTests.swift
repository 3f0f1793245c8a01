import Foundation
import Testing

@testable import Terminal

@Suite(.serialized, .timeLimit(.minutes(1))) struct SignalWatchTests {
    /// Sends this process the signal once it is waited for, and says what came of it.
    private static func raised(_ number: Int32) async -> Int32? {
        let signals = SignalWatch.signals([number])
        kill(getpid(), number)
        for await signal in signals { return signal }
        return nil
    }

    /// Whether the signal does something else than by default.
    ///
    /// It is not sent for that: a signal is delivered when a thread runs, which may be after its handler is gone.
    private static func isHandled(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        #if canImport(Darwin)
            let handler = action.__sigaction_u.__sa_handler
        #else
            let handler = action.__sigaction_handler.sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) != unsafeBitCast(SIG_DFL, to: Int.self)
    }

    /// Waits until the task is cancelled.
    private static func cancellation() async {
        for await _ in AsyncStream(Never.self, { _ in }) {}
    }

    @Test func aSignalIsWaitedForAgainAndAgain() async {
        for _ in 0..<5 { #expect(await Self.raised(SIGUSR1) == SIGUSR1) }
    }

    @Test func whatWasInForceComesBack() async {
        let former = signal(SIGUSR2, SIG_IGN)
        defer { signal(SIGUSR2, former) }
        for _ in 0..<2 {
            #expect(await Self.raised(SIGUSR2) == SIGUSR2)
            // Ignored again, or else this would end the tests.
            kill(getpid(), SIGUSR2)
        }
    }

    @Test func allWhoWaitLearnOfASignal() async {
        let (one, other) = (SignalWatch.signals([SIGUSR1]), SignalWatch.signals([SIGUSR1]))
        kill(getpid(), SIGUSR1)
        for signals in [one, other] {
            var iterator = signals.makeAsyncIterator()
            #expect(await iterator.next() == SIGUSR1)
        }
    }

    @Test func workThatEndsAfterASignalIsNotEndedByTheNext() async {
        await #expect(throws: Interrupted(signal: SIGUSR1)) {
            try await SignalWatch.interruptible(by: [SIGUSR1]) {
                kill(getpid(), SIGUSR1)
                await Self.cancellation()
                #expect(Self.isHandled(SIGUSR1))
            }
        }
        #expect(!Self.isHandled(SIGUSR1))
        await #expect(throws: CocoaError.self) {
            try await SignalWatch.interruptible(by: [SIGUSR1]) { throw CocoaError(.featureUnsupported) }
        }
    }

    @Test func interruptibleWorkIsCancelledEachTime() async {
        for _ in 0..<3 {
            await #expect(throws: Interrupted(signal: SIGUSR1)) {
                try await SignalWatch.interruptible(by: [SIGUSR1]) {
                    kill(getpid(), SIGUSR1)
                    await Self.cancellation()
                }
            }
        }
    }

    @Test func outputIsResumedByOneSeriesHoweverManySignalsCome() {
        var series = ResumptionSeries()
        func count() -> Int {
            var times = 0
            while series.next() { times += 1 }
            return times
        }
        var beginsOne = [series.start()]
        _ = series.next()
        beginsOne.append(series.start())
        #expect(count() == 51)
        beginsOne.append(series.start())
        series.end()
        #expect(count() == 0)
        beginsOne.append(series.start())
        #expect(beginsOne == [true, false, true, false])
    }
}
