/// The job of Slurm, or the task of an array, that this process runs in.
struct SlurmJob: Hashable, Sendable {
    /// What `scontrol` and `squeue` call it: `12`, or `12_3` for a task of an array.
    var id: String
    /// How often Slurm has started it again.
    var restarts: Int

    /// The job that the environment tells of; `nil` where it tells of none.
    ///
    /// The last task of an array has the number of the array as its own, so it is called by the number of the task, too. A job
    /// that was submitted from within a task of an array inherits the numbers of that task, but not this one's own.
    ///
    /// Fact: Slurm's job_requeue2 and pack_one_job — the own number of a task names that task, unless it is the array's.
    init?(_ environment: [String: String]) {
        func number(_ name: String) -> String? {
            guard let text = environment[name], (1...10).contains(text.utf8.count),
                text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
            else { return nil }
            return text
        }
        guard let job = number("SLURM_JOB_ID") else { return nil }
        let task = number("SLURM_ARRAY_JOB_ID") == job ? number("SLURM_ARRAY_TASK_ID") : nil
        id = task.map { "\(job)_\($0)" } ?? job
        restarts = number("SLURM_RESTART_COUNT").flatMap { Int($0) } ?? 0
    }
}
