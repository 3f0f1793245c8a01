package import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A new file beside the one that it shall replace, under a name that nobody can guess.
///
/// The path is followed to the real file first, so that a symbolic link stays one; the file that is replaced gives the
/// draft its mode, and its owner where the system lets it.
package struct FileDraft: Sendable {
    package let descriptor: FileDescriptor
    /// The real file that is to be replaced.
    package let target: String
    private let path: String

    /// Makes the draft.
    ///
    /// - Parameter mode: The permission bits where there is no former file.
    /// - Throws: ``FileError``.
    package init(replacing path: String, mode: UInt32 = 0o600) throws(FileError) {
        target = Self.realPath(path)
        let former = try FileStatus.of(target)
        var generator = SystemRandomNumberGenerator()
        let name = String(generator.next() as UInt64, radix: 36) + String(generator.next() as UInt64, radix: 36)
        self.path = "\(target).\(name).draft"
        do {
            descriptor = try FileDescriptor.open(
                self.path, .readWrite, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: .ownerReadWrite)
        } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
        if let former, getuid() != former.owner || getgid() != former.group {
            _ = fchown(descriptor.rawValue, former.owner, former.group)
        }
        fchmod(descriptor.rawValue, mode_t(former?.mode ?? mode))
    }

    /// Brings the draft to the disk and gives it the name of the file that it replaces, all or nothing.
    ///
    /// The descriptor stays open, on what is now the file of that name.
    ///
    /// - Throws: ``FileError``; the former file stays then, and the draft is gone.
    package func commit() throws(FileError) {
        guard fsync(descriptor.rawValue) == 0, rename(path, target) == 0 else {
            let code = Errno(rawValue: errno)
            unlink(path)
            throw FileError(path: target, code)
        }
        Self.syncDirectory(of: target)
    }

    /// Removes the draft and closes it.
    package func discard() {
        unlink(path)
        try? descriptor.close()
    }

    /// Follows symbolic links; a path whose file is not there yet keeps its last part, or what its link points at.
    package static func realPath(_ path: String) -> String {
        if let resolved = realpath(path, nil) {
            defer { free(resolved) }
            return String(cString: resolved)
        }
        let file = FilePath(path)
        var target = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink(path, &target, target.count - 1)
        if length > 0 {
            let link = FilePath(String(decoding: target[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self))
            return link.isAbsolute ? link.string : file.removingLastComponent().pushing(link).string
        }
        return path
    }

    private static func syncDirectory(of path: String) {
        let directory = FilePath(path).removingLastComponent()
        guard
            let descriptor = try? FileDescriptor.open(
                directory.isEmpty ? "." : directory, .readOnly, options: [.directory, .closeOnExec])
        else { return }
        fsync(descriptor.rawValue)
        try? descriptor.close()
    }
}
