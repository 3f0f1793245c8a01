import Files
import SystemPackage

/// What stands where the merged output is to go: lines of this program only, each of which a part must have too.
///
/// A result that was paid for leaves only where it is in a part, or among what a part's run has superseded.
final class FormerOutput {
    private static let compartments = 64

    private let path: String
    private let failuresPath: String
    private let results: PartFile?
    private let failures: PartFile?
    private let lock: LockedFile?
    private let contents: Spill?

    /// Whether there is a file of results, or of failures, already.
    var hasResults: Bool { results != nil }
    var hasFailures: Bool { failures != nil }

    /// Keeps runs away from what is there, then looks at it.
    ///
    /// - Throws: ``MergeError``, `CancellationError`.
    init(results: String, failures: String) async throws {
        path = results
        failuresPath = failures
        // A run that held it until now may have added to both files, so they are looked at only once it is locked.
        let lock = try LockedFile(results)
        self.lock = lock
        let former = lock?.file
        self.results = former
        let formerFailures = try Self.file(failures)
        self.failures = formerFailures
        contents =
            former.map { $0.size == 0 } ?? true
            ? nil
            : try MergeError.writing { () throws(FileError) in
                try Spill(beside: results, compartments: Self.compartments)
            }
        if let formerFailures { try await Self.check(formerFailures) { _ in } }
        guard let former else { return }
        try await Self.check(former) { [contents] line in
            guard line.kind == .result, let content = Self.content(line.bytes) else { return }
            try Self.note(content, isKnown: false, contents)
        }
    }

    private static func file(_ path: String) throws(MergeError) -> PartFile? {
        try MergeError.writing { () throws(FileError) in try PartFile(path) }
    }

    /// Refuses to replace what has changed since it was looked at, as it may where there are no locks.
    ///
    /// - Throws: ``MergeError``.
    func checkUnchanged() throws(MergeError) {
        for (path, former) in [(path, results), (failuresPath, failures)] {
            let present = try Self.file(path)
            guard former.map({ $0.isUnchanged(present) }) ?? (present == nil) else { throw .changedPart(path) }
        }
    }

    private static func check(_ file: PartFile, _ body: (PartLine) throws -> Void) async throws {
        do {
            try await file.forEachEntry { entry in
                switch entry {
                case .line(let line): try body(line)
                case .torn: break
                case .foreign(let number): throw MergeError.foreignOutput(file.path, line: number)
                }
            }
        } catch let error as FileError {
            throw MergeError.unwritable(error)
        }
    }

    /// Whether it matters what the parts hold.
    var wantsContents: Bool { contents != nil }

    /// Notes a result that a part has.
    ///
    /// - Throws: ``MergeError``.
    func note(_ line: [UInt8]) throws(MergeError) {
        guard contents != nil, let content = Self.content(line) else { return }
        try MergeError.writing { () throws(FileError) in try Self.note(content, isKnown: true, contents) }
    }

    private static func note(_ content: UInt64, isKnown: Bool, _ contents: Spill?) throws(FileError) {
        try contents?.append(to: Int(content % UInt64(compartments))) { bytes in
            bytes.append(isKnown ? 1 : 0)
            for shift in stride(from: 0, to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: content >> UInt64(shift)))
            }
        }
    }

    private static func content(_ line: [UInt8]) -> UInt64? {
        ResultLine.identity(line).map { ResultLine.content(StoredLine(bytes: line, identity: $0, offset: 0)) }
    }

    /// Refuses to lose results.
    ///
    /// - Throws: ``MergeError``.
    func check() throws {
        guard contents != nil else { return }
        var lost = 0
        for compartment in 0..<Self.compartments {
            var known: Set<UInt64> = []
            // What the parts have comes after what was there.
            var former: [UInt64] = []
            try read(compartment) { block in
                for start in stride(from: 0, to: block.count, by: 9) {
                    let content = block[(start + 1)..<(start + 9)].reversed().reduce(0 as UInt64) {
                        $0 << 8 | UInt64($1)
                    }
                    if block[start] == 1 { known.insert(content) } else { former.append(content) }
                }
            }
            lost += former.count { !known.contains($0) }
        }
        if lost > 0 { throw MergeError.losesResults(path, count: lost) }
    }

    private func read(_ compartment: Int, _ body: ([UInt8]) -> Void) throws {
        do { try contents?.forEachBlock(of: compartment, body) } catch let error as FileError {
            throw MergeError.unwritable(error)
        }
    }
}
