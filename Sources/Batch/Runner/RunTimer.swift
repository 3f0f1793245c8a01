@preconcurrency import Dispatch

/// The one timer of a run: setting it anew takes back what it was set to.
final class RunTimer: Sendable {
    /// Yields when the timer is due.
    let ticks: AsyncStream<Void>
    private let source: any DispatchSourceTimer
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        let (ticks, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.ticks = ticks
        self.continuation = continuation
        source = DispatchSource.makeTimerSource(queue: .global())
        source.setEventHandler { continuation.yield() }
        source.schedule(deadline: .distantFuture)
        source.resume()
    }

    deinit {
        source.cancel()
        continuation.finish()
    }

    /// Lets it be due after a time, or never.
    func set(_ wait: Nanoseconds?) {
        // A clock that is set back or a machine that sleeps makes no wait longer than this.
        let wait = wait.map { min($0, .minute) }
        source.schedule(
            deadline: wait.map { .now() + .nanoseconds($0) } ?? .distantFuture, leeway: .milliseconds(1))
    }
}
