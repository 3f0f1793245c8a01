import Localization

/// The launchers whose variables tell a task's number, in the order in which they are asked.
///
/// Facts: the variables, and what they hold and leave out, are those of docs/scale-out.md; Slurm's were read in its source and
/// seen in runs of version 22.05.
package enum Launcher: Sendable, Hashable, CaseIterable {
    /// The user's own variables.
    case own
    case slurm, kubernetes, skyPilot, awsBatch, gcpBatch, cloudRun, pbs, torque, gridEngine, lsf, flux, openMPI, pmi,
        pals
    case dstack, torchrun

    static let indexVariable = "CLOUDCOMPUTE_SHARD"
    static let countVariable = "CLOUDCOMPUTE_SHARDS"

    /// Which task this is; `nil` where the launcher has set nothing.
    ///
    /// - Throws: ``LauncherRefusal``.
    func rank(_ variables: LauncherVariables) throws(LauncherRefusal) -> LauncherRank? {
        switch self {
        case .own: try plain(variables, Self.indexVariable, Self.countVariable)
        case .slurm: try slurm(variables)
        case .kubernetes: try plain(variables, "JOB_COMPLETION_INDEX")
        case .skyPilot:
            try product(
                plain(variables, "SKYPILOT_JOB_RANK", "SKYPILOT_NUM_JOBS"),
                plain(variables, "SKYPILOT_NODE_RANK", "SKYPILOT_NUM_NODES"))
        case .awsBatch: try plain(variables, "AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE")
        case .gcpBatch: try plain(variables, "BATCH_TASK_INDEX", "BATCH_TASK_COUNT")
        case .cloudRun: try plain(variables, "CLOUD_RUN_TASK_INDEX", "CLOUD_RUN_TASK_COUNT")
        case .pbs: try plain(variables, "PBS_ARRAY_INDEX")
        case .torque: try plain(variables, "PBS_ARRAYID")
        case .gridEngine: try gridEngine(variables)
        case .lsf: try product(lsf(variables), plain(variables, "JSM_NAMESPACE_RANK", "JSM_NAMESPACE_SIZE"))
        case .flux: try plain(variables, "FLUX_TASK_RANK", "FLUX_JOB_SIZE")
        case .openMPI: try plain(variables, "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE")
        case .pmi: try plain(variables, "PMI_RANK", "PMI_SIZE")
        case .pals: try plain(variables, "PALS_RANKID")
        case .dstack: try plain(variables, "DSTACK_NODE_RANK", "DSTACK_NODES_NUM")
        case .torchrun: try torchrun(variables)
        }
    }

    /// Why nothing is known where no launcher has set anything.
    static func absence(_ variables: LauncherVariables) -> LauncherRefusal {
        if let tasks = variables["SLURM_NTASKS"], tasks != "1" { return .batchScript(tasks: tasks) }
        for (name, first) in [("HQ_TASK_ID", 0), ("PARALLEL_SEQ", 1)] where variables[name] != nil {
            return .passedByArgument(variable: name, first: first)
        }
        return .noLauncher
    }

    /// A number from 0 in one variable and, perhaps, the count in another.
    private func plain(
        _ variables: LauncherVariables, _ index: String, _ count: String? = nil
    ) throws(LauncherRefusal) -> LauncherRank? {
        guard let number = try variables.number(index) else { return nil }
        var rank = LauncherRank(launcher: self, variables: ["\(index)=\(number)"], index: number)
        if let count, let total = try variables.number(count) {
            guard number < total else { throw .outOfRange(variable: index, index: number, count: total) }
            rank.variables.append("\(count)=\(total)")
            rank.count = total
        }
        return rank
    }

    /// Tasks within tasks: the number and the count of both together.
    private func product(_ outer: LauncherRank?, _ inner: LauncherRank?) throws(LauncherRefusal) -> LauncherRank? {
        guard let outer, let inner else { return outer ?? inner }
        let variables = outer.variables + inner.variables
        guard let size = inner.count else { throw .unknownCount(inner) }
        let (start, overflows) = outer.index.multipliedReportingOverflow(by: size)
        let (index, indexOverflows) = start.addingReportingOverflow(inner.index)
        guard !overflows, !indexOverflows else { throw .countOutOfRange(.max) }
        var rank = LauncherRank(launcher: self, variables: variables, index: index)
        if let count = outer.count {
            let (total, overflows) = count.multipliedReportingOverflow(by: size)
            guard !overflows else { throw .countOutOfRange(.max) }
            rank.count = total
        }
        rank.assumesFirst = outer.assumesFirst
        rank.inner = LauncherRank.Inner(index: inner.index, count: size)
        return rank
    }

    private func slurm(_ variables: LauncherVariables) throws(LauncherRefusal) -> LauncherRank? {
        try product(try slurmArray(variables), try slurmStep(variables))
    }

    /// Slurm tells the least and the greatest number, how many there are, and a step that is a guess where the array is a
    /// list: so many different numbers in these bounds can only be the whole progression if each is on it.
    private func slurmArray(_ variables: LauncherVariables) throws(LauncherRefusal) -> LauncherRank? {
        let name = "SLURM_ARRAY_TASK_ID"
        guard let id = try variables.number(name) else { return nil }
        let least = try variables.number("SLURM_ARRAY_TASK_MIN", beside: name)
        let greatest = try variables.number("SLURM_ARRAY_TASK_MAX", beside: name)
        let step = try variables.number("SLURM_ARRAY_TASK_STEP", beside: name)
        let count = try variables.number("SLURM_ARRAY_TASK_COUNT", beside: name)
        let index = try place(
            of: id, named: name, from: least, to: greatest, step: step, count: count,
            description: Message("\(count) tasks from \(least) to \(greatest)"))
        return LauncherRank(
            launcher: self, variables: ["\(name)=\(id)", "SLURM_ARRAY_TASK_COUNT=\(count)"], index: index, count: count)
    }

    /// The batch script has a `SLURM_PROCID`, too, but it runs once: only a step has tasks.
    ///
    /// A job that was submitted from within a step inherits the step's variables, which shows where it has another number
    /// of tasks.
    private func slurmStep(_ variables: LauncherVariables) throws(LauncherRefusal) -> LauncherRank? {
        let name = "SLURM_STEP_NUM_TASKS"
        guard variables["SLURM_STEP_ID"] != nil, let count = try variables.number(name) else { return nil }
        if let tasks = try variables.number("SLURM_NTASKS"), tasks != count {
            throw .inherited(variable: name, value: count, against: "SLURM_NTASKS", other: tasks)
        }
        let index = try variables.number("SLURM_PROCID", beside: name)
        guard index < count else { throw .outOfRange(variable: "SLURM_PROCID", index: index, count: count) }
        return LauncherRank(
            launcher: self, variables: ["SLURM_PROCID=\(index)", "\(name)=\(count)"], index: index, count: count)
    }

    /// The names are common ones: one of them alone may be anybody's.
    private func torchrun(_ variables: LauncherVariables) throws(LauncherRefusal) -> LauncherRank? {
        guard variables["RANK"] != nil, variables["WORLD_SIZE"] != nil else { return nil }
        return try plain(variables, "RANK", "WORLD_SIZE")
    }

    private func gridEngine(_ variables: LauncherVariables) throws(LauncherRefusal) -> LauncherRank? {
        let name = "SGE_TASK_ID"
        guard let text = variables[name], text != "undefined", let id = try variables.number(name) else { return nil }
        let first = try variables.number("SGE_TASK_FIRST", beside: name)
        let last = try variables.number("SGE_TASK_LAST", beside: name)
        let step = try variables.number("SGE_TASK_STEPSIZE", beside: name)
        let (span, isNegative) = last.subtractingReportingOverflow(first)
        guard !isNegative, span >= 0, step > 0 else {
            throw .irregularArray(
                variable: name, value: id, description: Message("tasks from \(first) to \(last) by \(step)"))
        }
        let steps = span / step
        let (count, overflows) = steps.addingReportingOverflow(1)
        guard !overflows else { throw .countOutOfRange(.max) }
        let index = try place(
            of: id, named: name, from: first, to: first + steps * step, step: step, count: count,
            description: Message("tasks from \(first) to \(last) by \(step)"))
        return LauncherRank(
            launcher: self, variables: ["\(name)=\(id)", "SGE_TASK_LAST=\(last)"], index: index, count: count)
    }

    /// Outside arrays both are 0.
    ///
    /// Where an array begins is not told: one that does not begin at 1 would leave its first shards out.
    private func lsf(_ variables: LauncherVariables) throws(LauncherRefusal) -> LauncherRank? {
        let name = "LSB_JOBINDEX"
        guard let id = try variables.number(name) else { return nil }
        guard let end = try variables.number("LSB_JOBINDEX_END") else {
            if id == 0 { return nil }
            throw .missing(variable: "LSB_JOBINDEX_END", beside: name)
        }
        if id == 0, end == 0 { return nil }
        let step = try variables.number("LSB_JOBINDEX_STEP") ?? 1
        let description = Message("tasks up to \(end) by \(step)")
        guard id > 0, end > 0, step > 0 else {
            throw .irregularArray(variable: name, value: id, description: description)
        }
        let steps = (end - 1) / step
        let (count, overflows) = steps.addingReportingOverflow(1)
        guard !overflows else { throw .countOutOfRange(.max) }
        let index = try place(
            of: id, named: name, from: 1, to: 1 + steps * step, step: step, count: count, description: description)
        return LauncherRank(
            launcher: self, variables: ["\(name)=\(id)", "LSB_JOBINDEX_END=\(end)"], index: index, count: count,
            assumesFirst: true)
    }

    /// The place of a number in a progression that has to be whole.
    private func place(
        of id: Int, named variable: String, from least: Int, to greatest: Int, step: Int, count: Int,
        description: Message
    ) throws(LauncherRefusal) -> Int {
        let refusal = LauncherRefusal.irregularArray(variable: variable, value: id, description: description)
        guard count > 0, step > 0, (least...max(least, greatest)).contains(id) else { throw refusal }
        let (length, overflows) = (count - 1).multipliedReportingOverflow(by: step)
        guard !overflows, greatest - least == length, (id - least).isMultiple(of: step) else { throw refusal }
        return (id - least) / step
    }
}
