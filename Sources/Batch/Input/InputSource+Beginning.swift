import Files
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension InputSource {
    /// The first bytes of an input, as many as are asked for or there are, and the size of the whole.
    ///
    /// - Throws: ``BatchError``.
    func beginning(of path: String, _ length: Int) throws(BatchError) -> (bytes: [UInt8], size: Int) {
        let stream = streams[path]
        let descriptor = stream ?? openForReading(path)
        guard descriptor >= 0 else { throw .unusableInput(FileError(path: path, Errno(rawValue: errno))) }
        defer { if stream == nil { close(descriptor) } }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .readingFailed(FileError(path: path, Errno(rawValue: errno)))
        }
        var failure: Errno?
        let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, filled in
            while filled < length {
                let rest = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[filled..<length])
                let count = pread(descriptor, rest.baseAddress, rest.count, off_t(filled))
                if count > 0 {
                    filled += count
                } else if count == 0 || errno != EINTR {
                    if count < 0 { failure = Errno(rawValue: errno) }
                    return
                }
            }
        }
        if let failure { throw .readingFailed(FileError(path: path, failure)) }
        return (bytes, max(0, Int(status.st_size)))
    }
}
