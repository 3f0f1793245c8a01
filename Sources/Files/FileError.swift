package import Localization
package import SystemPackage

/// Why a file cannot be read, written, locked or replaced: facts only; callers word the sentence.
package struct FileError: Error, Sendable, Hashable {
    package enum Cause: Sendable, Hashable {
        /// What the system answered.
        case system(Errno)
        /// The file holds more bytes than the caller takes.
        case tooLarge(limit: Int)
        /// Another process holds the lock.
        case locked
        /// The lock cannot be had at all, as on file systems without locks.
        case notLockable(Errno)
        /// The path names a directory.
        case directory
        /// The path leads to another file than the one that is open, or to none.
        case replaced
        /// Nobody has opened the pipe for writing in so many seconds.
        case unwritten(seconds: Int)
        /// The writer of the pipe has written nothing for so many seconds.
        case silent(seconds: Int)
        /// The path names a pipe, a device or the like where a file is needed.
        case notRegular
    }

    package var path: String
    package var cause: Cause

    package init(path: String, _ cause: Cause) {
        self.path = path
        self.cause = cause
    }

    package init(path: String, _ code: Errno) {
        self.init(path: path, code == .isDirectory ? .directory : .system(code))
    }

    /// The cause in lower case, as the end of a sentence.
    package var reason: String { localized(cause.reason) }
}

extension FileError.Cause {
    /// The cause in lower case, as the end of a sentence.
    package var reason: Message {
        switch self {
        case .system(let code): Message(ofSystem: code.description)
        case .tooLarge(let limit) where limit < 1 << 20: Message("it is larger than \(limit >> 10) KiB")
        case .tooLarge(let limit): Message("it is larger than \(limit >> 20) MiB")
        case .locked: Message("another process is using it")
        case .notLockable(let code): Message("it cannot be locked (\(Message(ofSystem: code.description)))")
        case .directory: Message("it is a directory")
        case .replaced: Message("it was removed or replaced meanwhile")
        case .unwritten(let seconds): Message("it is a pipe that nothing has opened for writing in \(seconds) s")
        case .silent(let seconds): Message("nothing was written to it for \(seconds) s")
        case .notRegular: Message("it is not a regular file")
        }
    }
}
