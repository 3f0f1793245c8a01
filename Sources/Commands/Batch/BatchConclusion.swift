import Batch
import Localization
import Terminal

/// What happens once a batch has ended: the job is asked for again where lines remain, and the last line and the exit code
/// tell how it ended.
struct BatchConclusion: Sendable {
    /// How often Slurm may start a job again unless `--max-requeues` says otherwise.
    private static let maximumRequeues = 20

    let options: BatchStopOptions
    /// The job that is to be requeued.
    let job: SlurmJob?
    let display: ProgressDisplay
    let progress: BatchProgress
    let signals: BatchSignals

    /// Ends the command; by now everything is on the disk and no file is locked any more.
    ///
    /// - Throws: What decides the exit code.
    func end(_ result: Result<FinishedBatch, any Error>) async throws {
        let (hasSignal, isInterrupt) = signals.received
        let isStoppedEarly = hasSignal && !signals.hasBegun
        var ending: BatchEnding
        var failure: (any Error)?
        switch result {
        case _ where isStoppedEarly: ending = BatchEnding(interrupted: isInterrupt)
        case .success(let batch):
            ending = BatchEnding(batch, isInterrupted: isInterrupt, failuresOK: options.failuresOK)
            if ending.reason == .error { failure = batch.failure }
        case .failure(let error):
            ending = BatchEnding(error, remaining: progress.snapshot.remaining)
            failure = error
        }
        if let job { ending.isRequeued = await requeue(job, ending) }
        if let failure {
            // What comes before the run is told like the errors of all commands.
            guard signals.hasBegun else { throw failure }
            if let sentence = ErrorText().sentence(failure) { display.console.error.note("cloudcompute: \(sentence)") }
            // The input or the output cannot be used, which its sentence tells in full.
            if display.form == .text, progress.snapshot.phase != .requests { throw CommandFailure(ending.exitCode) }
        }
        display.end(ending, progress)
        if ending.exitCode != .done { throw CommandFailure(ending.exitCode) }
    }

    /// Asks Slurm to run the job again; returns whether it does.
    private func requeue(_ job: SlurmJob, _ ending: BatchEnding) async -> Bool {
        guard ending.exitCode == .tryAgain else { return false }
        guard ending.mayBeRequeued else {
            display.console.note(localized("A limit on what may be spent ended the run, so the job is not requeued."))
            return false
        }
        guard job.restarts < options.maxRequeues ?? Self.maximumRequeues else {
            display.console.note(
                localized(
                    "Slurm has started the job again \(job.restarts) times, as often as --max-requeues allows; it is not requeued."
                )
            )
            return false
        }
        guard let problem = await SlurmCommand().requeue(job) else { return true }
        display.console.note(problem)
        return false
    }
}
