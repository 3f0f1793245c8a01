#if os(Linux)
    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif
#endif

/// Memory in pages of 2 MiB, which come with one fault each and whose places are found without misses.
enum LargePages {
    private static let size: UInt = 2 << 20

    /// Asks for large pages where the memory holds whole ones; it stays as it is where the system has none.
    static func ask(for memory: UnsafeMutableRawBufferPointer) {
        #if os(Linux)
            guard let base = memory.baseAddress else { return }
            let before = Int((size - UInt(bitPattern: base) % size) % size)
            let whole = (memory.count - before) / Int(size) * Int(size)
            if whole > 0 { _ = madvise(base + before, whole, MADV_HUGEPAGE) }
        #endif
    }
}
