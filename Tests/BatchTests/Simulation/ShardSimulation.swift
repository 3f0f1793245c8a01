import CloudComputeClient
import Files

@testable import Batch

/// A job of several shards, from one seed: they run at once, are killed, lose power and start again, sometimes while the
/// former run still works, and lines are appended meanwhile.
struct ShardSimulation {
    private var random: JournalRandom
    private var input: JournalSimulatedInput
    private let count: Int
    private let rule: ShardRule
    /// The files of each shard: its own first, then those of other attempts.
    private var disks: [[JournalSimulatedDisk]] = []
    private var running: [(shard: Int, process: ShardProcess)] = []
    /// Whether two runs of one shard have worked at once, which may pay for a line twice.
    private(set) var hadRivals = false

    init(seed: UInt64) {
        random = JournalRandom(seed: seed)
        input = JournalSimulatedInput(&random)
        count = 1 + random.below(5)
        rule = ShardRule.allCases[random.below(ShardRule.allCases.count)]
        for _ in 0..<count { disks.append([newDisk()]) }
        append()
    }

    /// Plays the job to its end.
    ///
    /// - Throws: ``JournalViolation``.
    mutating func play() throws {
        for _ in 0..<(20 + random.below(200)) {
            switch random.below(12) {
            case 0, 1: try start(random.below(count))
            case 2: if random.once(in: 3) { append() }
            case 3: if random.once(in: 4), !running.isEmpty { end(random.below(running.count)) }
            default: if !running.isEmpty { try step(random.below(running.count)) }
            }
        }
        while !running.isEmpty { end(0) }
        for shard in 0..<count { try finish(shard) }
        try check()
    }

    /// Starts a shard; where a run of it still works, in files of its own.
    private mutating func start(_ shard: Int) throws {
        let isRunning = running.contains { $0.shard == shard }
        if isRunning {
            guard random.once(in: 3), disks[shard].count < 4 else { return }
            disks[shard].append(newDisk())
            hadRivals = true
        }
        guard let disk = isRunning ? disks[shard].last : disks[shard].first else { return }
        if random.once(in: 2) { disk.operationsLeft = random.below(40) }
        disk.others = disks[shard].filter { $0 !== disk }
        do throws(BatchError) { running.append((shard, try ShardProcess(disk, try sharding(shard), input))) } catch {
            try crash(disk, error)
        }
    }

    private mutating func step(_ place: Int) throws {
        let disk = running[place].process.disk
        do throws(BatchError) { try running[place].process.step(&random) } catch {
            running.remove(at: place)
            return try crash(disk, error)
        }
        guard running[place].process.isDone else { return }
        running.remove(at: place)
        disk.operationsLeft = nil
    }

    /// Kills a run, or its machine.
    private mutating func end(_ place: Int) {
        let disk = running.remove(at: place).process.disk
        disk.restart(after: random.once(in: 2) ? .kill : .powerLoss)
    }

    private mutating func crash(_ disk: JournalSimulatedDisk, _ error: BatchError) throws {
        if !disk.isDead { throw JournalViolation(description: "A run on a sound disk failed: \(error)") }
        disk.restart(after: random.once(in: 2) ? .kill : .powerLoss)
    }

    /// Runs a shard once more without faults.
    private mutating func finish(_ shard: Int) throws {
        let disk = disks[shard][0]
        disk.others = Array(disks[shard].dropFirst())
        for disk in disks[shard] { disk.operationsLeft = nil }
        let done = Set(try disks[shard].flatMap { try Self.names($0) })
        var process = try ShardProcess(disk, try sharding(shard), input)
        while !process.isDone { try process.step(&random) }
        // Of equal lines without an id it does not matter which one is sent for a new one. Where two runs have done some of
        // them apart and others are inserted before, one may be sent once more.
        let missing = process.ids.subtracting(done).count
        if !hadRivals, process.sent > missing {
            throw JournalViolation(description: "\(process.sent) lines were sent where \(missing) had no result.")
        }
    }

    private func check() throws {
        var survey = InputScan(files: input.files, isComplete: true)
        var expected: Set<String> = []
        for line in input.inputLines {
            if case .success(let request) = survey.add(line, form: input.form) { expected.insert(request.customID) }
        }
        var found: [String] = []
        for (shard, disks) in disks.enumerated() {
            for disk in disks {
                let names = try Self.names(disk)
                if Set(names).count < names.count {
                    throw JournalViolation(description: "An id stands twice in shard \(shard): \(names.sorted())")
                }
                found += names
            }
        }
        if Set(found) != expected {
            throw JournalViolation(
                description:
                    "Of \(expected.count) ids \(Set(found).count) are there: \(expected.symmetricDifference(found))")
        }
        if !hadRivals, found.count > expected.count {
            throw JournalViolation(description: "Ids stand in two shards: \(found.sorted())")
        }
    }

    private static func names(_ disk: JournalSimulatedDisk) throws -> [String] {
        guard let file = disk.files[.results] else { return [] }
        var names: [String] = []
        try LineFile(reading: file, at: "results").forEachLine { names.append(ResultLine.customID($0.bytes)) }
        return names
    }

    /// Appends lines where that changes nothing of the lines before: where these are counted, to the last file.
    private mutating func append() {
        for _ in 0..<random.below(12) {
            let number = input.lines.count
            input.lines.append(
                JournalSimulatedInput.Line(
                    customID: random.once(in: 2) ? "new\(number)" : nil, text: "t\(random.below(6))",
                    file: rule == .id ? random.below(input.files.count) : input.files.count - 1))
        }
    }

    private mutating func newDisk() -> JournalSimulatedDisk {
        JournalSimulatedDisk(random: JournalRandom(seed: random.next()))
    }

    private func sharding(_ index: Int) throws(BatchError) -> Sharding {
        guard let shard = Shard(index: index, count: count) else { throw .lockedOutput("no such shard") }
        return Sharding(shard, rule: rule, output: "out.jsonl")
    }
}
