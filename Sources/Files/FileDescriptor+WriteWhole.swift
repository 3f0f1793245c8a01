package import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension FileDescriptor {
    /// Writes all bytes, however small the pieces the system takes, also where the descriptor does not block.
    ///
    /// - Returns: How many bytes were written before the failure, and the failure.
    package func writeWhole(_ bytes: some RandomAccessCollection<UInt8>) -> (written: Int, failure: Errno?) {
        let result = bytes.withContiguousStorageIfAvailable { writeWhole(UnsafeRawBufferPointer($0)) }
        return result ?? Array(bytes).withUnsafeBytes { writeWhole($0) }
    }

    private func writeWhole(_ bytes: UnsafeRawBufferPointer) -> (written: Int, failure: Errno?) {
        var written = 0
        while written < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
            let count = systemWrite(rawValue, rest)
            if count > 0 {
                written += count
                continue
            }
            let code = count == 0 ? Errno.ioError : Errno(rawValue: errno)
            if code == .interrupted { continue }
            guard code == .wouldBlock || code == .resourceTemporarilyUnavailable else { return (written, code) }
            waitUntilWritable()
        }
        return (written, nil)
    }

    private func waitUntilWritable() {
        var request = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
        _ = poll(&request, 1, -1)
    }
}

/// Outside the extension, whose own `write` would be meant otherwise.
private func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
