package import SystemPackage

extension FileDescriptor {
    /// Fills the block from a place in the file.
    ///
    /// - Returns: How many bytes were read; fewer than the block holds only at the end of the file.
    /// - Throws: `Errno`.
    package func readBlock(_ block: inout [UInt8], count: Int? = nil, at offset: Int) throws(Errno) -> Int {
        let wanted = min(count ?? block.count, block.count)
        var failure: Errno?
        let filled = block.withUnsafeMutableBytes { bytes in
            var filled = 0
            do {
                while filled < wanted {
                    let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[filled..<wanted])
                    let count = try read(fromAbsoluteOffset: Int64(offset + filled), into: rest)
                    if count == 0 { break }
                    filled += count
                }
            } catch {
                failure = error as? Errno ?? .ioError
            }
            return filled
        }
        if let failure { throw failure }
        return filled
    }
}
