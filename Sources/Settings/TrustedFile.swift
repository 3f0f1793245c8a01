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
    /// What messages call the file.
    let name: String
    let path: String
    /// The mode that `chmod` shall give it where others may write it.
    let repair: String
    /// Whose fault it is where it cannot be read.
    let unreadable: SettingsError.Kind

    /// Reads the file; `nil` where there is none.
    ///
    /// - Parameter limit: The most bytes that are taken.
    /// - Throws: ``SettingsError`` with the command that puts things right.
    func read(limit: Int) throws(SettingsError) -> (text: String, isReadableByOthers: Bool)? {
        let descriptor: FileDescriptor
        do { descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec) } catch {
            let code = error as? Errno ?? .ioError
            if code == .noSuchFileOrDirectory || code == .notDirectory { return nil }
            throw cannotBeRead(FileError(path: path, code))
        }
        defer { try? descriptor.close() }
        let status: FileStatus
        let bytes: [UInt8]
        do throws(FileError) { status = try FileStatus(descriptor, path: path) } catch { throw cannotBeRead(error) }
        let trust = FileTrust(kind: status.kind, mode: status.mode, owner: status.owner, user: geteuid())
        try check(trust, status)
        do throws(FileError) { bytes = try WholeFile.read(descriptor, path: path, limit: limit) } catch {
            throw cannotBeRead(error)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SettingsError(.configuration, "\(name) is not UTF-8 text.")
        }
        return (text, trust.isReadableByOthers)
    }

    private func check(_ trust: FileTrust, _ status: FileStatus) throws(SettingsError) {
        switch trust.danger {
        case .foreignOwner(let owner):
            throw SettingsError(
                .configuration,
                "\(name) belongs to another account (user id \(owner)), so it is not used; "
                    + "if it says what you want, run `chown \(geteuid()) \(ShellWord.quoted(path))`.")
        case .writable:
            throw SettingsError(
                .configuration,
                "\(name) may be changed by other accounts, so it is not used; "
                    + "if it says what you want, run `chmod \(repair) \(ShellWord.quoted(path))`.")
        case nil: break
        }
        guard status.kind == .regular else { return }
        // A link may be replaced in its own folder, and what it points at in the other.
        for file in [path, FileDraft.realPath(path)] {
            let parent = FilePath(file).removingLastComponent()
            let folder = parent.isEmpty ? "." : parent.string
            guard let mode = try? FileStatus.of(folder)?.mode, FileTrust.isOpenToAll(folderMode: mode) else { continue }
            throw SettingsError(
                .configuration,
                "\(name) lies in a folder in which every account may replace it, so it is not used; "
                    + "run `chmod o-w \(ShellWord.quoted(folder))`.")
        }
    }

    private func cannotBeRead(_ error: FileError) -> SettingsError {
        SettingsError(unreadable, "\(name) cannot be read: \(error.reason).")
    }
}
