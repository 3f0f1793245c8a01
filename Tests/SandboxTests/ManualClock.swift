import Foundation
import Synchronization

/// A clock that moves when it is told to, or by as much as is slept.
final class ManualClock: Clock, Sendable {
    struct Instant: InstantProtocol {
        var offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (one: Instant, other: Instant) -> Bool { one.offset < other.offset }
    }

    /// What becomes of those who sleep.
    enum Sleep: Sendable {
        case isCancelled, movesTheClock
    }

    private let time = Mutex(Instant(offset: .zero))
    private let sleep: Sleep

    init(sleep: Sleep = .isCancelled) {
        self.sleep = sleep
    }

    var now: Instant { time.withLock { $0 } }
    var minimumResolution: Duration { .nanoseconds(1) }

    func advance(by duration: Duration) {
        time.withLock { $0 = $0.advanced(by: duration) }
    }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        guard sleep == .movesTheClock else { throw CancellationError() }
        time.withLock { $0 = max($0, deadline) }
    }
}

/// A time of day that moves when it is told to.
final class ManualTime: Sendable {
    private let date = Mutex(Date(timeIntervalSince1970: 1_795_425_600.25))

    var now: Date { date.withLock { $0 } }

    func advance(by seconds: Double) {
        date.withLock { $0 += seconds }
    }
}
