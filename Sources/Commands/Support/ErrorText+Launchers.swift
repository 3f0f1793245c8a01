import Batch
import Localization

/// What launchers tell, and what they do not tell for certain.
extension ErrorText {
    static func text(_ refusal: LauncherRefusal) -> String {
        switch refusal {
        case .noLauncher:
            localized(
                "--shard auto finds no variables of a launcher; pass --shard I/N, or set CLOUDCOMPUTE_SHARD and "
                    + "CLOUDCOMPUTE_SHARDS.")
        case .batchScript(let tasks):
            localized(
                "SLURM_NTASKS is \(tasks), but this is not a task of an srun step, so --shard auto cannot tell which one it is; "
                    + "start the program with srun, or pass --shard I/N.")
        case .passedByArgument(let variable, let first):
            localized(
                "\(variable) does not say how many tasks there are; pass --shard "
                    + "\(first == 0 ? "$\(variable)/N" : "$((\(variable)-\(first)))/N") with the number of shards as N."
            )
        case .notANumber(let variable, let value):
            localized(
                "\(variable) is \"\(value)\", which is not a number from 0, so --shard auto cannot use it; pass --shard I/N."
            )
        case .missing(let variable, let other):
            localized(
                "\(other) is set but \(variable) is not, so --shard auto cannot tell the shard; pass --shard I/N.")
        case .outOfRange(let variable, let index, let count):
            localized(
                "\(variable) says \(index), but of \(count) shards the last is \(count - 1); where its numbers begin at 1, pass "
                    + "--shard $((\(name(variable))-1))/\(count).")
        case .irregularArray(let variable, let value, let description):
            localized(
                "\(variable) is \(value) of \(description), which is a list with gaps, so --shard auto cannot tell its place; "
                    + "submit a range such as 0-7, or pass --shard I/N.")
        case .inherited(let variable, let value, let against, let other):
            localized(
                "\(variable) is \(value) and \(against) is \(other), so one of them is inherited from the job that submitted this "
                    + "one; pass --shard I/N, or submit with these variables unset.")
        case .unknownCount(let rank):
            localized(
                "The number of shards is not known, since \(text(rank)) tells the task's number only; pass --shards N or set "
                    + "CLOUDCOMPUTE_SHARDS.")
        case .unknownFirst(let rank):
            localized(
                "\(text(rank)) does not tell the number of the first task; where the array begins at 1, pass --shards "
                    + "\(rank.count.map(String.init) ?? "N"), or else --shard I/N.")
        case .disagreement(let one, let other):
            localized("Two launchers disagree: \(text(one)), but \(text(other)); pass --shard I/N.")
        case .otherCount(let rank, let stated):
            localized(
                "There are \(rank.count ?? 0) shards by \(text(rank)), but \(stated) by --shards or CLOUDCOMPUTE_SHARDS; where only "
                    + "some tasks are submitted again, pass --shard I/\(stated).")
        case .countOutOfRange(let count):
            localized(
                "The launcher's variables say \(count) shards; the most is \(Shard.maximumCount). Pass --shard I/N.")
        }
    }

    /// The rule by which a launcher's variables were read.
    static func text(_ rank: LauncherRank) -> String {
        "\(name(rank.launcher)) (\(rank.variables.joined(separator: ", ")))"
    }

    private static func name(_ launcher: Launcher) -> Message {
        switch launcher {
        case .own: Message("your own setting")
        case .slurm: Message(verbatim: "Slurm")
        case .kubernetes: Message("a Kubernetes Indexed Job")
        case .skyPilot: Message(verbatim: "SkyPilot")
        case .awsBatch: Message(verbatim: "AWS Batch")
        case .gcpBatch: Message(verbatim: "Google Cloud Batch")
        case .cloudRun: Message(verbatim: "Cloud Run")
        case .pbs: Message(verbatim: "PBS")
        case .torque: Message(verbatim: "Torque")
        case .gridEngine: Message(verbatim: "Grid Engine")
        case .lsf: Message(verbatim: "LSF")
        case .flux: Message(verbatim: "Flux")
        case .openMPI: Message(verbatim: "Open MPI")
        case .pmi: Message(verbatim: "MPI (PMI)")
        case .pals: Message(verbatim: "PALS")
        case .dstack: Message(verbatim: "dstack")
        case .torchrun: Message(verbatim: "torchrun")
        }
    }

    /// The variable without its value.
    private static func name(_ variable: String) -> Substring { variable.prefix { $0 != "=" } }
}
