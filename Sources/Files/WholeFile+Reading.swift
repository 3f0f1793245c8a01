import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension WholeFile {
    /// How often a pipe in which nothing comes is looked at.
    private static var pace: Duration { .milliseconds(20) }

    /// Reads the file at a path as ``read(_:limit:)`` does, without holding a thread: a task that is cancelled gives up
    /// waiting for a pipe.
    ///
    /// - Throws: ``FileError``: `canceled` where the task was.
    package static func reading(_ path: String, limit: Int) async throws(FileError) -> [UInt8] {
        let descriptor = try open(path)
        defer { try? descriptor.close() }
        let status = try FileStatus(descriptor, path: path)
        if status.kind == .regular, status.size > limit { throw FileError(path: path, .tooLarge(limit: limit)) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            guard !Task.isCancelled else { throw FileError(path: path, .system(.canceled)) }
            var request = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
            // A pipe that nobody has opened for writing yet reads as ended, but is not ready.
            guard poll(&request, 1, 0) > 0 else {
                try? await Task.sleep(for: pace)
                continue
            }
            let count: Int
            do { count = try block.withUnsafeMutableBytes { try descriptor.read(into: $0) } } catch {
                if error as? Errno == .wouldBlock { continue }
                throw FileError(path: path, error as? Errno ?? .ioError)
            }
            if count == 0 { return bytes }
            guard bytes.count + count <= limit else { throw FileError(path: path, .tooLarge(limit: limit)) }
            bytes.append(contentsOf: block[..<count])
        }
    }
}
