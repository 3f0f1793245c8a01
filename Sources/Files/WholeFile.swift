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

    /// How long, in milliseconds, the first writer of a pipe may keep away.
    private static let patienceForWriter: Int32 = 5000

    /// Whether what comes in pipes is waited for; where not, files alone are read.
    ///
    /// It holds for all that a task reads, since who answers for a shell must never wait, whatever it reads by whichever way.
    @TaskLocal package static var waitsForPipes = true

    /// Opens a file to be read by ``read(_:path:limit:)``; a pipe without a writer does not hold the program up.
    ///
    /// - Throws: ``FileError``: `notRegular` where the path names no file and pipes are not waited for.
    package static func open(_ path: String) throws(FileError) -> FileDescriptor {
        let descriptor: FileDescriptor
        do { descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking]) } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
        guard waitsForPipes || (try? FileStatus(descriptor, path: path).kind) == .regular else {
            try? descriptor.close()
            throw FileError(path: path, .notRegular)
        }
        return descriptor
    }

    /// Reads an open file from where it stands.
    ///
    /// - Throws: ``FileError``: `unwritten` where nobody opens a pipe for writing, `silent` where its writer says nothing
    ///   for a minute.
    package static func read(_ descriptor: FileDescriptor, path: String, limit: Int) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count: Int
            do { count = try block.withUnsafeMutableBytes { try descriptor.read(into: $0) } } catch {
                var request = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
                if error as? Errno == .wouldBlock {
                    if poll(&request, 1, patience) != 0 { continue }
                    throw FileError(path: path, .silent(seconds: Int(patience) / 1000))
                }
                throw FileError(path: path, error as? Errno ?? .ioError)
            }
            if count == 0 {
                if bytes.isEmpty, try isUnwritten(descriptor, path) { continue }
                return bytes
            }
            guard bytes.count + count <= limit else { throw FileError(path: path, .tooLarge(limit: limit)) }
            bytes.append(contentsOf: block[..<count])
        }
    }

    /// Waits for the first writer of a pipe that reads as ended since there was none yet; such a pipe is not ready.
    ///
    /// - Returns: Whether there was something to wait for, which has come.
    private static func isUnwritten(_ descriptor: FileDescriptor, _ path: String) throws(FileError) -> Bool {
        guard try FileStatus(descriptor, path: path).kind == .pipe else { return false }
        var request = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, 0) == 0 else { return false }
        if poll(&request, 1, patienceForWriter) != 0 { return true }
        throw FileError(path: path, .unwritten(seconds: Int(patienceForWriter) / 1000))
    }
}
