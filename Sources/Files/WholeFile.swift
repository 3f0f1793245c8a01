package import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Reads files, pipes and devices to their end with a bound.
package enum WholeFile {
    /// Reads the file at a path; a pipe, as `<(…)` makes one, is read like any other.
    ///
    /// - Throws: ``FileError``.
    package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        let descriptor = try open(path)
        defer { try? descriptor.close() }
        return try read(descriptor, path: path, limit: limit)
    }

    /// How long, in milliseconds, the writer of a pipe may keep silent.
    private static let patience: Int32 = 60_000

    /// Opens a file to be read by ``read(_:path:limit:)``; a pipe that nobody writes to counts as empty, and does not hold
    /// the program up.
    ///
    /// - Throws: ``FileError``.
    package static func open(_ path: String) throws(FileError) -> FileDescriptor {
        do { return try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking]) } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
    }

    /// Reads an open file from where it stands.
    ///
    /// - Throws: ``FileError``: `timedOut` where the writer of a pipe is silent for a minute.
    package static func read(_ descriptor: FileDescriptor, path: String, limit: Int) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count: Int
            do { count = try block.withUnsafeMutableBytes { try descriptor.read(into: $0) } } catch {
                var request = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
                if error as? Errno == .wouldBlock {
                    if poll(&request, 1, patience) != 0 { continue }
                    throw FileError(path: path, .system(.timedOut))
                }
                throw FileError(path: path, error as? Errno ?? .ioError)
            }
            if count == 0 { return bytes }
            guard bytes.count + count <= limit else { throw FileError(path: path, .tooLarge(limit: limit)) }
            bytes.append(contentsOf: block[..<count])
        }
    }
}
