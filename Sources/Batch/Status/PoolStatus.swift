import Files

/// How far a pool is, from its description, the marks of what is done, and the parts of the rest.
///
/// Parts hold copies of each other's lines, so of each chunk only one part counts.
struct PoolStatus {
    let description: PoolDescription
    private let path: String
    private let plan: PoolPlan
    private var counters: [String: LineCounter] = [:]
    private var rate = RecentRate()

    /// What a chunk has come to.
    private struct Chunk {
        var done = 0
        var failed = 0
    }

    init(_ path: String, _ description: PoolDescription) {
        self.path = path
        self.description = description
        plan = description.plan
    }

    static func file(in path: String) -> String { "\(path)/\(PoolFolder.description)" }

    /// The description of the pool in a folder; `nil` where there is none.
    static func description(in path: String) -> PoolDescription? {
        let file = file(in: path)
        guard let status = try? FileStatus.of(file), status.kind == .regular else { return nil }
        return (try? WholeFile.read(file, limit: PoolFolder.maximumDescription)).flatMap { PoolDescription($0) }
    }

    /// Looks at what is there now.
    ///
    /// - Parameter now: Seconds since 1970.
    /// - Throws: ``FileError``.
    mutating func output(now: Double) throws(FileError) -> OutputStatus {
        // A chunk that is done after its mark was looked for has its lines in the parts all the same.
        var marks = try claims(in: "done", [".ok", ".failed"])
        let parts = try claims(in: "parts", [".errors.jsonl", ".jsonl"])
        // A mark whose part was removed says nothing.
        let present = Set(parts.map(\.0))
        marks.removeAll { !present.contains($0.0) }
        var chunks: [Int: Chunk] = [:]
        for (claim, suffix) in marks where suffix == ".ok" {
            chunks[claim.chunk] = Chunk(done: plan[claim.chunk].count)
        }
        for (claim, suffix) in marks where suffix == ".failed" {
            let size = plan[claim.chunk].count
            let done = min(size, try lines(claim, ".jsonl"))
            if done >= chunks[claim.chunk]?.done ?? 0 { chunks[claim.chunk] = Chunk(done: done, failed: size - done) }
        }
        let finished = chunks.count
        let marked = Set(chunks.keys)
        for (claim, suffix) in parts where !marked.contains(claim.chunk) {
            let count = min(plan[claim.chunk].count, try lines(claim, suffix))
            if suffix == ".jsonl" {
                chunks[claim.chunk, default: Chunk()].done = max(count, chunks[claim.chunk]?.done ?? 0)
            } else {
                chunks[claim.chunk, default: Chunk()].failed = max(count, chunks[claim.chunk]?.failed ?? 0)
            }
        }
        let done = chunks.values.reduce(0) { $0 + $1.done }
        let failed = chunks.reduce(0) { $0 + min($1.value.failed, plan[$1.key].count - $1.value.done) }
        rate.note(done + failed, at: now)
        var status = OutputStatus(
            output: path, state: finished == plan.count ? .finished : .open, done: done, failed: failed,
            total: plan.lines)
        if status.state == .open { status.rate = rate.perSecond }
        return status
    }

    /// The claims of this pool's chunks that files of a folder are named after, with what follows.
    private func claims(in folder: String, _ suffixes: [String]) throws(FileError) -> [(PoolClaim, suffix: String)] {
        let folder = "\(path)/\(folder)"
        // The folders are made after the description.
        guard try FileStatus.of(folder)?.kind == .directory else { return [] }
        return try FolderListing.names(in: folder).compactMap { name in
            guard let suffix = suffixes.first(where: { name.hasSuffix($0) }),
                let claim = PoolClaim(name: name.dropLast(suffix.count)), claim.chunk < plan.count
            else { return nil }
            return (claim, suffix)
        }
    }

    private mutating func lines(_ claim: PoolClaim, _ suffix: String) throws(FileError) -> Int {
        let part = "\(path)/parts/\(claim.name)\(suffix)"
        return try counters[part, default: LineCounter()].lines(in: part)
    }
}
