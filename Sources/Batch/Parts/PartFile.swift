import Files
import SystemPackage

/// A file of results or failures, as far as it went when it was first looked at, so that two readings find the same.
struct PartFile: Sendable {
    let path: String
    private let identity: FileStatus.Identity
    private(set) var size: Int

    /// Looks at the file; `nil` where there is none.
    ///
    /// - Throws: ``FileError``.
    init?(_ path: String) throws(FileError) {
        guard let status = try FileStatus.of(path) else { return nil }
        try self.init(path, status)
    }

    /// Looks at an open file.
    ///
    /// - Throws: ``FileError``.
    init(_ descriptor: FileDescriptor, path: String) throws(FileError) {
        try self.init(path, FileStatus(descriptor, path: path))
    }

    private init(_ path: String, _ status: FileStatus) throws(FileError) {
        if status.kind == .directory { throw FileError(path: path, .directory) }
        guard status.kind == .regular else { throw FileError(path: path, .notRegular) }
        self.path = path
        identity = status.identity
        size = status.size
    }

    /// The same file to an earlier end: what a kill left behind it is not there for ever.
    func cut(to end: Int) -> PartFile {
        var file = self
        file.size = min(size, end)
        return file
    }

    /// Whether it is the same file, whatever is in it.
    func isSame(_ other: PartFile) -> Bool { identity == other.identity }

    /// Whether another look has found the file as it was at this one.
    func isUnchanged(_ other: PartFile?) -> Bool { identity == other?.identity && size == other?.size }

    /// Opens the file.
    ///
    /// - Throws: ``FileError``: `replaced` where it is no longer the same one.
    func open() throws(FileError) -> FileDescriptor {
        let descriptor: FileDescriptor
        do { descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking]) } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
        do throws(FileError) {
            let status = try FileStatus(descriptor, path: path)
            guard status.identity == identity, status.size >= size else { throw FileError(path: path, .replaced) }
        } catch {
            try? descriptor.close()
            throw error
        }
        return descriptor
    }
}
