import Files
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Counts the whole lines of a file; asked again, it reads only what has been added.
struct LineCounter {
    private static let blockSize = 1 << 20

    private var identity: FileStatus.Identity?
    private var offset = 0
    private var count = 0

    /// The lines that are in the file now, 0 where there is none.
    ///
    /// - Throws: ``FileError``.
    mutating func lines(in path: String) throws(FileError) -> Int {
        guard let status = try FileStatus.of(path), status.kind == .regular else {
            self = LineCounter()
            return 0
        }
        if status.identity != identity || status.size < offset {
            self = LineCounter()
            identity = status.identity
        }
        guard status.size > offset else { return count }
        let descriptor = try WholeFile.open(path)
        defer { try? descriptor.close() }
        var block = [UInt8](repeating: 0, count: Self.blockSize)
        do throws(Errno) {
            while case let filled = try descriptor.readBlock(&block, at: offset), filled > 0 {
                count += Self.lineEnds(in: block, filled)
                offset += filled
            }
        } catch {
            throw FileError(path: path, error)
        }
        return count
    }

    private static func lineEnds(in block: [UInt8], _ end: Int) -> Int {
        block.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return 0 }
            var count = 0
            var position = 0
            while position < end, let found = memchr(base + position, Int32(UInt8(ascii: "\n")), end - position) {
                count += 1
                position = UnsafeRawPointer(found) - base + 1
            }
            return count
        }
    }
}
