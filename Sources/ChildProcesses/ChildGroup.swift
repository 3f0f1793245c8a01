package import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A program that runs in a process group of its own, with the terminal where this process has it.
package struct ChildGroup: Sendable {
    /// How a program ended.
    package enum Ending: Sendable, Hashable {
        case exited(Int32)
        case signaled(Int32)
    }

    /// How long, in microseconds, the group may take to end once it is told to.
    private static let grace = 200_000

    private let leader: CInt
    private let terminal: TerminalLoan?

    /// Starts a program.
    ///
    /// - Parameter lendsTerminal: Whether it may ask somebody something.
    /// - Throws: What the system says.
    package static func start(
        _ program: ChildProgram, _ options: ChildProgram.Options, lendsTerminal: Bool = true
    ) throws(Errno) -> ChildGroup {
        var options = options
        options.leadsGroup = true
        options.terminal = lendsTerminal ? TerminalLoan() : nil
        do throws(Errno) {
            return ChildGroup(leader: try program.start(options), terminal: options.terminal)
        } catch {
            options.terminal?.close()
            throw error
        }
    }

    /// How the program ended; `nil` while it runs.
    ///
    /// Where Ctrl-Z stops it, this process is stopped as well, and goes on with it.
    package func ending() -> Ending? {
        var status: Int32 = 0
        let changed = waitpid(leader, &status, WNOHANG | WUNTRACED)
        guard changed == leader else {
            return changed < 0 && errno != EINTR ? finished(.exited(127)) : nil
        }
        if status & 0xFF == 0x7F {
            let modes = terminal?.takeBack(from: leader)
            Self.stop()
            terminal?.give(to: leader, in: modes)
            kill(-leader, SIGCONT)
            return nil
        }
        return finished(status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signaled(status & 0x7F))
    }

    /// Stops this process with the rest of its job, as Ctrl-Z does; returns once it goes on.
    private static func stop() {
        let former = signal(SIGTSTP, SIG_IGN)
        kill(0, SIGTSTP)
        signal(SIGTSTP, former)
        // A signal to this very thread stops the process here and not later.
        var (signals, mask) = (sigset_t(), sigset_t())
        sigemptyset(&signals)
        sigaddset(&signals, SIGTSTP)
        pthread_sigmask(SIG_UNBLOCK, &signals, &mask)
        raise(SIGTSTP)
        pthread_sigmask(SIG_SETMASK, &mask, nil)
    }

    /// Ends the program with all that it has started and that stayed in its group, and waits for that.
    package func end() {
        kill(-leader, SIGTERM)
        kill(-leader, SIGCONT)
        for _ in 0..<(Self.grace / 10_000) where !hasEnded(WNOHANG) { usleep(10_000) }
        kill(-leader, SIGKILL)
        _ = hasEnded(0)
        _ = finished(.signaled(SIGKILL))
    }

    /// Whether the program has ended; one that is waited for already has.
    private func hasEnded(_ options: Int32) -> Bool {
        while true {
            let changed = waitpid(leader, nil, options)
            if changed == leader || changed < 0 && errno != EINTR { return true }
            if changed == 0 { return false }
        }
    }

    private func finished(_ ending: Ending) -> Ending {
        terminal?.takeBack(from: leader)
        terminal?.close()
        return ending
    }
}
