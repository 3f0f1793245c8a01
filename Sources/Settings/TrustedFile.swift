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
        do throws(FileError) { descriptor = try WholeFile.open(path) } catch {
            if [.system(.noSuchFileOrDirectory), .system(.notDirectory)].contains(error.cause) { return nil }
            throw .badFile(file, .unreadable(error))
        }
        defer { try? descriptor.close() }
        let status: FileStatus
        let bytes: [UInt8]
        do throws(FileError) { status = try FileStatus(descriptor, path: path) } catch {
            throw .badFile(file, .unreadable(error))
        }
        let trust = FileTrust(kind: status.kind, mode: status.mode, owner: status.owner, user: geteuid())
        try check(trust, status)
        do throws(FileError) { bytes = try WholeFile.read(descriptor, path: path, limit: limit) } catch {
            throw .badFile(file, .unreadable(error))
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .badFile(file, .notText)
        }
        return (text, trust.isReadableByOthers)
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
        if let folder = FileTrust.openFolder(of: path) {
            throw .badFile(file, .replaceableByOthers(folder: folder))
        }
    }
}
