extension BatchLimits {
    /// When a run stops by itself, and how long what is under way may then take.
    struct OwnEnd: Sendable {
        var after: Duration
        var reason: StopReason
        var drain: Duration
    }

    /// The deadline or the end of the job, whichever comes first.
    var ownEnd: OwnEnd? {
        guard let jobStop else { return deadline.map { OwnEnd(after: $0, reason: .deadline, drain: drain) } }
        let after = min(deadline ?? jobStop.after, jobStop.after)
        // Whatever stops the run, the job ends when it ends.
        return OwnEnd(
            after: after, reason: after < jobStop.after ? .deadline : .jobEnd,
            drain: min(drain, jobStop.after - after + jobStop.drain))
    }

    /// The limits that are left after so much time.
    func after(_ elapsed: Duration) -> BatchLimits {
        var limits = self
        limits.deadline = deadline.map { max(.zero, $0 - elapsed) }
        limits.jobStop?.after = max(.zero, (jobStop?.after ?? .zero) - elapsed)
        return limits
    }
}
