package import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file without a name, in the folder of another, for what does not fit into memory; it is gone once it is let go of,
/// however the process ends.
package final class ScratchFile: Sendable {
    package let descriptor: FileDescriptor

    /// Makes the file.
    ///
    /// - Throws: ``FileError``, which names the other file.
    package init(beside path: String) throws(FileError) {
        let name = FileDraft.newName(beside: FileDraft.realPath(path))
        do {
            descriptor = try FileDescriptor.open(
                name, .readWrite, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: .ownerReadWrite)
        } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
        unlink(name)
    }

    deinit { try? descriptor.close() }
}
