package import SystemPackage

/// What tells whether two paths name the same file, also where it is not there yet.
package enum FilePlace: Sendable, Hashable {
    case file(FileStatus.Identity)
    case missing(String)

    /// The place of a regular file, or of one that may become one; `nil` for pipes, devices and folders.
    ///
    /// - Throws: ``FileError`` where the system does not tell.
    package init?(_ path: String) throws(FileError) {
        guard let status = try FileStatus.of(path) else {
            self = .missing(FileDraft.realPath(path))
            return
        }
        guard status.kind == .regular else { return nil }
        self = .file(status.identity)
    }

    /// The place of an open regular file.
    package init?(_ descriptor: FileDescriptor) {
        guard let status = try? FileStatus(descriptor, path: "-"), status.kind == .regular else { return nil }
        self = .file(status.identity)
    }
}
