package import SystemPackage

/// Reads files, pipes and devices to their end with a bound.
package enum WholeFile {
    /// Reads the file at a path; a pipe, as `<(…)` makes one, is read like any other.
    ///
    /// - Throws: ``FileError``.
    package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        let descriptor: FileDescriptor
        do { descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec) } catch {
            throw FileError(path: path, error as? Errno ?? .ioError)
        }
        defer { try? descriptor.close() }
        return try read(descriptor, path: path, limit: limit)
    }

    /// Reads an open file from where it stands.
    ///
    /// - Throws: ``FileError``.
    package static func read(_ descriptor: FileDescriptor, path: String, limit: Int) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count: Int
            do { count = try block.withUnsafeMutableBytes { try descriptor.read(into: $0) } } catch {
                throw FileError(path: path, error as? Errno ?? .ioError)
            }
            if count == 0 { return bytes }
            guard bytes.count + count <= limit else { throw FileError(path: path, .tooLarge(limit: limit)) }
            bytes.append(contentsOf: block[..<count])
        }
    }
}
