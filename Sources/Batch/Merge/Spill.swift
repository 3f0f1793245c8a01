import Files
import SystemPackage

/// Bytes in many compartments that are written in any order and read one compartment after the other, on the disk but
/// for a block of each.
final class Spill {
    private static let blockSize = 32 << 10

    private let file: ScratchFile
    private let path: String
    private var buffers: [[UInt8]]
    private var blocks: [[Range<Int>]]
    private var size = 0

    /// Begins an empty one.
    ///
    /// - Throws: ``FileError``.
    init(beside path: String, compartments: Int) throws(FileError) {
        file = try ScratchFile(beside: path)
        self.path = path
        buffers = Array(repeating: [], count: compartments)
        blocks = Array(repeating: [], count: compartments)
    }

    var compartments: Int { buffers.count }

    /// Writes one record, which is never torn apart.
    ///
    /// - Throws: ``FileError``.
    func append(to compartment: Int, _ write: (inout [UInt8]) -> Void) throws(FileError) {
        write(&buffers[compartment])
        if buffers[compartment].count >= Self.blockSize { try flush(compartment) }
    }

    private func flush(_ compartment: Int) throws(FileError) {
        if let code = file.descriptor.writeWhole(buffers[compartment]).failure { throw FileError(path: path, code) }
        blocks[compartment].append(size..<size + buffers[compartment].count)
        size += buffers[compartment].count
        buffers[compartment].removeAll(keepingCapacity: true)
    }

    /// Hands each block of a compartment to the body.
    ///
    /// - Throws: ``FileError``, or what the body throws.
    func forEachBlock(of compartment: Int, _ body: ([UInt8]) throws -> Void) throws {
        for range in blocks[compartment] {
            var block = [UInt8](repeating: 0, count: range.count)
            do {
                guard try file.descriptor.readBlock(&block, at: range.lowerBound) == range.count else {
                    throw Errno.ioError
                }
            } catch {
                throw FileError(path: path, error as? Errno ?? .ioError)
            }
            try body(block)
        }
        if !buffers[compartment].isEmpty { try body(buffers[compartment]) }
    }
}
