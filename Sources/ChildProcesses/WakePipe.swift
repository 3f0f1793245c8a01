import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A pipe by which one thread ends another's `poll`.
final class WakePipe: Sendable {
    let reader: CInt
    private let writer: CInt

    init() throws(Errno) {
        let pipe = try Self.pipe()
        (reader, writer) = (pipe.reader, pipe.writer)
    }

    deinit {
        close(reader)
        close(writer)
    }

    func wake() {
        var byte: UInt8 = 0
        // A full pipe wakes as well.
        _ = write(writer, &byte, 1)
    }

    func clear() {
        var block = [UInt8](repeating: 0, count: 256)
        while read(reader, &block, block.count) > 0 {}
    }

    /// A pipe neither end of which waits or is left to other programs.
    static func pipe() throws(Errno) -> (reader: CInt, writer: CInt) {
        var ends: [CInt] = [-1, -1]
        #if canImport(Darwin)
            guard Darwin.pipe(&ends) == 0 else { throw Errno(rawValue: errno) }
        #elseif canImport(Glibc)
            guard Glibc.pipe(&ends) == 0 else { throw Errno(rawValue: errno) }
        #elseif canImport(Musl)
            guard Musl.pipe(&ends) == 0 else { throw Errno(rawValue: errno) }
        #endif
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        return (ends[0], ends[1])
    }
}
