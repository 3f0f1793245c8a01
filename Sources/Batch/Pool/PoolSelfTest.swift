import Files
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Tries what a pool needs of a file system in the pool's own folder, with files that nobody else knows.
struct PoolSelfTest {
    static let prefix = "self-test-"

    private let folder: String
    private let stem: String

    /// Tries everything.
    ///
    /// - Throws: ``BatchError``: what does not work.
    static func run(in folder: PoolFolder) throws(BatchError) {
        var random = SystemRandomNumberGenerator()
        let test = PoolSelfTest(
            folder: folder.path, stem: "\(folder.path)/\(prefix)\(String(random.next() as UInt64, radix: 36))")
        defer { for name in ["a", "b"] { unlink(test.file(name)) } }
        for need in PoolError.Need.allCases {
            let works: Bool
            do throws(FileError) { works = try test.works(need) } catch {
                throw .pool(.unfitFileSystem(folder.path, need, error))
            }
            guard works else { throw .pool(.unfitFileSystem(folder.path, need, nil)) }
        }
    }

    private func file(_ name: String) -> String { "\(stem)-\(name)" }

    /// Whether a need is met; the files of one are there for the next.
    private func works(_ need: PoolError.Need) throws(FileError) -> Bool {
        switch need {
        case .exclusiveCreation:
            guard let first = try ExclusiveFile.create(file("a")) else { return false }
            try? first.close()
            guard let second = try ExclusiveFile.create(file("a")) else { return true }
            try? second.close()
            return false
        case .locks: return try locksExclude()
        case .links:
            guard link(file("a"), file("b")) == 0 else { throw FileError(path: folder, Errno(rawValue: errno)) }
            return link(file("a"), file("b")) != 0
        case .replacement:
            unlink(file("b"))
            guard let other = try ExclusiveFile.create(file("b")) else { return false }
            defer { try? other.close() }
            guard rename(file("b"), file("a")) == 0 else { throw FileError(path: folder, Errno(rawValue: errno)) }
            return try FileStatus.of(file("a"))?.identity == FileStatus(other, path: file("a")).identity
        }
    }

    private func locksExclude() throws(FileError) -> Bool {
        let (first, second) = (try open(), try open())
        defer {
            try? first.close()
            try? second.close()
        }
        try FileLock.take(first, path: folder)
        do throws(FileError) { try FileLock.take(second, path: folder) } catch {
            if error.cause == .locked { return true }
            throw error
        }
        return false
    }

    private func open() throws(FileError) -> FileDescriptor {
        do { return try FileDescriptor.open(file("a"), .readWrite, options: [.closeOnExec, .noFollow]) } catch {
            throw FileError(path: folder, error as? Errno ?? .ioError)
        }
    }
}
