import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A process that is not mistaken for a later one with its number.
struct ProcessIdentity: Sendable, Hashable {
    let pid: Int32
    /// When it began, in the system's own measure; `nil` where the system does not say.
    let start: String?

    static var current: ProcessIdentity {
        let pid = getpid()
        return ProcessIdentity(pid: pid, start: start(of: pid))
    }

    /// Whether the process still runs; one in another container looks dead.
    var isAlive: Bool {
        guard pid > 0 else { return false }
        guard kill(pid, 0) == 0 || errno != ESRCH else { return false }
        guard let start, let living = Self.start(of: pid) else { return true }
        return start == living
    }

    #if os(Linux)
        private static func start(of pid: Int32) -> String? {
            // Fact: proc(5) — the 22nd field; the second is a name in parentheses that may hold anything.
            guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat"),
                let end = data.lastIndex(of: UInt8(ascii: ")"))
            else { return nil }
            let fields = data[(end + 1)...].split(separator: UInt8(ascii: " "))
            return fields.count > 19 ? String(bytes: fields[19], encoding: .utf8) : nil
        }
    #elseif canImport(Darwin)
        private static func start(of pid: Int32) -> String? {
            var name = [CTL_KERN, KERN_PROC, KERN_PROC_PID, pid]
            var process = kinfo_proc()
            var size = MemoryLayout<kinfo_proc>.stride
            guard sysctl(&name, UInt32(name.count), &process, &size, nil, 0) == 0, size > 0 else { return nil }
            let time = process.kp_proc.p_starttime
            return "\(time.tv_sec).\(time.tv_usec)"
        }
    #else
        private static func start(of pid: Int32) -> String? { nil }
    #endif
}
