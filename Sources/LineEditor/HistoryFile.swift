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

    private let path: String
    private var device: dev_t = 0
    private var inode: ino_t = 0
    /// Where this session has read to; always after a line end.
    private var offset = 0
    private var count = 0

    /// Names a file, which need not be there; a link stays a link.
    init(path: String) {
        if let real = realpath(path, nil) {
            self.path = String(cString: real)
            free(real)
        } else {
            self.path = path
        }
    }

    /// Reads what came since the last time.
    mutating func read() throws -> Delta {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return Delta() }
            throw failure()
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure() }
        guard status.st_mode & S_IFMT == S_IFREG else { throw HistoryFileError.notAFile(path) }
        return try readOn(descriptor)
    }

    /// Appends entries, and reads what others appended before them.
    mutating func append(_ entries: [String]) throws -> Delta {
        let descriptor = try lock()
        defer { close(descriptor) }
        let news = try readOn(descriptor)
        if lseek(descriptor, 0, SEEK_END) > offset, ftruncate(descriptor, off_t(offset)) != 0 { throw failure() }
        var bytes = offset == 0 ? HistoryCoding.header : []
        for entry in entries { bytes += HistoryCoding.line(entry) }
        do {
            try write(bytes, to: descriptor, at: offset)
        } catch {
            ftruncate(descriptor, off_t(offset))
            throw error
        }
        offset += bytes.count
        count += entries.count
        if count > Self.limit { try trim(descriptor) }
        return news
    }

    /// Opens the file that bears the name once the lock is held; a session that trims gives the name to another file.
    private func lock() throws -> Int32 {
        for _ in 0..<50 {
            let descriptor = open(path, O_RDWR | O_CREAT | O_NONBLOCK | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw failure() }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
                var held = stat()
                var named = stat()
                if fstat(descriptor, &held) == 0, stat(path, &named) == 0, held.st_ino == named.st_ino,
                    held.st_dev == named.st_dev
                {
                    guard held.st_mode & S_IFMT == S_IFREG else {
                        close(descriptor)
                        throw HistoryFileError.notAFile(path)
                    }
                    if held.st_mode & 0o077 != 0 { fchmod(descriptor, 0o600) }
                    return descriptor
                }
                close(descriptor)
                continue
            }
            let code = errno
            close(descriptor)
            guard code == EWOULDBLOCK || code == EINTR else { throw failure(code) }
            usleep(20_000)
        }
        throw HistoryFileError.busy(path)
    }

    private mutating func readOn(_ descriptor: Int32) throws -> Delta {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure() }
        var news = Delta()
        if status.st_ino != inode || status.st_dev != device || Int(status.st_size) < offset {
            news.isReplaced = true
            (device, inode, offset, count) = (status.st_dev, status.st_ino, 0, 0)
        }
        let bytes = try read(descriptor, from: offset)
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
    private mutating func trim(_ descriptor: Int32) throws {
        let bytes = try read(descriptor, from: 0)
        let lines = bytes.split(separator: UInt8(ascii: "\n")).suffix(Self.limit)
        let draft = "\(path).\(getpid())"
        unlink(draft)
        let copy = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard copy >= 0 else { throw failure() }
        defer { close(copy) }
        let kept = HistoryCoding.header + lines.flatMap { $0 + [UInt8(ascii: "\n")] }
        var status = stat()
        do {
            try write(kept, to: copy, at: 0)
            guard fsync(copy) == 0, fstat(copy, &status) == 0, rename(draft, path) == 0 else { throw failure() }
        } catch {
            unlink(draft)
            throw error
        }
        (device, inode, offset, count) = (status.st_dev, status.st_ino, kept.count, lines.count)
    }

    private func read(_ descriptor: Int32, from start: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = chunk.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress, $0.count, off_t(start + bytes.count))
            }
            if count > 0 {
                bytes.append(contentsOf: chunk[..<count])
            } else if count == 0 {
                return bytes
            } else if errno != EINTR {
                throw failure()
            }
        }
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32, at start: Int) throws {
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress, $0.count, off_t(start + done))
            }
            if count > 0 {
                done += count
            } else if count == 0 || errno != EINTR {
                throw failure()
            }
        }
    }

    private func failure(_ code: Int32 = errno) -> HistoryFileError { .failed(path, code) }
}
