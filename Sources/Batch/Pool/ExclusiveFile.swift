import Files
import SystemPackage

/// A file that only the first of several can make.
enum ExclusiveFile {
    /// Makes it; `nil` where it is there.
    ///
    /// - Throws: ``FileError``.
    static func create(_ path: String) throws(FileError) -> FileDescriptor? {
        do {
            return try FileDescriptor.open(
                path, .readWrite, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: .ownerReadWrite)
        } catch {
            let code = error as? Errno ?? .ioError
            if code == .fileExists { return nil }
            throw FileError(path: path, code)
        }
    }
}
