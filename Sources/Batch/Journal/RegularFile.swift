import Files
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A regular file that this process has locked.
final class RegularFile: JournalFile {
    fileprivate let path: String
    fileprivate var descriptor: FileDescriptor
    fileprivate var syncing: GroupedSync
    fileprivate(set) var size: Int

    init(_ descriptor: FileDescriptor, path: String) {
        self.descriptor = descriptor
        self.path = path
        size = (try? FileStatus(descriptor, path: path))?.size ?? 0
        syncing = GroupedSync(descriptor, isDirty: size > 0)
    }

    /// How long what was seen of the file's name is taken to hold.
    private static let freshness = Duration.milliseconds(200)
    private var lastLook: ContinuousClock.Instant?

    func interference(now: Bool) -> JournalInterference? {
        let time = ContinuousClock.now
        if !now, let lastLook, time - lastLook < Self.freshness { return nil }
        lastLook = time
        do throws(FileError) {
            let own = try FileStatus(descriptor, path: path)
            if try FileStatus.of(path)?.identity != own.identity { return .moved }
            return own.size < size ? .cut : nil
        } catch {
            return nil
        }
    }

    func restore() throws(FileError) -> String? {
        guard try FileStatus(descriptor, path: path).linkCount == 0 else { return nil }
        for number in 0..<100 {
            let name = number == 0 ? path : "\(path).rescued-\(number)"
            let draft = RegularDraft(of: self, try FileDraft(replacing: name))
            try draft.copy()
            do throws(FileError) {
                try draft.commitAsNew()
                return name
            } catch  where error.cause == .system(.fileExists) { continue }
        }
        throw FileError(path: path, .fileExists)
    }

    deinit {
        // A group that is still on its way to the disk holds the file open; it shall not hold the lock.
        FileLock.release(descriptor)
        try? descriptor.close()
    }

    var isRegular: Bool { true }

    func read(_ count: Int, at offset: Int) throws(FileError) -> [UInt8] {
        do {
            return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                while filled < count {
                    let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                    let read = try descriptor.read(fromAbsoluteOffset: Int64(offset + filled), into: rest)
                    if read == 0 { break }
                    filled += read
                }
            }
        } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
    }

    func write(_ bytes: [UInt8]) -> (written: Int, failure: Errno?) {
        if let code = syncing.failure { return (0, code) }
        let result = descriptor.writeWhole(bytes)
        size += result.written
        syncing.noteWrite()
        return result
    }

    func truncate(to size: Int) throws(FileError) {
        guard ftruncate(descriptor.rawValue, off_t(size)) == 0 else {
            throw FileError(path: path, Errno(rawValue: errno))
        }
        self.size = size
        syncing.noteChange()
    }

    func sync() throws(FileError) {
        if let code = syncing.finish() { throw FileError(path: path, code) }
    }

    func draft() throws(FileError) -> any JournalDraft { try RegularDraft(of: self) }
}

/// The file that takes a regular one's place.
private final class RegularDraft: JournalDraft {
    private let file: RegularFile
    private let draft: FileDraft
    private var size = 0

    init(of file: RegularFile, _ draft: FileDraft) {
        self.file = file
        self.draft = draft
    }

    convenience init(of file: RegularFile) throws(FileError) {
        self.init(of: file, try FileDraft(replacing: file.path))
        do throws(FileError) { try FileLock.take(draft.descriptor, path: file.path) } catch {
            draft.discard()
            throw error
        }
    }

    func write(_ bytes: [UInt8]) throws(FileError) {
        let (written, code) = draft.descriptor.writeWhole(bytes)
        size += written
        if let code { throw FileError(path: file.path, code) }
    }

    /// Writes what is in the file, or discards the draft.
    func copy() throws(FileError) {
        do throws(FileError) {
            while case let block = try file.read(1 << 20, at: size), !block.isEmpty { try write(block) }
        } catch {
            draft.discard()
            throw error
        }
    }

    func commit() throws(FileError) {
        guard file.interference(now: true) == nil else {
            draft.discard()
            throw FileError(path: file.path, .replaced)
        }
        try draft.commit()
        takePlace()
    }

    func commitAsNew() throws(FileError) {
        try draft.commitAsNew()
        // The lines are saved, whoever else has found the file by now.
        try? FileLock.take(draft.descriptor, path: draft.target)
        takePlace()
    }

    private func takePlace() {
        FileLock.release(file.descriptor)
        try? file.descriptor.close()
        file.descriptor = draft.descriptor
        file.size = size
        file.syncing = GroupedSync(draft.descriptor, isDirty: false)
    }

    func discard() { draft.discard() }
}
