import Testing

@testable import Batch

/// What each launcher's variables say, with the traps that were met in real ones.
@Suite(.timeLimit(.minutes(1))) struct LauncherTests {
    typealias Variables = [String: String]

    /// The shard as `I/N`, or the name of the refusal.
    static func read(_ variables: Variables, count: Int? = nil) -> String {
        do {
            let shard = try LauncherRank.shard(in: variables, count: count).shard
            return "\(shard.index)/\(shard.count)"
        } catch {
            return String("\(error)".prefix { $0.isLetter })
        }
    }

    static func array(_ id: Int, _ least: Int, _ greatest: Int, _ step: Int, _ count: Int) -> Variables {
        [
            "SLURM_ARRAY_JOB_ID": "1", "SLURM_JOB_ID": "5", "SLURM_PROCID": "0", "SLURM_ARRAY_TASK_ID": "\(id)",
            "SLURM_ARRAY_TASK_MIN": "\(least)", "SLURM_ARRAY_TASK_MAX": "\(greatest)",
            "SLURM_ARRAY_TASK_STEP": "\(step)", "SLURM_ARRAY_TASK_COUNT": "\(count)",
        ]
    }

    static func step(_ rank: Int, of count: Int) -> Variables {
        [
            "SLURM_STEP_ID": "0", "SLURM_STEP_NUM_TASKS": "\(count)", "SLURM_PROCID": "\(rank)",
            "SLURM_NTASKS": "\(count)",
        ]
    }

    /// `--array`, what Slurm says of it (least, greatest, step, count), the tasks, and those that may run.
    static let arrays: [(text: String, says: [Int], tasks: [Int], run: [Int])] = [
        ("0-7%2", [0, 7, 1, 8], Array(0...7), Array(0...7)),
        ("0-14:2", [0, 14, 2, 8], [0, 2, 4, 6, 8, 10, 12, 14], [0, 2, 4, 6, 8, 10, 12, 14]),
        ("0-15:2", [0, 14, 2, 8], [0, 2, 4, 6, 8, 10, 12, 14], [0, 2, 4, 6, 8, 10, 12, 14]),
        ("0-13:3", [0, 12, 3, 5], [0, 3, 6, 9, 12], [0, 3, 6, 9, 12]),
        ("5", [5, 5, 1, 1], [5], [5]),
        ("1,2,3", [1, 3, 1, 3], [1, 2, 3], [1, 2, 3]),
        ("0-2,3-5", [0, 5, 1, 6], Array(0...5), Array(0...5)),
        ("7,8", [7, 8, 1, 2], [7, 8], [7, 8]),
        ("1,3,5", [1, 5, 1, 3], [1, 3, 5], []),
        ("1,4,7", [1, 7, 1, 3], [1, 4, 7], []),
        ("3,17", [3, 17, 1, 2], [3, 17], []),
        ("5,3,1", [1, 5, 1, 3], [1, 3, 5], []),
        ("0-3,8", [0, 8, 1, 5], [0, 1, 2, 3, 8], []),
        ("2-6:2,9", [2, 9, 2, 4], [2, 4, 6, 9], []),
        ("1,2-8:2,3", [1, 8, 2, 6], [1, 2, 3, 4, 6, 8], []),
        ("10-20:5,11", [10, 20, 5, 4], [10, 11, 15, 20], []),
        ("0-4:2,7,8", [0, 8, 2, 5], [0, 2, 4, 7, 8], [0, 2, 4, 8]),
        ("0-4:2,3,8", [0, 8, 2, 5], [0, 2, 3, 4, 8], [0, 2, 4, 8]),
        ("1-9:4,13", [1, 13, 4, 4], [1, 5, 9, 13], [1, 5, 9, 13]),
    ]

    @Test(arguments: arrays) func anArrayIsAWholeProgressionOrATaskRefuses(
        text: String, says: [Int], tasks: [Int], run: [Int]
    ) {
        let read = tasks.map { Self.read(Self.array($0, says[0], says[1], says[2], says[3])) }
        for (task, answer) in zip(tasks, read) {
            if run.contains(task) {
                #expect(answer == "\((task - says[0]) / says[2])/\(says[3])", "\(text), task \(task)")
            } else {
                #expect(answer == "irregularArray", "\(text), task \(task)")
            }
        }
        // Never a gap that nobody hears of: all run and are all the shards, or one refuses.
        #expect(read.contains("irregularArray") || Set(read).count == says[3])
    }

    @Test func aStepInAnArrayDividesItsTask() {
        let both = Self.array(1, 0, 2, 1, 3).merging(Self.step(2, of: 4)) { $1 }
        #expect(Self.read(both) == "6/12")
        #expect(Self.read(Self.array(1, 0, 2, 1, 3).merging(Self.step(0, of: 1)) { $1 }) == "1/3")
        #expect(Self.read(Self.step(2, of: 4)) == "2/4")
        #expect(Self.read(Self.step(0, of: 1)) == "0/1")
        // The MPI of the step says the same again, of the step alone.
        #expect(Self.read(both.merging(["PMI_RANK": "2", "PMI_SIZE": "4"]) { $1 }) == "6/12")
        #expect(Self.read(both.merging(["PMI_RANK": "1", "PMI_SIZE": "4"]) { $1 }) == "disagreement")
    }

    @Test func aBatchScriptIsNoTask() {
        #expect(Self.read(["SLURM_JOB_ID": "5", "SLURM_PROCID": "0", "SLURM_NTASKS": "8"]) == "batchScript")
        #expect(Self.read(Self.array(3, 0, 7, 1, 8).merging(["SLURM_NTASKS": "8"]) { $1 }) == "3/8")
        #expect(Self.read(["SLURM_JOB_ID": "5", "SLURM_NTASKS": "2"]) == "batchScript")
    }

    @Test func aStepOfAnotherJobIsSeenWhereItsSizeDiffers() {
        #expect(Self.read(Self.step(0, of: 2).merging(["SLURM_NTASKS": "4"]) { $1 }) == "inherited")
    }

    @Test func whatIsMissingIsNamed() {
        for name in ["MIN", "MAX", "STEP", "COUNT"] {
            var variables = Self.array(3, 0, 7, 1, 8)
            variables["SLURM_ARRAY_TASK_\(name)"] = nil
            #expect(
                throws: LauncherRefusal.missing(variable: "SLURM_ARRAY_TASK_\(name)", beside: "SLURM_ARRAY_TASK_ID")
            ) {
                try LauncherRank.shard(in: variables)
            }
        }
    }

    /// Variables, the count that the user states, and the answer.
    static let others: [(variables: Variables, count: Int?, answer: String)] = [
        ([:], nil, "noLauncher"), ([:], 8, "noLauncher"),
        (["CLOUDCOMPUTE_SHARD": "3", "CLOUDCOMPUTE_SHARDS": "8"], nil, "3/8"),
        (["CLOUDCOMPUTE_SHARD": "3", "CLOUDCOMPUTE_SHARDS": "8", "RANK": "1", "WORLD_SIZE": "2"], nil, "3/8"),
        (["CLOUDCOMPUTE_SHARD": "3"], nil, "unknownCount"), (["CLOUDCOMPUTE_SHARD": "3"], 8, "3/8"),
        (["CLOUDCOMPUTE_SHARD": "8", "CLOUDCOMPUTE_SHARDS": "8"], nil, "outOfRange"),
        (["CLOUDCOMPUTE_SHARDS": "8"], nil, "noLauncher"),
        (["JOB_COMPLETION_INDEX": "3"], nil, "unknownCount"), (["JOB_COMPLETION_INDEX": "3"], 8, "3/8"),
        (["JOB_COMPLETION_INDEX": "3", "CLOUDCOMPUTE_SHARDS": "8"], nil, "3/8"),
        (["JOB_COMPLETION_INDEX": "8"], 8, "outOfRange"),
        (["JOB_COMPLETION_INDEX": "3", "RANK": "3", "WORLD_SIZE": "8"], nil, "3/8"),
        (["JOB_COMPLETION_INDEX": "2", "RANK": "3", "WORLD_SIZE": "8"], nil, "disagreement"),
        (["SKYPILOT_JOB_RANK": "2", "SKYPILOT_NUM_JOBS": "5"], nil, "2/5"),
        (["SKYPILOT_JOB_RANK": "0", "SKYPILOT_NUM_JOBS": "1"], nil, "0/1"),
        (["SKYPILOT_NODE_RANK": "1", "SKYPILOT_NUM_NODES": "4"], nil, "1/4"),
        (
            [
                "SKYPILOT_JOB_RANK": "2", "SKYPILOT_NUM_JOBS": "5", "SKYPILOT_NODE_RANK": "1",
                "SKYPILOT_NUM_NODES": "4",
            ], nil, "9/20"
        ),
        (
            ["SKYPILOT_JOB_RANK": "0", "SKYPILOT_NUM_JOBS": "1", "RANK": "3", "WORLD_SIZE": "8"], nil, "3/8"
        ),
        (["AWS_BATCH_JOB_ARRAY_INDEX": "4", "AWS_BATCH_JOB_ARRAY_SIZE": "9"], nil, "4/9"),
        (["AWS_BATCH_JOB_ARRAY_INDEX": "4"], nil, "unknownCount"),
        (["BATCH_TASK_INDEX": "0", "BATCH_TASK_COUNT": "2"], nil, "0/2"),
        (["CLOUD_RUN_TASK_INDEX": "1", "CLOUD_RUN_TASK_COUNT": "2"], nil, "1/2"),
        (["PBS_ARRAY_INDEX": "3"], nil, "unknownCount"), (["PBS_ARRAY_INDEX": "8"], 8, "outOfRange"),
        (["PBS_ARRAYID": "3"], 8, "3/8"),
        (
            ["SGE_TASK_ID": "5", "SGE_TASK_FIRST": "1", "SGE_TASK_LAST": "9", "SGE_TASK_STEPSIZE": "4"], nil, "1/3"
        ),
        (
            ["SGE_TASK_ID": "5", "SGE_TASK_FIRST": "1", "SGE_TASK_LAST": "10", "SGE_TASK_STEPSIZE": "4"], nil, "1/3"
        ),
        (
            ["SGE_TASK_ID": "4", "SGE_TASK_FIRST": "1", "SGE_TASK_LAST": "9", "SGE_TASK_STEPSIZE": "4"], nil,
            "irregularArray"
        ),
        (
            [
                "SGE_TASK_ID": "undefined", "SGE_TASK_FIRST": "undefined", "SGE_TASK_LAST": "undefined",
                "SGE_TASK_STEPSIZE": "undefined",
            ], nil, "noLauncher"
        ),
        (["LSB_JOBINDEX": "8", "LSB_JOBINDEX_END": "8"], nil, "unknownFirst"),
        (["LSB_JOBINDEX": "8", "LSB_JOBINDEX_END": "8"], 8, "7/8"),
        (["LSB_JOBINDEX": "8", "LSB_JOBINDEX_END": "8"], 6, "otherCount"),
        (["LSB_JOBINDEX": "8", "LSB_JOBINDEX_END": "8", "CLOUDCOMPUTE_SHARDS": "8"], nil, "7/8"),
        (
            [
                "LSB_JOBINDEX": "2", "LSB_JOBINDEX_END": "2", "JSM_NAMESPACE_RANK": "3", "JSM_NAMESPACE_SIZE": "4",
            ], nil, "unknownFirst"
        ),
        (
            [
                "LSB_JOBINDEX": "2", "LSB_JOBINDEX_END": "2", "JSM_NAMESPACE_RANK": "3", "JSM_NAMESPACE_SIZE": "4",
            ], 8, "7/8"
        ),
        (["LSB_JOBINDEX": "0", "LSB_JOBINDEX_END": "0"], nil, "noLauncher"),
        (["LSB_JOBINDEX": "0", "LSB_JOBINDEX_END": "8"], nil, "irregularArray"),
        (["LSB_JOBINDEX": "3", "LSB_JOBINDEX_END": "9", "LSB_JOBINDEX_STEP": "2"], 5, "1/5"),
        (["LSB_JOBINDEX": "4", "LSB_JOBINDEX_END": "9", "LSB_JOBINDEX_STEP": "2"], nil, "irregularArray"),
        (["JSM_NAMESPACE_RANK": "3", "JSM_NAMESPACE_SIZE": "4"], nil, "3/4"),
        (["FLUX_TASK_RANK": "3", "FLUX_JOB_SIZE": "4"], nil, "3/4"),
        (["OMPI_COMM_WORLD_RANK": "3", "OMPI_COMM_WORLD_SIZE": "4"], nil, "3/4"),
        (["PMI_RANK": "3", "PMI_SIZE": "4"], nil, "3/4"), (["PALS_RANKID": "3"], 4, "3/4"),
        (["DSTACK_NODE_RANK": "1", "DSTACK_NODES_NUM": "2"], nil, "1/2"),
        (["DSTACK_NODE_RANK": "1", "DSTACK_NODES_NUM": "2", "RANK": "5", "WORLD_SIZE": "8"], nil, "disagreement"),
        (["RANK": "5", "WORLD_SIZE": "8"], nil, "5/8"), (["RANK": "5"], nil, "noLauncher"),
        (["WORLD_SIZE": "8"], nil, "noLauncher"), (["RANK": "first"], nil, "noLauncher"),
        (["HQ_TASK_ID": "5"], 8, "passedByArgument"), (["PARALLEL_SEQ": "5"], nil, "passedByArgument"),
        (["OMPI_COMM_WORLD_RANK": "", "OMPI_COMM_WORLD_SIZE": ""], nil, "noLauncher"),
    ]

    @Test(arguments: others) func eachLauncherIsReadByItsRule(variables: Variables, count: Int?, answer: String) {
        #expect(Self.read(variables, count: count) == answer, "\(variables)")
    }

    @Test func theFlagCountsMoreThanTheUsersVariable() {
        for rank in [3, 5] {
            let own = ["CLOUDCOMPUTE_SHARD": "\(rank)", "CLOUDCOMPUTE_SHARDS": "4"]
            #expect(Self.read(own, count: 8) == "\(rank)/8")
        }
        #expect(Self.read(["CLOUDCOMPUTE_SHARD": "3", "CLOUDCOMPUTE_SHARDS": "x"], count: 8) == "3/8")
    }

    @Test func aTaskThatIsSubmittedAgainContradictsTheStatedCount() {
        let again = Self.array(3, 3, 3, 1, 1)
        #expect(Self.read(again) == "0/1")
        #expect(Self.read(again, count: 8) == "otherCount")
        #expect(Self.read(again.merging(["CLOUDCOMPUTE_SHARDS": "8"]) { $1 }) == "otherCount")
    }

    static let hostile = ["-1", "+1", "1.0", " 1", "1 ", "0x1", "1e3", "٣", "99999999999999999999", "NaN", "\u{0}"]

    @Test(arguments: hostile) func aNumberThatIsNoneIsRefusedByTheNameOfItsVariable(text: String) {
        for (launcher, variables) in Self.complete {
            for name in variables.keys.sorted() {
                var changed = variables
                changed[name] = text
                #expect(throws: LauncherRefusal.notANumber(variable: name, value: text), "\(launcher)") {
                    try LauncherRank.shard(in: changed)
                }
            }
        }
    }

    /// The variables of each launcher that says everything, none of which may be junk.
    static let complete: [(Launcher, Variables)] = [
        (.own, ["CLOUDCOMPUTE_SHARD": "3", "CLOUDCOMPUTE_SHARDS": "8"]),
        (.slurm, array(3, 0, 7, 1, 8).filter { $0.key.hasPrefix("SLURM_ARRAY_TASK") }),
        (.skyPilot, ["SKYPILOT_JOB_RANK": "2", "SKYPILOT_NUM_JOBS": "5"]),
        (
            .gridEngine,
            [
                "SGE_TASK_ID": "5", "SGE_TASK_FIRST": "1", "SGE_TASK_LAST": "9", "SGE_TASK_STEPSIZE": "4",
            ]
        ),
        (.lsf, ["LSB_JOBINDEX": "3", "LSB_JOBINDEX_END": "9", "LSB_JOBINDEX_STEP": "2"]),
        (.torchrun, ["RANK": "5", "WORLD_SIZE": "8"]),
    ]

    @Test func numbersThatOverflowAreRefused() {
        let most = "\(Int.max)"
        #expect(Self.read(["RANK": "1", "WORLD_SIZE": most]) == "countOutOfRange")
        #expect(Self.read(["RANK": "1", "WORLD_SIZE": "0"]) == "outOfRange")
        #expect(Self.read(["JOB_COMPLETION_INDEX": most], count: 8) == "outOfRange")
        var array = Self.array(0, 0, .max, 1, .max)
        #expect(Self.read(array) == "irregularArray")
        array = Self.array(0, 0, .max, .max, .max)
        #expect(Self.read(array) == "irregularArray")
        #expect(Self.read(Self.array(0, 9, 3, 1, 4)) == "irregularArray")
        #expect(Self.read(Self.array(3, 0, 7, 0, 8)) == "irregularArray")
        #expect(Self.read(Self.array(0, 0, 0, 1, 0)) == "irregularArray")
        let wide = [
            "SKYPILOT_JOB_RANK": "1", "SKYPILOT_NUM_JOBS": most, "SKYPILOT_NODE_RANK": "1",
            "SKYPILOT_NUM_NODES": most,
        ]
        #expect(Self.read(wide) == "countOutOfRange")
        let sge = ["SGE_TASK_ID": "0", "SGE_TASK_FIRST": "0", "SGE_TASK_LAST": most, "SGE_TASK_STEPSIZE": "1"]
        #expect(Self.read(sge) == "countOutOfRange")
        let lsf = ["LSB_JOBINDEX": most, "LSB_JOBINDEX_END": most, "LSB_JOBINDEX_STEP": most]
        #expect(Self.read(lsf) == "irregularArray")
    }

    @Test func restartsAreCountedWhereTheLauncherTells() {
        #expect(LauncherRank.restarts(in: [:]) == nil)
        #expect(LauncherRank.restarts(in: ["SLURM_RESTART_COUNT": "2"]) == 2)
        #expect(LauncherRank.restarts(in: ["AWS_BATCH_JOB_ATTEMPT": "1"]) == nil)
        #expect(LauncherRank.restarts(in: ["AWS_BATCH_JOB_ATTEMPT": "3"]) == 2)
        #expect(LauncherRank.restarts(in: ["SLURM_RESTART_COUNT": "-2", "CLOUD_RUN_TASK_ATTEMPT": "x"]) == nil)
        #expect(LauncherRank.restarts(in: ["SLURM_RESTART_COUNT": "\(Int.max)"]) == nil)
    }
}
