package import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The advisory lock of an open file (`flock`), which ends with the descriptor or with the process.
package enum FileLock {
    /// Takes the lock without waiting.
    ///
    /// - Throws: ``FileError``: `locked` where another process has it, `notLockable` where it cannot be had at all.
    package static func take(_ descriptor: FileDescriptor, path: String) throws(FileError) {
        while flock(descriptor.rawValue, LOCK_EX | LOCK_NB) != 0 {
            let code = Errno(rawValue: errno)
            if code == .interrupted { continue }
            if code == .wouldBlock { throw FileError(path: path, .locked) }
            throw FileError(path: path, .notLockable(code))
        }
    }

    /// Whether the lock of a file that this process has just locked keeps another descriptor out; file systems are known
    /// that grant every lock.
    ///
    /// A symbolic link stands for its file.
    package static func excludes(_ path: String) -> Bool {
        let descriptor: FileDescriptor
        do {
            descriptor = try FileDescriptor.open(
                FileDraft.realPath(path), .readWrite, options: [.append, .noFollow, .closeOnExec])
        } catch {
            return true
        }
        defer { try? descriptor.close() }
        guard flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 else { return true }
        release(descriptor)
        return false
    }

    /// Lets go of the lock; the file stays open.
    package static func release(_ descriptor: FileDescriptor) {
        flock(descriptor.rawValue, LOCK_UN)
    }
}
