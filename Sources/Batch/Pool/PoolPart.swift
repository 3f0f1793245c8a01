import Files
import SystemPackage

/// The results and failures of one claim: once its chunk is done, they answer every line of it.
actor PoolPart {
    private let disk: FileSystemDisk
    private let path: String
    private var results: LineFile
    private var failures: LineFile
    private var hasDurableName = false

    /// Names the files; ``begin(after:)`` makes them.
    ///
    /// - Throws: ``BatchError``.
    init(_ claim: PoolClaim, in folder: PoolFolder) throws(BatchError) {
        let part = folder.part(claim)
        path = part.results
        disk = FileSystemDisk(results: part.results, failures: part.failures, superseded: nil)
        results = try LineFile(.results, disk, isUsed: false)
        failures = try LineFile(.failures, disk)
    }

    /// Makes the file and copies into it what the parts of earlier claims hold, which other workers may still write to.
    ///
    /// - Returns: Who is answered by that.
    /// - Throws: ``BatchError``.
    func begin(after earlier: [String]) throws(BatchError) -> Set<RequestFingerprint> {
        do throws(FileError) {
            guard let descriptor = try ExclusiveFile.create(path, appends: true) else {
                throw FileError(path: path, .fileExists)
            }
            try FileLock.take(descriptor, path: path)
            results = LineFile(reading: RegularFile(descriptor, path: path), at: path)
        } catch { throw .writingFailed(error) }
        var done: Set<RequestFingerprint> = []
        for path in earlier {
            let part: SiblingFile?
            do { part = try SiblingFile(path) } catch { throw .readingFailed(error) }
            guard let part else { continue }
            var results = results
            try LineFile(reading: part, at: path).forEachLine { line throws(BatchError) in
                guard done.insert(line.identity).inserted else { return }
                try results.append(line.bytes + [UInt8(ascii: "\n")])
            }
            self.results = results
        }
        return done
    }

    /// Brings the file's name to the disk; results that are to be written meanwhile wait for that.
    ///
    /// - Throws: ``BatchError``.
    func makeNameDurable() throws(BatchError) {
        guard !hasDurableName else { return }
        do { try FileDraft.syncDirectory(of: path) } catch { throw .writingFailed(error) }
        hasDurableName = true
    }

    /// Writes a line.
    ///
    /// - Throws: ``BatchError``.
    func append(_ line: [UInt8], isResult: Bool) throws(BatchError) {
        if isResult { return try results.append(line) }
        if failures.file == nil { hasDurableName = false }
        guard try failures.make(disk) else { throw .contestedOutput(failures.path) }
        try failures.append(line)
    }

    /// Brings everything to the disk.
    ///
    /// - Throws: ``BatchError``.
    func finish() throws(BatchError) {
        guard results.file != nil else { return }
        try results.sync()
        try failures.sync()
        try makeNameDurable()
    }
}
