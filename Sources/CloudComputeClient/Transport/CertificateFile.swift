import NIOSSL

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file of certificates in PEM form, read so that a pipe without a writer holds nothing up.
enum CertificateFile {
    /// Larger files are refused, in bytes.
    private static let maximumSize = 64 << 20
    /// How long, in milliseconds, the writer of a pipe may keep silent.
    private static let patience: Int32 = 10_000

    /// The certificates in the file.
    ///
    /// - Returns: `nil` where the file cannot be read; none where it holds something else.
    static func certificates(_ path: String) -> [NIOSSLCertificate]? {
        guard let bytes = bytes(path) else { return nil }
        return (try? NIOSSLCertificate.fromPEMBytes(bytes)) ?? []
    }

    private static func bytes(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= maximumSize {
            let count = read(descriptor, &block, block.count)
            if count > 0 {
                bytes += block[..<count]
            } else if count == 0 {
                return bytes
            } else if errno == EAGAIN {
                var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                if poll(&request, 1, patience) == 0 { return nil }
            } else if errno != EINTR {
                return nil
            }
        }
        return nil
    }
}
