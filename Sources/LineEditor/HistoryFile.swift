import Files
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The file of entries that all running sessions share: each appends under a lock and reads on from where it was.
///
/// A line without its line end is one that a killed session did not finish: readers pass it over, the next writer drops
/// it. The file holds the last ``limit`` entries, rewritten as a whole under the same lock.
struct HistoryFile {
    /// What is new in the file.
    struct Delta {
        /// Whether the file is another one than before, so that the entries are all there are.
        var isReplaced = false
        var entries: [String] = []
    }

    static let limit = 1000
    /// More bytes than so many entries have that people type and paste.
    private static let maximumSize = 1 << 30

    private let path: String
    private var identity: FileStatus.Identity?
    /// Where this session has read to; always after a line end.
    private var offset = 0
    private var count = 0

    /// Names a file, which need not be there; a link stays a link.
    init(path: String) {
        self.path = FileDraft.realPath(path)
    }

    /// Reads what came since the last time.
    mutating func read() throws(FileError) -> Delta {
        let file: FileDescriptor
        do throws(FileError) {
            file = try WholeFile.open(path)
        } catch  where error.cause == .system(.noSuchFileOrDirectory) { return Delta() }
        defer { try? file.close() }
        return try readOn(file)
    }

    /// Appends entries, and reads what others appended before them.
    mutating func append(_ entries: [String]) throws(FileError) -> Delta {
        let file = try lock()
        defer { try? file.close() }
        let news = try readOn(file)
        if try FileStatus(file, path: path).size > offset { try truncate(file) }
        var bytes = offset == 0 ? HistoryCoding.header : []
        for entry in entries { bytes += HistoryCoding.line(entry) }
        if let failure = file.writeWhole(bytes).failure {
            try? truncate(file)
            throw FileError(path: path, failure)
        }
        offset += bytes.count
        count += entries.count
        if count > Self.limit { try trim(file) }
        return news
    }

    /// Opens the file that bears the name once the lock is held; a session that trims gives the name to another file.
    private func lock() throws(FileError) -> FileDescriptor {
        for _ in 0..<50 {
            let file = try open()
            do throws(FileError) {
                try FileLock.take(file, path: path)
                let held = try FileStatus(file, path: path)
                if try FileStatus.of(path)?.identity == held.identity {
                    guard held.kind == .regular else { throw FileError(path: path, .notRegular) }
                    if held.mode & 0o077 != 0 { fchmod(file.rawValue, 0o600) }
                    return file
                }
                try? file.close()
            } catch {
                try? file.close()
                guard error.cause == .locked else { throw error }
                usleep(20_000)
            }
        }
        throw FileError(path: path, .locked)
    }

    private func open() throws(FileError) -> FileDescriptor {
        do {
            return try FileDescriptor.open(
                path, .readWrite, options: [.append, .create, .nonBlocking, .closeOnExec],
                permissions: .ownerReadWrite)
        } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
    }

    private mutating func readOn(_ file: FileDescriptor) throws(FileError) -> Delta {
        let status = try FileStatus(file, path: path)
        guard status.kind == .regular else { throw FileError(path: path, .notRegular) }
        var news = Delta()
        if status.identity != identity || status.size < offset {
            news.isReplaced = true
            (identity, offset, count) = (status.identity, 0, 0)
        }
        let bytes = try read(file, from: offset)
        guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return news }
        var lines = bytes[...end].split(separator: UInt8(ascii: "\n"))
        if offset == 0, lines.first.map({ $0 + [UInt8(ascii: "\n")] == HistoryCoding.header[...] }) == true {
            lines.removeFirst()
        }
        offset += end + 1
        count += lines.count
        news.entries = lines.suffix(Self.limit).map(HistoryCoding.entry)
        return news
    }

    /// Puts a file with the last entries in the place of the one that is locked.
    private mutating func trim(_ file: FileDescriptor) throws(FileError) {
        let lines = try read(file, from: 0).split(separator: UInt8(ascii: "\n")).suffix(Self.limit)
        let kept = HistoryCoding.header + lines.flatMap { $0 + [UInt8(ascii: "\n")] }
        let draft = try FileDraft(replacing: path)
        if let failure = draft.descriptor.writeWhole(kept).failure {
            draft.discard()
            throw FileError(path: path, failure)
        }
        try draft.commit()
        defer { try? draft.descriptor.close() }
        identity = try FileStatus(draft.descriptor, path: path).identity
        (offset, count) = (kept.count, lines.count)
    }

    private func read(_ file: FileDescriptor, from start: Int) throws(FileError) -> [UInt8] {
        do { try file.seek(offset: Int64(start), from: .start) } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
        return try WholeFile.read(file, path: path, limit: Self.maximumSize)
    }

    /// Takes away what stands after the last whole line.
    private func truncate(_ file: FileDescriptor) throws(FileError) {
        do { try file.resize(to: Int64(offset)) } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
    }
}
