import Files

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What tells this machine from others, from one start of it to the next.
enum Machine {
    /// The name that the machine has for itself; nobody else is asked.
    static let name: String = {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "" }
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }()

    /// The kernel's own number for its run; empty where it has none.
    static let boot: String = {
        #if os(Linux)
            let bytes = (try? WholeFile.read("/proc/sys/kernel/random/boot_id", limit: 256)) ?? []
            return String(decoding: bytes.prefix { $0 > 0x20 && $0 < 0x7F }, as: UTF8.self)
        #else
            return ""
        #endif
    }()
}
