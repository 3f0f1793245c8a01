import Batch
import CloudComputeClient
import Localization
import Terminal

/// A batch run as a person or a script sees it: its progress and its summary.
struct BatchSession: Sendable {
    let run: BatchRun
    let context: CommandContext
    let progress: BatchProgress
    let progressForm: ProgressForm

    /// Runs the batch to its end, or to where it is stopped.
    ///
    /// - Throws: What ended it, where that left no summary.
    func run(_ signals: BatchSignals) async throws -> FinishedBatch {
        try signals.begin()
        let display = ProgressDisplay(form: progressForm, console: context.console)
        let reporter = Task { await display.run(progress) }
        let result: Result<BatchSummary, any Error>
        do {
            let send = Self.sender(context.client, streams: run.form.streams)
            result = .success(try await run.run(progress: progress, stops: signals.requests, send: send))
        } catch {
            result = .failure(error)
        }
        reporter.cancel()
        await reporter.value
        let summary = try result.get()
        if progressForm != .none {
            let error = context.console.error
            error.note(BatchSummaryFormatter.text(summary, run, columns: error.columns))
        }
        return FinishedBatch(summary: summary, failure: failure(summary.halt))
    }

    private func failure(_ reason: StopReason?) -> CommandFailure? {
        switch reason {
        case .failure(let error): context.failure(error)
        case .costUnknown:
            CommandFailure(
                localized("--max-cost cannot be kept: neither the server nor the profile has a price for this model."),
                .configuration)
        default: nil
        }
    }

    private static func sender(_ client: CloudComputeClient, streams: Bool) -> BatchRun.Send {
        if streams { return { BatchResponse(try await client.sendStreaming(chatBody: $0, usesNewConnection: $1)) } }
        return { BatchResponse(try await client.send(chatBody: $0, usesNewConnection: $1)) }
    }
}

/// A run that has told what it did.
struct FinishedBatch: Sendable {
    let summary: BatchSummary
    /// The error that stopped it, explained; `nil` where none did.
    var failure: CommandFailure?
}
