import Files
import SystemPackage

/// What stands where the merged output is to go: lines of this program only, each of which a part must have too.
///
/// A result that was paid for leaves only where it is in a part, or among what a part's run has superseded.
final class FormerOutput {
    private static let compartments = 64

    /// Whether there is a file of results, or of failures, already.
    let hasResults: Bool
    let hasFailures: Bool
    private let path: String
    private let lock: FileDescriptor?
    private let contents: Spill?

    /// Looks at what is there, and keeps runs away from it.
    ///
    /// - Throws: ``MergeError``, `CancellationError`.
    init(results: String, failures: String) async throws {
        path = results
        let former = try Self.file(results)
        let formerFailures = try Self.file(failures)
        hasResults = former != nil
        hasFailures = formerFailures != nil
        if let formerFailures { try await Self.check(formerFailures) { _ in } }
        guard let former else {
            (lock, contents) = (nil, nil)
            return
        }
        lock = try Self.lock(former)
        contents =
            former.size == 0
            ? nil
            : try MergeError.writing { () throws(FileError) in
                try Spill(beside: results, compartments: Self.compartments)
            }
        try await Self.check(former) { [contents] line in
            guard line.kind == .result, let content = Self.content(line.bytes) else { return }
            try Self.note(content, isKnown: false, contents)
        }
    }

    deinit { try? lock?.close() }

    private static func file(_ path: String) throws(MergeError) -> PartFile? {
        do { return try PartFile(path) } catch { throw .unwritable(error) }
    }

    private static func lock(_ file: PartFile) throws(MergeError) -> FileDescriptor {
        do throws(FileError) {
            let descriptor = try file.open()
            do throws(FileError) { try FileLock.take(descriptor, path: file.path) } catch {
                // Where there are no locks, no run could have this output either.
                if error.cause == .locked {
                    try? descriptor.close()
                    throw error
                }
            }
            return descriptor
        } catch {
            throw error.cause == .locked ? .lockedOutput(file.path) : .unwritable(error)
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
