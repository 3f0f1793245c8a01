import Files
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The real files of a journal.
final class FileSystemDisk: JournalDisk {
    /// What keeps two runs from writing to one file.
    enum Exclusion: Sendable {
        /// A lock, as far as the system has it.
        case lock
        /// A lock that is tried first, since several machines may share the files.
        case checkedLock
        /// Only files that are not there yet are written to, since locks do not hold.
        case creation
    }

    private let paths: [JournalRole: String]
    private let exclusion: Exclusion
    /// The results of other attempts at the same lines.
    private let others: [String]

    /// - Parameters:
    ///   - results: `-` is standard output.
    ///   - others: The results of other attempts at the same lines.
    init(
        results: String, failures: String, superseded: String?, exclusion: Exclusion = .lock, others: [String] = []
    ) {
        self.exclusion = exclusion
        self.others = others
        var paths: [JournalRole: String] = [.results: results, .failures: failures]
        paths[.superseded] = superseded
        self.paths = paths
    }

    func path(_ role: JournalRole) -> String? { paths[role] }

    func open(_ role: JournalRole) throws(FileError) -> (any JournalFile)? {
        guard let path = paths[role] else { return nil }
        if path == "-" { return StreamFile(.standardOutput, path: path, ownsDescriptor: false) }
        // The file may be replaced between opening and locking; only the one at the path counts.
        for _ in 0..<100 {
            guard let status = try FileStatus.of(path) else { return nil }
            if status.kind != .regular, role == .superseded { throw FileError(path: path, .notRegular) }
            let isRegular = status.kind == .regular
            if isRegular, exclusion == .creation { throw FileError(path: path, .locked) }
            let descriptor: FileDescriptor
            do {
                descriptor = try FileDescriptor.open(
                    path, isRegular ? .readWrite : .writeOnly, options: [.append, .closeOnExec])
            } catch {
                let code = error as? Errno ?? .ioError
                if code == .noSuchFileOrDirectory { continue }
                throw FileError(path: path, code)
            }
            if let file = try file(descriptor, path) { return file }
        }
        throw FileError(path: path, .locked)
    }

    /// The open file, locked if it is a regular one; `nil` where another has taken its name meanwhile.
    private func file(_ descriptor: FileDescriptor, _ path: String) throws(FileError) -> (any JournalFile)? {
        do throws(FileError) {
            let opened = try FileStatus(descriptor, path: path)
            guard opened.kind == .regular else { return StreamFile(descriptor, path: path, ownsDescriptor: true) }
            try lock(descriptor, path)
            if try FileStatus.of(path)?.identity == opened.identity { return RegularFile(descriptor, path: path) }
            try? descriptor.close()
            return nil
        } catch {
            try? descriptor.close()
            throw error
        }
    }

    func create(_ role: JournalRole) throws(FileError) -> any JournalFile {
        guard let path = paths[role] else { throw FileError(path: "", .noSuchFileOrDirectory) }
        let target = FileDraft.realPath(path)
        let descriptor: FileDescriptor
        do {
            descriptor = try FileDescriptor.open(
                target, .readWrite, options: [.append, .create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: .ownerReadWrite)
        } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
        do throws(FileError) {
            try lock(descriptor, target)
            if role != .failures { try FileDraft.syncDirectory(of: target) }
        } catch {
            unlink(target)
            try? descriptor.close()
            throw error
        }
        return RegularFile(descriptor, path: path)
    }

    private func lock(_ descriptor: FileDescriptor, _ path: String) throws(FileError) {
        if exclusion == .creation { return }
        try FileLock.take(descriptor, path: path)
        if exclusion == .checkedLock, !FileLock.excludes(path) {
            throw FileError(path: path, .notLockable(.notSupported))
        }
    }

    func siblings() throws(BatchError) -> [(path: String, file: any JournalFile)] {
        var siblings: [(path: String, file: any JournalFile)] = []
        for path in others {
            do throws(FileError) {
                if let file = try SiblingFile(path) { siblings.append((path, file)) }
            } catch {
                throw .unusableOutput(RunFile(.output(.results), path), error)
            }
        }
        return siblings
    }

    func remove(_ role: JournalRole) {
        guard let path = paths[role] else { return }
        unlink(FileDraft.realPath(path))
    }
}

/// A pipe, a device or standard output: what is written there cannot be read again.
final class StreamFile: JournalFile {
    private let descriptor: FileDescriptor
    private let ownsDescriptor: Bool

    init(_ descriptor: FileDescriptor, path: String, ownsDescriptor: Bool) {
        self.descriptor = descriptor
        self.ownsDescriptor = ownsDescriptor
    }

    deinit { if ownsDescriptor { try? descriptor.close() } }

    var isRegular: Bool { false }
    var size: Int { 0 }

    func read(_ count: Int, at offset: Int) throws(FileError) -> [UInt8] { [] }
    func write(_ bytes: [UInt8]) -> (written: Int, failure: Errno?) { descriptor.writeWhole(bytes) }
    func truncate(to size: Int) throws(FileError) {}
    func sync() throws(FileError) {}
    func draft() throws(FileError) -> any JournalDraft { throw FileError(path: "-", .illegalSeek) }
}
