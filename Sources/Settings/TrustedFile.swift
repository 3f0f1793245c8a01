import Files
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file that decides where the key goes, or holds it: text that no other account may have written.
struct TrustedFile: Sendable {
    let file: SettingsFile
    private let path: String

    init(_ file: SettingsFile) {
        self.file = file
        path = file.path
    }

    /// Reads the file; `nil` where there is none.
    ///
    /// - Parameter limit: The most bytes that are taken.
    /// - Throws: ``SettingsError``.
    func read(limit: Int) throws(SettingsError) -> (text: String, isReadableByOthers: Bool)? {
        let descriptor: FileDescriptor
        do {
            // A pipe without a writer must not hold the program up.
            descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
        } catch {
            let code = error as? Errno ?? .ioError
            if code == .noSuchFileOrDirectory || code == .notDirectory { return nil }
            throw .badFile(file, .unreadable(FileError(path: path, code)))
        }
        defer { try? descriptor.close() }
        let status: FileStatus
        let bytes: [UInt8]
        do throws(FileError) { status = try FileStatus(descriptor, path: path) } catch {
            throw .badFile(file, .unreadable(error))
        }
        let trust = FileTrust(kind: status.kind, mode: status.mode, owner: status.owner, user: geteuid())
        try check(trust, status)
        do throws(FileError) { try Self.awaitWriter(descriptor, status, path: path) } catch {
            throw cannotBeRead(error)
        }
        do throws(FileError) { bytes = try WholeFile.read(descriptor, path: path, limit: limit) } catch {
            throw .badFile(file, .unreadable(error))
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .badFile(file, .notText)
        }
        return (text, trust.isReadableByOthers)
    }

    /// How long the writer of a pipe may take to begin.
    private static let patience: Int32 = 60_000

    /// Waits until a pipe has something to read, and makes reading wait from then on.
    private static func awaitWriter(_ descriptor: FileDescriptor, _ status: FileStatus, path: String) throws(FileError)
    {
        guard status.kind == .pipe else { return }
        var request = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, patience) > 0 else { throw FileError(path: path, .system(.timedOut)) }
        _ = fcntl(descriptor.rawValue, F_SETFL, fcntl(descriptor.rawValue, F_GETFL) & ~O_NONBLOCK)
    }

    private func check(_ trust: FileTrust, _ status: FileStatus) throws(SettingsError) {
        switch trust.danger {
        case .foreignOwner(let owner):
            throw .badFile(file, .foreignOwner(owner, user: geteuid()))
        case .writable:
            throw .badFile(file, .writableByOthers)
        case nil: break
        }
        guard status.kind == .regular else { return }
        // A link may be replaced in its own folder, and what it points at in the other.
        for place in [path, FileDraft.realPath(path)] {
            let parent = FilePath(place).removingLastComponent()
            let folder = parent.isEmpty ? "." : parent.string
            guard let mode = try? FileStatus.of(folder)?.mode, FileTrust.isOpenToAll(folderMode: mode) else { continue }
            throw .badFile(file, .replaceableByOthers(folder: folder))
        }
    }
}
