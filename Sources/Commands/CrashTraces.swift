import Foundation

/// Keeps the memory of a crashed process, and the key in it, off the disk and the screen.
enum CrashTraces {
    /// Forbids core dumps, for this process and its children, and the runtime's own dumps of registers and memory.
    static func forbid() {
        forbidCoreDumps()
        // Swift's runtime takes Ctrl-\ for a crash.
        signal(SIGQUIT, SIG_DFL)
        // Who asks for traces gets them: SWIFT_BACKTRACE is the runtime's own switch.
        guard getenv("SWIFT_BACKTRACE") == nil else { return }
        for number in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] { signal(number, SIG_DFL) }
    }

    private static func forbidCoreDumps() {
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(UInt32(RLIMIT_CORE.rawValue))
        #else
            let resource = RLIMIT_CORE
        #endif
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return }
        #if os(Linux)
            // Fact: core(5) — a limit of 0 does not hold for programs that take dumps through a pipe; at 1 the kernel
            // makes no dump at all (fs/coredump.c), since none is so small.
            limit.rlim_cur = min(1, limit.rlim_max)
        #else
            limit.rlim_cur = 0
        #endif
        setrlimit(resource, &limit)
    }
}
