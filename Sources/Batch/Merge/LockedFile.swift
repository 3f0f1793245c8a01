import Files
import SystemPackage

/// A file of results that no run can have until this is let go.
final class LockedFile {
    /// The file as it was once it was locked.
    let file: PartFile
    private let descriptor: FileDescriptor

    /// Opens and locks the file; `nil` where there is none.
    ///
    /// - Throws: ``MergeError``.
    init?(_ path: String) throws(MergeError) {
        do throws(FileError) {
            guard let seen = try PartFile(path) else { return nil }
            descriptor = try Self.open(path)
            do throws(FileError) {
                try Self.lock(descriptor, path)
                file = try PartFile(descriptor, path: path)
                guard let present = try PartFile(path), seen.isSame(file), present.isSame(file) else {
                    throw FileError(path: path, .replaced)
                }
            } catch {
                try? descriptor.close()
                throw error
            }
        } catch {
            switch error.cause {
            case .locked: throw .lockedOutput(path)
            case .replaced: throw .changedPart(path)
            default: throw .unwritable(error)
            }
        }
    }

    deinit { try? descriptor.close() }

    /// Fact: flock(2) — over NFS an exclusive lock needs a descriptor that can be written to.
    private static func open(_ path: String) throws(FileError) -> FileDescriptor {
        do {
            return try FileDescriptor.open(path, .readWrite, options: [.append, .closeOnExec, .nonBlocking])
        } catch Errno.permissionDenied {
            return try WholeFile.open(path)
        } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
    }

    private static func lock(_ descriptor: FileDescriptor, _ path: String) throws(FileError) {
        do throws(FileError) { try FileLock.take(descriptor, path: path) } catch {
            // A run goes on without a lock, too; that the output has not changed is looked at again before it is replaced.
            guard case .notLockable = error.cause else { throw error }
        }
    }
}
