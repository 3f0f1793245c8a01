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
        self.path = Self.newName(beside: target)
        do {
            descriptor = try FileDescriptor.open(
                self.path, .readWrite, options: [.append, .create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: .ownerReadWrite)
        } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
        if let former, getuid() != former.owner || getgid() != former.group {
            _ = fchown(descriptor.rawValue, former.owner, former.group)
        }
        fchmod(descriptor.rawValue, mode_t(former?.mode ?? mode))
    }

    /// A name beside a file that no other file has.
    static func newName(beside target: String) -> String {
        var generator = SystemRandomNumberGenerator()
        let name = String(generator.next() as UInt64, radix: 36) + String(generator.next() as UInt64, radix: 36)
        return "\(target).\(name).draft"
    }

    /// Brings the draft to the disk and gives it the name of the file that it replaces, all or nothing.
    ///
    /// The descriptor stays open, on what is now the file of that name.
    ///
    /// - Throws: ``FileError``; the former file stays then, and the draft is gone, unless only the folder could not be
    ///   brought to the disk.
    package func commit() throws(FileError) {
        try sync()
        try place()
        try Self.syncDirectory(of: target)
    }

    /// Brings the draft to the disk under the name of the target, which no file may have.
    ///
    /// The descriptor stays open.
    ///
    /// - Throws: ``FileError``; the draft is gone then, unless only the folder could not be brought to the disk.
    package func commitAsNew() throws(FileError) {
        try sync()
        try placeAsNew()
        try Self.syncDirectory(of: target)
    }

    /// Brings the content of the draft to the disk.
    ///
    /// - Throws: ``FileError``; the draft is gone then.
    package func sync() throws(FileError) {
        if fsync(descriptor.rawValue) != 0 { throw failure(Errno(rawValue: errno)) }
    }

    /// Gives the draft, which is on the disk, the name of the file that it replaces.
    ///
    /// - Throws: ``FileError``; the former file stays then, and the draft is gone.
    package func place() throws(FileError) {
        if rename(path, target) != 0 { throw failure(Errno(rawValue: errno)) }
    }

    /// Gives the draft, which is on the disk, the name of the target, which no file may have.
    ///
    /// - Throws: ``FileError``; the draft is gone then.
    package func placeAsNew() throws(FileError) {
        if link(path, target) == 0 {
            unlink(path)
            return
        }
        let code = Errno(rawValue: errno)
        guard [.notPermitted, .notSupported, .noFunction, .tooManyLinks, .permissionDenied].contains(code) else {
            throw failure(code)
        }
        try placeWithoutLink()
    }

    /// Without links the name is taken by an empty file, which the draft then replaces.
    func placeWithoutLink() throws(FileError) {
        let holder: FileDescriptor
        do {
            holder = try FileDescriptor.open(
                target, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: .ownerReadWrite)
        } catch {
            throw failure(error as? Errno ?? .ioError)
        }
        defer { try? holder.close() }
        guard rename(path, target) != 0 else { return }
        let code = Errno(rawValue: errno)
        if let own = try? FileStatus(holder, path: target), (try? FileStatus.of(target))?.identity == own.identity {
            unlink(target)
        }
        throw failure(code)
    }

    private func failure(_ code: Errno) -> FileError {
        discard()
        return FileError(path: target, code)
    }

    /// Removes the draft and closes it.
    package func discard() {
        unlink(path)
        try? descriptor.close()
    }

    /// Follows symbolic links; the last part of the path need not be there yet.
    package static func realPath(_ path: String) -> String {
        var path = path
        // As many links in a row as the system itself follows.
        for _ in 0..<40 {
            if let resolved = resolved(path) { return resolved }
            let file = FilePath(path)
            let folder = file.removingLastComponent()
            var target = [CChar](repeating: 0, count: Int(PATH_MAX))
            let length = readlink(path, &target, target.count - 1)
            guard length > 0 else {
                guard let name = file.lastComponent, let resolved = resolved(folder.isEmpty ? "." : folder.string)
                else {
                    return path
                }
                return FilePath(resolved).appending(name).string
            }
            let link = FilePath(String(decoding: target[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self))
            path = link.isAbsolute ? link.string : folder.pushing(link).string
        }
        return path
    }

    private static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Brings the name of a file that was made or replaced to the disk.
    ///
    /// - Throws: ``FileError``; a file system that has nothing to sync there is no failure.
    package static func syncDirectory(of path: String) throws(FileError) {
        let directory = FilePath(path).removingLastComponent()
        guard
            let descriptor = try? FileDescriptor.open(
                directory.isEmpty ? "." : directory, .readOnly, options: [.directory, .closeOnExec])
        else { return }
        defer { try? descriptor.close() }
        guard fsync(descriptor.rawValue) != 0 else { return }
        let code = Errno(rawValue: errno)
        guard code == .invalidArgument || code == .notSupported || code == .badFileDescriptor else {
            throw FileError(path: path, code)
        }
    }
}
