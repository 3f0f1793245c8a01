import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The file of a store before it is opened: its folder, its modes, and who may open it now.
struct StoreFile {
    let path: String
    private let folder: String

    /// - Parameter path: An absolute path.
    init(path: String) {
        self.path = path
        folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }

    /// Makes the folder and the file where they are missing, for nobody but the user, and opens the file.
    ///
    /// One program at a time does so: two that switch a new file to write-ahead logging at once disturb each other.
    ///
    /// - Parameter patience: How long another one is waited for, in seconds.
    /// - Throws: ``StoreError``.
    func open<Opened>(patience: Double, _ body: () throws(StoreError) -> Opened) throws(StoreError) -> Opened {
        try makeFolder(folder)
        let lock = Self.lock(folder, patience)
        defer { if lock >= 0 { close(lock) } }
        try makeFile()
        return try body()
    }

    private func makeFolder(_ folder: String) throws(StoreError) {
        guard !folder.isEmpty, access(folder, F_OK) != 0 else { return }
        try makeFolder(String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]))
        if mkdir(folder, 0o700) != 0, errno != EEXIST {
            if errno == ENOSPC { throw .diskFull(path) }
            throw .folderCannotBeMade(folder, path: path, Errno(rawValue: errno))
        }
    }

    private func makeFile() throws(StoreError) {
        for suffix in ["", "-wal", "-shm"] {
            var status = stat()
            guard stat(path + suffix, &status) == 0 else { continue }
            // SQLite would wait for somebody to open the other end of a pipe.
            if ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) { throw .notAStore(path + suffix) }
        }
        // An existing file is not opened here: closing it would undo the locks that SQLite has on it in this process.
        guard access(path, F_OK) != 0 else { return }
        #if canImport(Darwin)
            let descriptor = Darwin.open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        #elseif canImport(Glibc)
            let descriptor = Glibc.open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        #else
            let descriptor = Musl.open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        #endif
        guard descriptor >= 0 else {
            if errno == ENOSPC { throw .diskFull(path) }
            throw .cannotBeMade(path, Errno(rawValue: errno))
        }
        close(descriptor)
    }

    /// How long a lock that somebody else has is tried at most, in seconds, and the time between two tries in microseconds.
    private static let (longest, pause) = (2.0, useconds_t(10_000))

    /// Locks the folder.
    ///
    /// -1 where the file system has no locks; one that somebody else keeps for seconds is not waited for. Neither does any
    /// harm but to two first openings at once.
    private static func lock(_ folder: String, _ patience: Double) -> Int32 {
        #if canImport(Darwin)
            let descriptor = Darwin.open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        #elseif canImport(Glibc)
            let descriptor = Glibc.open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        #else
            let descriptor = Musl.open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        #endif
        guard descriptor >= 0 else { return -1 }
        let end = ContinuousClock.now + .seconds(min(patience, longest))
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EINTR || errno == EWOULDBLOCK,
            ContinuousClock.now < end
        {
            usleep(pause)
        }
        return descriptor
    }

    /// What SQLite needs at least to open a store: the log's index and some pages of the log, in bytes.
    private static let leastRoom: UInt64 = 128 << 10

    /// Whether the disk has room to open the store; also where that cannot be told.
    var hasRoom: Bool {
        var disk = statvfs()
        guard statvfs(folder.isEmpty ? "/" : folder, &disk) == 0, disk.f_blocks > 0 else { return true }
        let (room, overflows) = UInt64(disk.f_bavail).multipliedReportingOverflow(by: UInt64(disk.f_frsize))
        return overflows || room >= Self.leastRoom
    }
}
