@preconcurrency import Dispatch
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Lets the terminal's output go on where somebody stopped it with Ctrl-S, which shall not keep the program from ending.
///
/// A Ctrl-S that was typed just before a signal may be taken later than the signal, so this is done for two seconds.
enum OutputResumption {
    private static let pace = DispatchTimeInterval.milliseconds(40)
    private static let series = Mutex(ResumptionSeries())

    /// Stops at the end of the process, which must not fall between stopping and starting.
    private static let stopsAtExit: Void = {
        atexit { OutputResumption.stop() }
    }()

    /// Begins, or goes on for another two seconds.
    static func start() {
        _ = stopsAtExit
        if series.withLock({ $0.start() }) { goOn() }
    }

    /// Waits for what is under way, and does nothing more.
    static func stop() { series.withLock { $0.end() } }

    private static func goOn() {
        let isGoing = series.withLock { series in
            guard series.next() else { return false }
            resume()
            return true
        }
        if isGoing { DispatchQueue.global().asyncAfter(deadline: .now() + pace) { goOn() } }
    }

    private static func resume() {
        var (stop, former) = (sigset_t(), sigset_t())
        sigemptyset(&stop)
        sigaddset(&stop, SIGTTOU)
        // It would stop a program in the background, which may do this only where the signal is blocked.
        pthread_sigmask(SIG_BLOCK, &stop, &former)
        for output in [STDOUT_FILENO, STDERR_FILENO] {
            // Fact: Linux's n_tty_ioctl_helper — TCOON starts only what TCOOFF has stopped.
            tcflow(output, TCOOFF)
            tcflow(output, TCOON)
        }
        pthread_sigmask(SIG_SETMASK, &former, nil)
    }
}

/// How often a thing that signals begin is still to be done: however many come, by one of them at a time.
struct ResumptionSeries: Sendable {
    /// Two seconds at the pace of 40 ms.
    private static let times = 51

    private var left = 0
    private var isAtWork = false
    private var hasEnded = false

    /// Begins anew; returns whether nobody is at work yet.
    mutating func start() -> Bool {
        left = Self.times
        defer { isAtWork = !hasEnded }
        return !isAtWork && !hasEnded
    }

    /// Whether it is to be done once more.
    mutating func next() -> Bool {
        isAtWork = left > 0 && !hasEnded
        left -= isAtWork ? 1 : 0
        return isAtWork
    }

    mutating func end() { hasEnded = true }
}
