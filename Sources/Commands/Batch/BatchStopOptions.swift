import ArgumentParser
import Batch
import Foundation
import Localization

/// The options that say how a batch stops, and who starts it again.
struct BatchStopOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How long requests in flight may take once the run is stopped by a signal, --deadline or --stop-before; 0 cancels them at once.",
            valueName: "time"))
    var drain = TimeArgument<Seconds>(.seconds(25))

    @Option(
        help: ArgumentHelp(
            "Stop this long before the Slurm job ends (SLURM_JOB_END_TIME, or what squeue says).", valueName: "time"))
    var stopBefore: TimeArgument<Seconds>?

    @Flag(help: "Where lines remain, ask Slurm to run the job, or the task of an array, again (scontrol requeue).")
    var requeue = false

    @Option(
        help: ArgumentHelp(
            "With --requeue, do not once Slurm has started the job again so often; 20 unless given.",
            valueName: "number"))
    var maxRequeues: Int?

    @Flag(name: .customLong("failures-ok"), help: "End with 0 where all lines were tried, though some failed for good.")
    var failuresOK = false

    func validate() throws {
        guard let maxRequeues else { return }
        if maxRequeues < 0 {
            throw ValidationError(localized("--max-requeues \(maxRequeues) is out of range; it begins at 0."))
        }
        if !requeue { throw ValidationError(localized("--max-requeues needs --requeue.")) }
    }

    /// The job that is to be requeued.
    ///
    /// - Throws: ``CommandFailure`` where there is none.
    func jobToRequeue(_ environment: [String: String]) throws -> SlurmJob? {
        guard requeue else { return nil }
        guard let job = SlurmJob(environment) else {
            throw CommandFailure(
                localized("--requeue works in a Slurm job, but SLURM_JOB_ID is not set; leave it out."), .usage)
        }
        return job
    }

    /// When the run is to stop by itself; `nil` where no end of a job matters.
    ///
    /// - Throws: ``CommandFailure`` where the end of the job is not known.
    func jobStop(_ environment: [String: String]) async throws -> JobStop? {
        guard let margin = stopBefore?.duration else { return nil }
        let end: Int
        switch JobEnd(environment) {
        case .known(let time): end = time
        case .askSqueue(let job): end = try await SlurmCommand().end(of: job)
        case .none:
            throw CommandFailure(
                localized(
                    "--stop-before needs the end of a Slurm job, but neither SLURM_JOB_END_TIME nor SLURM_JOB_ID is set; "
                        + "use --deadline."), .usage)
        }
        let left = max(.zero, Duration.seconds(end) - .seconds(Date().timeIntervalSince1970))
        return JobStop(end: .now + left, left: left, margin: margin)
    }
}

/// When a run stops ahead of the end of its job.
struct JobStop: Sendable {
    let end: ContinuousClock.Instant
    /// The time that the job had when this was found out.
    let left: Duration
    let margin: Duration

    /// Whether there is no time for anything but to stop.
    var isOver: Bool { left <= margin }

    /// What is said where it is over.
    var text: String {
        localized(
            "The job ends in \(Int(clamping: left.components.seconds)) s, within --stop-before "
                + "\(Int(clamping: margin.components.seconds))s, so nothing is sent.")
    }

    /// For a run that begins now.
    var limit: BatchLimits.JobStop {
        let left = max(.zero, end - .now)
        return .init(after: max(.zero, left - margin), drain: min(left, margin))
    }
}
