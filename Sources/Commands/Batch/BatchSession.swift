import Batch
import CloudComputeClient
import Dispatch
import Terminal

/// A batch run as a person or a script sees it: progress, signals, summary and exit code.
struct BatchSession: Sendable {
    let run: BatchRun
    let context: CommandContext
    let progressForm: ProgressForm

    /// Runs the batch to its end, or to where it is stopped.
    ///
    /// - Throws: What decides the exit code.
    func run() async throws {
        let progress = BatchProgress()
        let (stops, continuation) = AsyncStream.makeStream(of: StopRequest.self)
        let signals = Task { await Self.watch(progress, continuation, context.console) }
        let display = ProgressDisplay(form: progressForm, console: context.console)
        let reporter = Task { await display.run(progress) }
        let result: Result<BatchSummary, any Error>
        do {
            result = .success(try await run.run(progress: progress, stops: stops) { try await send($0, $1) })
        } catch {
            result = .failure(error)
        }
        signals.cancel()
        reporter.cancel()
        await reporter.value
        let summary = try result.get()
        let signal = await signals.value
        if progressForm != .none {
            context.console.error.note(BatchSummaryFormatter.text(summary, run, total: progress.snapshot.total))
        }
        try Self.end(summary, signal)
    }

    private func send(_ body: [UInt8], _ usesNewConnection: Bool) async throws -> BatchResponse {
        let client = context.client
        if run.form.streams {
            return BatchResponse(
                try await client.sendStreaming(chatBody: body, usesNewConnection: usesNewConnection))
        }
        return BatchResponse(try await client.send(chatBody: body, usesNewConnection: usesNewConnection))
    }

    /// How long a run that is to stop at once may take to tell what it has done.
    private static let lastGrace = DispatchTimeInterval.seconds(2)

    /// Passes signals on: the first asks the run to finish, the second to stop at once.
    ///
    /// Returns the first.
    private static func watch(
        _ progress: BatchProgress, _ stops: AsyncStream<StopRequest>.Continuation, _ console: CommandContext.Console
    ) async -> Int32? {
        var first: Int32?
        for await number in SignalWatch.signals([SignalWatch.interrupt, SignalWatch.terminate]) {
            // While the input is still being checked nothing has been sent and nothing can be lost.
            if progress.snapshot.phase != .requests { ProcessEnd.now(ExitCode(signal: number)) }
            if first == nil {
                first = number
                let count = progress.snapshot.underWay
                stops.yield(.drain)
                // A reader of standard error that does not read must not keep the next signal from being seen.
                DispatchQueue.global().async {
                    // Below the live line and the terminal's ^C.
                    try? console.error.write("\n")
                    console.note("Finishing the \(count) requests under way; once more stops at once.")
                }
            } else {
                stops.yield(.now)
                DispatchQueue.global().asyncAfter(deadline: .now() + lastGrace) {
                    ProcessEnd.now(ExitCode(signal: number))
                }
            }
        }
        return first
    }

    private static func end(_ summary: BatchSummary, _ signal: Int32?) throws {
        switch summary.halt {
        case .failure(let error): throw error
        case .cost, .tokens, .deadline, .jobEnd, .tryLater: throw CommandFailure(nil, .tryAgain)
        case .costUnknown:
            throw CommandFailure(
                "--max-cost cannot be kept: neither the server nor the profile tells what a reply costs.",
                .configuration)
        case .request: throw Interrupted(signal: signal ?? SignalWatch.interrupt)
        case nil:
            if summary.postponed > 0 { throw CommandFailure(nil, .tryAgain) }
            if summary.failed + summary.badLines > 0 { throw CommandFailure(nil, .someFailed) }
        }
    }
}
