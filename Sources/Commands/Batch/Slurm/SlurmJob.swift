/// The job of Slurm, or the task of an array, that this process runs in.
struct SlurmJob: Hashable, Sendable {
    /// What `scontrol` and `squeue` call it: `12`, or `12_3` for a task of an array.
    var id: String
    /// How often Slurm has started it again.
    var restarts: Int

    /// The job that the environment tells of; `nil` where it tells of none.
    ///
    /// The last task of an array has the number of the array, so each is called by the numbers of both.
    init?(_ environment: [String: String]) {
        func number(_ name: String) -> String? {
            guard let text = environment[name], (1...10).contains(text.utf8.count),
                text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
            else { return nil }
            return text
        }
        guard let job = number("SLURM_JOB_ID") else { return nil }
        if let array = number("SLURM_ARRAY_JOB_ID"), let task = number("SLURM_ARRAY_TASK_ID") {
            id = "\(array)_\(task)"
        } else {
            id = job
        }
        restarts = number("SLURM_RESTART_COUNT").flatMap { Int($0) } ?? 0
    }
}
