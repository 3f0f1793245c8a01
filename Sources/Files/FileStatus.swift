package import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What the system says of a file: which one it is, what kind, whose, and who may do what.
package struct FileStatus: Sendable, Hashable {
    /// A file whatever its names: hard links and symbolic links of one file are equal.
    package struct Identity: Sendable, Hashable {
        package var device: UInt64
        package var inode: UInt64
    }

    package enum Kind: Sendable, Hashable {
        case regular, directory, symbolicLink, pipe, socket, device, other
    }

    package var identity: Identity
    package var kind: Kind
    /// The permission bits, `0o7777` at most.
    package var mode: UInt32
    package var owner: UInt32
    package var group: UInt32
    package var size: Int
    /// How many names the file has; none once it is removed.
    package var linkCount: Int

    /// Reads the status of an open file.
    ///
    /// - Throws: ``FileError``.
    package init(_ descriptor: FileDescriptor, path: String) throws(FileError) {
        var status = stat()
        guard fstat(descriptor.rawValue, &status) == 0 else { throw FileError(path: path, Errno(rawValue: errno)) }
        self.init(status)
    }

    /// Reads the status of the file at a path; `nil` where there is none.
    ///
    /// - Parameter followsLinks: Whether a symbolic link stands for what it points at.
    /// - Throws: ``FileError`` where the system does not tell.
    package static func of(_ path: String, followsLinks: Bool = true) throws(FileError) -> FileStatus? {
        var status = stat()
        if (followsLinks ? stat(path, &status) : lstat(path, &status)) == 0 { return FileStatus(status) }
        let code = Errno(rawValue: errno)
        guard code == .noSuchFileOrDirectory || code == .notDirectory else { throw FileError(path: path, code) }
        return nil
    }

    /// Whether there is a file at a path, as far as the system tells.
    package static func exists(_ path: String) -> Bool { (try? of(path)).flatMap(\.self) != nil }

    private init(_ status: stat) {
        identity = Identity(device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino))
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .regular
        case S_IFDIR: kind = .directory
        case S_IFLNK: kind = .symbolicLink
        case S_IFIFO: kind = .pipe
        case S_IFSOCK: kind = .socket
        case S_IFCHR, S_IFBLK: kind = .device
        default: kind = .other
        }
        mode = UInt32(status.st_mode) & 0o7777
        owner = status.st_uid
        group = status.st_gid
        size = Int(clamping: status.st_size)
        linkCount = Int(clamping: status.st_nlink)
    }
}
