import Files
import SystemPackage

/// A file that only the first of several can make.
enum ExclusiveFile {
    /// Makes it; `nil` where it is there.
    ///
    /// - Parameter appends: Whether each write goes to the end, wherever that is by then.
    /// - Throws: ``FileError``.
    static func create(_ path: String, appends: Bool = false) throws(FileError) -> FileDescriptor? {
        var options: FileDescriptor.OpenOptions = [.create, .exclusiveCreate, .noFollow, .closeOnExec]
        if appends { options.insert(.append) }
        do {
            return try FileDescriptor.open(
                path, .readWrite, options: options,
                permissions: .ownerReadWrite)
        } catch {
            let code = error as? Errno ?? .ioError
            if code == .fileExists { return nil }
            throw FileError(path: path, code)
        }
    }
}
