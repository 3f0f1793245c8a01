@preconcurrency import Dispatch
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// An open input, which closes once neither a reader nor a line needs it any more.
///
/// It stays the file that was opened, whatever is put at its path meanwhile.
final class InputFile: Sendable {
    let descriptor: Int32
    private let ownsDescriptor: Bool
    /// Whether any part of it can be read again.
    let canSeek: Bool
    /// Its bytes when it was opened; 0 where nobody can tell.
    let size: Int

    init(descriptor: Int32, ownsDescriptor: Bool) {
        self.descriptor = descriptor
        self.ownsDescriptor = ownsDescriptor
        var status = stat()
        canSeek = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        size = canSeek ? max(0, Int(status.st_size)) : 0
    }

    deinit {
        if ownsDescriptor { close(descriptor) }
    }

    /// Reads bytes from a place, on a thread that may be kept waiting.
    ///
    /// - Throws: `Errno`; also where the file has become shorter.
    func bytes(at offset: Int, count: Int) async throws(Errno) -> [UInt8] {
        let result = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: self.read(offset, count)) }
        }
        return try result.get()
    }

    private func read(_ offset: Int, _ count: Int) -> Result<[UInt8], Errno> {
        var failure: Errno?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let rest = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[filled..<count])
                let got = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled))
                if got > 0 {
                    filled += got
                } else if got == 0 || errno != EINTR {
                    failure = Errno(rawValue: got == 0 ? ENODATA : errno)
                    return
                }
            }
        }
        return failure.map { .failure($0) } ?? .success(bytes)
    }
}

/// Where a line stands in a file, so that it can be read again.
struct LineRange: Sendable {
    var file: InputFile
    var offset: Int
    /// Its length without the line feed.
    var length: Int
}
