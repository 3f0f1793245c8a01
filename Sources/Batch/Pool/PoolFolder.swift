import Files
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The folder that the workers of a pool share.
///
/// `pool.json` describes it, `claims/CHUNK.GENERATION` are claims, `parts/CHUNK.GENERATION.jsonl` the results of each, and
/// `done/CHUNK.GENERATION.ok` or `….failed` say that a chunk needs nothing more. Files are made and never changed, save that
/// the holder of a claim writes to it and to its parts.
struct PoolFolder: Sendable {
    static let description = "pool.json"
    static let done = "done"
    static let maximumDescription = 1 << 20
    private static let releasedSuffix = ".released"

    let path: String

    /// Opens the folder, or makes it.
    ///
    /// - Throws: ``BatchError``; a folder that holds something else is left as it is.
    init(_ path: String) throws(BatchError) {
        self.path = path
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw .pool(.unusableFolder(FileError(path: path, Errno(rawValue: errno))))
        }
        let entries = try Self.entries(path)
        guard !entries.contains(Self.description) else { return }
        // Another worker may be about to describe the pool.
        if let foreign = entries.first(where: { !Self.isOfAPoolInTheMaking($0) }) {
            throw .pool(.foreignFolder(path, entry: foreign))
        }
    }

    private static func isOfAPoolInTheMaking(_ name: String) -> Bool {
        name.hasPrefix(PoolSelfTest.prefix) || name.hasPrefix(description + ".") && name.hasSuffix(".draft")
    }

    /// Makes this description the pool's, or takes the one that is there.
    ///
    /// - Throws: ``BatchError``.
    func describe(_ description: PoolDescription) throws(BatchError) -> PoolDescription {
        // It may be removed between the two steps, by whoever clears the folder.
        for _ in 0..<100 {
            do { try write(description) } catch { throw .writingFailed(error) }
            if let found = try describedAlready() {
                try makeFolders()
                return found
            }
        }
        throw .contestedOutput(descriptionPath)
    }

    private var descriptionPath: String { "\(path)/\(Self.description)" }

    /// Writes the description, whole or not at all, unless there is one.
    private func write(_ description: PoolDescription) throws(FileError) {
        guard try FileStatus.of(descriptionPath) == nil else { return }
        let draft = try FileDraft(replacing: descriptionPath)
        if let code = draft.descriptor.writeWhole(description.text).failure {
            draft.discard()
            throw FileError(path: descriptionPath, code)
        }
        do throws(FileError) {
            try draft.commitAsNew()
            try? draft.descriptor.close()
        } catch  where error.cause == .system(.fileExists) { return }
    }

    private func describedAlready() throws(BatchError) -> PoolDescription? {
        let bytes: [UInt8]
        do throws(FileError) { bytes = try WholeFile.read(descriptionPath, limit: Self.maximumDescription) } catch {
            if error.cause == .system(.noSuchFileOrDirectory) { return nil }
            throw .pool(.unusableFolder(error))
        }
        guard let found = PoolDescription(bytes) else { throw .pool(.unreadableDescription(descriptionPath)) }
        return found
    }

    private func makeFolders() throws(BatchError) {
        for name in ["claims", "parts", Self.done] {
            let folder = "\(path)/\(name)"
            if mkdir(folder, 0o700) != 0, errno != EEXIST {
                throw .pool(.unusableFolder(FileError(path: folder, Errno(rawValue: errno))))
            }
        }
    }

    /// Lists the claims and what is done.
    ///
    /// - Throws: ``BatchError``.
    func list() throws(BatchError) -> PoolListing {
        var listing = PoolListing()
        // What is done after the claims are read is seen as done all the same.
        for name in try Self.entries("\(path)/claims") {
            if name.hasSuffix(Self.releasedSuffix) {
                if let claim = PoolClaim(name: name.dropLast(Self.releasedSuffix.count)) {
                    listing.released.insert(claim)
                }
            } else if let claim = PoolClaim(name: name[...]) {
                listing.claims.append(claim)
            }
        }
        listing.done = Self.doneChunks(try Self.entries("\(path)/\(Self.done)"))
        return listing
    }

    /// The chunks that are done by the names of their marks, and whether lines of them have failed for good.
    static func doneChunks(_ names: [String]) -> [Int: Bool] {
        var done: [Int: Bool] = [:]
        for name in names {
            for hasFailures in [false, true] {
                let suffix = suffix(hasFailures)
                guard name.hasSuffix(suffix), let claim = PoolClaim(name: name.dropLast(suffix.count)) else { continue }
                // Of two who have run it, one may have had no failure.
                done[claim.chunk] = hasFailures && done[claim.chunk] != false
            }
        }
        return done
    }

    private static func suffix(_ hasFailures: Bool) -> String { hasFailures ? ".failed" : ".ok" }

    private func donePath(_ claim: PoolClaim, _ hasFailures: Bool) -> String {
        "\(path)/\(Self.done)/\(claim.name)\(Self.suffix(hasFailures))"
    }

    func claimPath(_ claim: PoolClaim) -> String { "\(path)/claims/\(claim.name)" }

    /// Where the results of a claim go, and its failures.
    func part(_ claim: PoolClaim) -> (results: String, failures: String) {
        let stem = "\(path)/parts/\(claim.name)"
        return (stem + ".jsonl", stem + ".errors.jsonl")
    }

    /// Whether the chunk of a claim was done by an earlier one, and then whether lines of it have failed.
    ///
    /// - Throws: ``BatchError``.
    func isDone(before claim: PoolClaim) throws(BatchError) -> Bool? {
        var found: Bool?
        for generation in 1..<claim.generation {
            let earlier = PoolClaim(claim.chunk, generation)
            do {
                if try FileStatus.of(donePath(earlier, false)) != nil { return false }
                if try FileStatus.of(donePath(earlier, true)) != nil { found = true }
            } catch { throw .readingFailed(error) }
        }
        return found
    }

    /// Notes that a chunk is done by a claim, whose part is on the disk.
    ///
    /// - Throws: ``BatchError``.
    func markDone(_ claim: PoolClaim, hasFailures: Bool) throws(BatchError) {
        try create(donePath(claim, hasFailures))
    }

    /// Gives a claim back.
    ///
    /// - Throws: ``BatchError``.
    func release(_ claim: PoolClaim) throws(BatchError) {
        try create(claimPath(claim) + Self.releasedSuffix)
    }

    /// Makes an empty file unless it is there.
    ///
    /// It need not outlive a loss of power: without it the chunk is claimed again, and finds its results in the parts.
    private func create(_ file: String) throws(BatchError) {
        do throws(FileError) {
            let descriptor = try ExclusiveFile.create(file)
            try? descriptor?.close()
        } catch {
            throw .writingFailed(error)
        }
    }

    private static func entries(_ folder: String) throws(BatchError) -> [String] {
        do { return try FolderListing.names(in: folder) } catch { throw .pool(.unusableFolder(error)) }
    }
}
