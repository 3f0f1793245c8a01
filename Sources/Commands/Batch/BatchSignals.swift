import Batch
import Dispatch
import Localization
import Synchronization
import Terminal

/// The signals of a batch run: the first asks it to stop, and Ctrl-C after that to stop at once.
///
/// Schedulers send SIGTERM more than once, or after a SIGUSR1, so that a further one of these changes nothing.
final class BatchSignals: Sendable {
    private struct State {
        /// The first that came.
        var first: Int32?
        /// Whether any was Ctrl-C.
        var isInterrupted = false
        /// Whether the run has begun, which then stops by itself.
        var hasBegun = false
        var isOver = false
        var cancel: (@Sendable () -> Void)?
    }

    /// How long the end of a run may take beyond what it waits for.
    private static let grace = Duration.seconds(5)
    /// The same where somebody wants it to end at once.
    private static let shortGrace = Duration.seconds(2)

    /// Asks the run to stop.
    let requests: AsyncStream<StopRequest>
    private let continuation: AsyncStream<StopRequest>.Continuation
    private let state = Mutex(State())
    private let drain: Duration
    private let progress: BatchProgress
    private let console: CommandContext.Console

    init(drain: Duration, _ progress: BatchProgress, _ console: CommandContext.Console) {
        self.drain = drain
        self.progress = progress
        self.console = console
        (requests, continuation) = AsyncStream.makeStream(of: StopRequest.self)
    }

    /// Whether a signal has come, and whether Ctrl-C is the one that counts.
    var received: (any: Bool, isInterrupt: Bool) { state.withLock { ($0.first != nil, $0.isInterrupted) } }
    var hasBegun: Bool { state.withLock { $0.hasBegun } }

    /// Runs the body; a signal stops the run in it, and cancels what comes before the run.
    ///
    /// Signals do nothing once it has ended: a scheduler that is asked to run a job again ends it with one.
    func watching<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async -> Result<Value, any Error> {
        let signals = SignalWatch.signals([
            SignalWatch.interrupt, SignalWatch.terminate, SignalWatch.user1, SignalWatch.user2,
        ])
        Task { for await number in signals { receive(number) } }
        let work = Task { try await body() }
        let isLate = state.withLock { state in
            state.cancel = { work.cancel() }
            return state.first != nil
        }
        if isLate { work.cancel() }
        let result = await work.result
        state.withLock { state in
            state.isOver = true
            state.cancel = nil
        }
        return result
    }

    /// Tells that the run begins.
    ///
    /// - Throws: `CancellationError` where a signal came before.
    func begin() throws {
        try state.withLock { state in
            guard state.first == nil else { throw CancellationError() }
            state.hasBegun = true
        }
    }

    private func receive(_ number: Int32) {
        let isInterrupt = number == SignalWatch.interrupt
        guard state.withLock({ !$0.isOver }) else { return }
        let (isFirst, cancel, code) = state.withLock { state -> (Bool, (@Sendable () -> Void)?, ExitCode) in
            let isFirst = state.first == nil
            state.first = state.first ?? number
            if isInterrupt { state.isInterrupted = true }
            return (isFirst, state.hasBegun ? nil : state.cancel, state.isInterrupted ? .interrupted : .tryAgain)
        }
        guard isFirst || isInterrupt else { return }
        continuation.yield(isFirst ? .drain : .now)
        cancel?()
        let snapshot = progress.snapshot
        guard isFirst else { return end(after: Self.shortGrace, code) }
        guard snapshot.phase == .requests else { return end(after: Self.shortGrace, code, unlessSending: true) }
        tell(snapshot.underWay, isInterrupt)
        end(after: drain + Self.grace, code)
    }

    private func tell(_ count: Int, _ isInterrupt: Bool) {
        // The run is over at once.
        guard count > 0 else { return }
        let seconds = Int(clamping: drain.components.seconds)
        // A reader of standard error that does not read must not keep the next signal from being seen.
        DispatchQueue.global().async { [console] in
            // Below the live line and the terminal's ^C.
            if console.error.isTerminal { try? console.error.write("\n") }
            console.note(
                isInterrupt
                    ? localized(
                        "Finishing \(count) \(count, "request", "requests") in flight, for up to \(seconds) s; press Ctrl-C "
                            + "again to stop now.")
                    : localized(
                        "Finishing \(count) \(count, "request", "requests") in flight, for up to \(seconds) s; press Ctrl-C "
                            + "to stop now."))
        }
    }

    /// Ends the process where something keeps it from ending by itself, such as a reader who does not read.
    ///
    /// - Parameter unlessSending: Whether requests that have gone out meanwhile get their time.
    private func end(after wait: Duration, _ code: ExitCode, unlessSending: Bool = false) {
        let milliseconds = Int(clamping: wait.components.seconds).multipliedReportingOverflow(by: 1000)
        guard !milliseconds.overflow else { return }
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds.partialValue)) { [self] in
            guard state.withLock({ !$0.isOver }) else { return }
            if unlessSending, progress.snapshot.phase == .requests { return end(after: drain + Self.grace, code) }
            ProcessEnd.now(code)
        }
    }
}
