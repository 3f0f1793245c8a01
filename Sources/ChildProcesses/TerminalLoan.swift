import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The terminal of this process while another process group has it, as a job that a shell runs in front does.
struct TerminalLoan: Sendable {
    let descriptor: FileDescriptor
    private let former: termios

    /// - Returns: `nil` where there is no terminal, or another job has it.
    init?() {
        guard
            let descriptor = try? FileDescriptor.open("/dev/tty", .readWrite, options: [.closeOnExec])
        else { return nil }
        var former = termios()
        guard tcgetpgrp(descriptor.rawValue) == getpgrp(), tcgetattr(descriptor.rawValue, &former) == 0 else {
            try? descriptor.close()
            return nil
        }
        self.descriptor = descriptor
        self.former = former
    }

    /// Gives the terminal to a group again, in the modes in which that left it, where this process has it.
    func give(to group: CInt, in modes: termios?) {
        guard tcgetpgrp(descriptor.rawValue) == getpgrp() else { return }
        Self.withoutStopping {
            if var modes { _ = tcsetattr(descriptor.rawValue, TCSADRAIN, &modes) }
            _ = tcsetpgrp(descriptor.rawValue, group)
        }
    }

    /// Takes the terminal back from a group, as it was; where a third group has it by now, it is left alone.
    ///
    /// - Returns: The modes in which the group left it.
    @discardableResult
    func takeBack(from group: CInt) -> termios? {
        let holder = tcgetpgrp(descriptor.rawValue)
        guard holder == group || holder == getpgrp() else { return nil }
        var modes = termios()
        let isKnown = tcgetattr(descriptor.rawValue, &modes) == 0
        Self.withoutStopping {
            var former = former
            _ = tcsetpgrp(descriptor.rawValue, getpgrp())
            _ = tcsetattr(descriptor.rawValue, TCSADRAIN, &former)
        }
        return isKnown ? modes : nil
    }

    /// Ends the loan.
    func close() { try? descriptor.close() }

    /// Setting a terminal from the background stops a process, unless it blocks the signal.
    private static func withoutStopping(_ body: () -> Void) {
        var (signals, mask) = (sigset_t(), sigset_t())
        sigemptyset(&signals)
        sigaddset(&signals, SIGTTOU)
        pthread_sigmask(SIG_BLOCK, &signals, &mask)
        body()
        pthread_sigmask(SIG_SETMASK, &mask, nil)
    }
}
