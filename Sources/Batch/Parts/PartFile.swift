import Files
import SystemPackage

/// A file of results or failures, as far as it went when it was first opened, so that two readings find the same.
struct PartFile: Sendable {
    let path: String
    private let identity: FileStatus.Identity
    let size: Int

    /// Looks at the file; `nil` where there is none.
    ///
    /// - Throws: ``FileError``.
    init?(_ path: String) throws(FileError) {
        guard let status = try FileStatus.of(path) else { return nil }
        if status.kind == .directory { throw FileError(path: path, .directory) }
        guard status.kind == .regular else { throw FileError(path: path, .notRegular) }
        self.path = path
        identity = status.identity
        size = status.size
    }

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
