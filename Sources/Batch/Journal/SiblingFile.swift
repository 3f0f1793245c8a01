import Files
import SystemPackage

/// The results of another run, which may be writing to them at this moment: they are read as far as they went at first.
final class SiblingFile: JournalFile {
    private let descriptor: FileDescriptor
    private let path: String
    let size: Int

    /// Opens the file; `nil` where there is none, or no regular one.
    ///
    /// - Throws: ``FileError``.
    init?(_ path: String) throws(FileError) {
        guard try FileStatus.of(path)?.kind == .regular else { return nil }
        do { descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking]) } catch {
            if error as? Errno == .noSuchFileOrDirectory { return nil }
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
        self.path = path
        do throws(FileError) { size = try FileStatus(descriptor, path: path).size } catch {
            try? descriptor.close()
            throw error
        }
    }

    deinit { try? descriptor.close() }

    var isRegular: Bool { true }

    func read(_ count: Int, at offset: Int) throws(FileError) -> [UInt8] {
        do {
            return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                while filled < count {
                    let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                    let read = try descriptor.read(fromAbsoluteOffset: Int64(offset + filled), into: rest)
                    if read == 0 { break }
                    filled += read
                }
            }
        } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
    }

    func write(_ bytes: [UInt8]) -> (written: Int, failure: Errno?) { (0, .readOnlyFileSystem) }
    func truncate(to size: Int) throws(FileError) { throw FileError(path: path, .readOnlyFileSystem) }
    func sync() throws(FileError) {}
    func draft() throws(FileError) -> any JournalDraft { throw FileError(path: path, .readOnlyFileSystem) }
}
