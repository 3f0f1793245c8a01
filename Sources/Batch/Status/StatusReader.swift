import Files

/// Looks at outputs again and again.
package struct StatusReader {
    private let arguments: [String]
    private var counters: [String: LineCounter] = [:]
    private var results: [String: LineIDs] = [:]
    private var pools: [String: PoolStatus] = [:]
    private var failures: [Failures: LineIDs] = [:]

    /// Failures in a file since a run began.
    private struct Failures: Hashable {
        var path: String
        var start: Double
    }

    package init(_ arguments: [String]) {
        self.arguments = arguments
    }

    /// Looks at what is there now.
    ///
    /// - Parameter now: Seconds since 1970.
    /// - Throws: ``MergeError``.
    package mutating func report(now: Double) throws(MergeError) -> StatusReport {
        // Shards and attempts may have come since the last look.
        let (poolOutputs, others) = try readPools(now)
        if others.isEmpty, !poolOutputs.isEmpty { return StatusReport(poolOutputs) }
        let parts = try PartSet(others)
        let attempts = Dictionary(grouping: parts.outputs) { ShardFileName($0)?.ofShard }
        var outputs: [OutputStatus] = []
        for output in parts.outputs {
            let status = BatchStatus.path(output: output).flatMap { StatusFile.read($0) }
            outputs.append(
                try OutputStatus(output, status, now: now) { () throws(MergeError) in
                    guard let status else { return (try count(output), try count(BatchRun.errorsPath(output))) }
                    let files = ShardFileName(output).flatMap { attempts[$0.ofShard] } ?? [output]
                    return try count(files, since: status.started)
                })
        }
        return StatusReport(poolOutputs + outputs, absent: parts.absent)
    }

    /// What runs tell of themselves, without a look at what is in outputs that are not of pools.
    static func told(_ parts: PartSet) throws(MergeError) -> StatusReport {
        var outputs: [OutputStatus] = []
        for output in parts.outputsOfRuns {
            let status = BatchStatus.path(output: output).flatMap { StatusFile.read($0) }
            outputs.append(try OutputStatus(output, status, now: 0) { () throws(MergeError) in (0, 0) })
        }
        for folder in parts.pools {
            guard let description = PoolStatus.description(in: folder) else {
                outputs.append(OutputStatus(output: folder, state: .unknown, done: 0, failed: 0, total: nil))
                continue
            }
            var pool = PoolStatus(folder, description)
            outputs.append(try MergeError.reading { () throws(FileError) in try pool.output(now: 0) })
        }
        return StatusReport(outputs, absent: parts.absent)
    }

    /// The pools among the arguments, each once, and the other arguments.
    private mutating func readPools(_ now: Double) throws(MergeError) -> ([OutputStatus], others: [String]) {
        var (outputs, others): ([OutputStatus], [String]) = ([], [])
        var places: Set<FilePlace> = []
        for argument in arguments {
            guard let description = PoolStatus.description(in: argument) else {
                others.append(argument)
                continue
            }
            try MergeError.reading { () throws(FileError) in
                if let place = try FilePlace(PoolStatus.file(in: argument)), !places.insert(place).inserted { return }
                if pools[argument]?.description != description {
                    pools[argument] = PoolStatus(argument, description)
                }
                if let output = try pools[argument]?.output(now: now) { outputs.append(output) }
            }
        }
        return (outputs, others)
    }

    /// The results, and what has failed since a run began, each once however many attempts at a shard have it.
    ///
    /// Failures of earlier runs stay in the file until a run's end, and are sent again.
    private mutating func count(_ files: [String], since start: Double) throws(MergeError) -> (done: Int, failed: Int) {
        var (done, failed): (Set<Int>, Set<Int>) = ([], [])
        for file in files {
            try MergeError.reading { () throws(FileError) in
                if files.count > 1 {
                    try results[file, default: LineIDs()].read(file)
                    done.formUnion(results[file]?.ids ?? [])
                }
                let errors = Failures(path: BatchRun.errorsPath(file), start: start)
                try failures[errors, default: LineIDs(since: start)].read(errors.path)
                failed.formUnion(failures[errors]?.ids ?? [])
            }
        }
        // The results of one file are only counted, since there may be very many.
        if files.count == 1, let file = files.first { return (try count(file), failed.count) }
        return (done.count, failed.subtracting(done).count)
    }

    private mutating func count(_ path: String) throws(MergeError) -> Int {
        try MergeError.reading { () throws(FileError) in try counters[path, default: LineCounter()].lines(in: path) }
    }
}
