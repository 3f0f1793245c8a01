import Foundation
import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The thread of a program: its pipes, its end, and the steps to it.
struct PipedProgramLoop {
    typealias Tell = @Sendable (PipedProgram.Event) -> Void

    /// How long a program that was killed is waited for; one that hangs in the system does not hold this one up.
    private static let patienceAfterKill = Duration.seconds(2)
    /// The most that is still read once the program has ended, in bytes.
    private static let restLimit = 16 << 20

    private let leader: CInt
    /// This process's ends of the pipes; -1 once they are closed.
    private var (input, output, error): (CInt, CInt, CInt)
    private var ending = EndingSequence()
    private var givesUpAt: Duration?
    private let start = ContinuousClock.now
    private var block = [UInt8](repeating: 0, count: 64 << 10)
    /// What is to be written, and how much of it is.
    private var pending: [UInt8] = []
    private var written = 0

    /// Starts the program on this thread.
    init(_ program: ChildProgram, _ options: ChildProgram.Options) throws(Errno) {
        var ends: [CInt] = []
        do throws(Errno) {
            for _ in 0..<3 {
                let pipe = try WakePipe.pipe()
                ends += [pipe.reader, pipe.writer]
            }
            let theirs = [ends[0], ends[3], ends[5]]
            // The program shall wait when it reads and writes, as any does.
            for descriptor in theirs { _ = fcntl(descriptor, F_SETFL, 0) }
            var options = options
            options.standard = (
                FileDescriptor(rawValue: ends[0]), FileDescriptor(rawValue: ends[3]), FileDescriptor(rawValue: ends[5])
            )
            leader = try program.start(options)
            for descriptor in theirs { systemClose(descriptor) }
            (input, output, error) = (ends[1], ends[2], ends[4])
        } catch {
            for descriptor in ends { systemClose(descriptor) }
            throw error
        }
    }

    /// Runs until the program has ended.
    mutating func run(_ piped: PipedProgram, wake: WakePipe, _ tell: Tell) {
        blockBrokenPipes()
        watchLeader(piped)
        var hasEnded = false
        while true {
            if written == pending.count { (pending, written) = ([], 0) }
            let requests = piped.take(&pending)
            hasEnded = requests.leaderEnded
            let now = ContinuousClock.now - start
            if hasEnded || givesUpAt.map({ $0 <= now }) == true { break }
            if let first = requests.ending { ending.begin(first, now: now) }
            while let step = ending.step(now: now) { take(step, now: now) }
            if requests.closesInput, pending.isEmpty { Self.close(&input) }
            wait(wake, now: now)
            wake.clear()
            read(tell)
            writePending(tell)
        }
        finish(hasEnded, tell)
        piped.noteOver()
    }

    private mutating func take(_ step: EndingSequence.Step, now: Duration) {
        switch step {
        case .closeInput: Self.close(&input)
        case .terminate:
            kill(-leader, SIGTERM)
            kill(-leader, SIGCONT)
        case .kill:
            kill(-leader, SIGKILL)
            givesUpAt = now + Self.patienceAfterKill
        }
    }

    /// Sleeps until something can be done.
    private func wait(_ wake: WakePipe, now: Duration) {
        var descriptors = [
            pollfd(fd: wake.reader, events: Int16(POLLIN), revents: 0),
            // Negative ones are passed over.
            pollfd(fd: output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: error, events: Int16(POLLIN), revents: 0),
            pollfd(fd: input, events: pending.isEmpty ? 0 : Int16(POLLOUT), revents: 0),
        ]
        let deadline = [ending.deadline, givesUpAt].compactMap(\.self).min()
        let milliseconds = deadline.map { max(0, min(60_000, ($0 - now) / .milliseconds(1))) + 1 }
        poll(&descriptors, nfds_t(descriptors.count), milliseconds.map { Int32($0) } ?? -1)
    }

    /// Reads what is there, a block of each.
    private mutating func read(_ tell: Tell) {
        if let bytes = Self.read(&output, &block) {
            tell(bytes.isEmpty ? .outputEnded : .output(bytes))
        }
        if let bytes = Self.read(&error, &block), !bytes.isEmpty { tell(.error(bytes)) }
    }

    /// What a descriptor holds; empty at its end, which closes it, and `nil` where nothing is there.
    private static func read(_ descriptor: inout CInt, _ block: inout [UInt8]) -> [UInt8]? {
        guard descriptor >= 0 else { return nil }
        let count = systemRead(descriptor, &block)
        if count > 0 { return Array(block[..<count]) }
        if count < 0, errno == EAGAIN || errno == EINTR { return nil }
        close(&descriptor)
        return []
    }

    private mutating func writePending(_ tell: Tell) {
        guard input >= 0 else { return (pending, written) = ([], 0) }
        var request = pollfd(fd: input, events: 0, revents: 0)
        var isGone = poll(&request, 1, 0) > 0 && Int32(request.revents) & (POLLERR | POLLNVAL) != 0
        while !isGone, written < pending.count {
            let count = pending.withUnsafeBytes { systemWrite(input, UnsafeRawBufferPointer(rebasing: $0[written...])) }
            if count > 0 {
                written += count
            } else if count < 0, errno == EAGAIN || errno == EINTR {
                return
            } else {
                isGone = true
            }
        }
        guard isGone else { return }
        Self.close(&input)
        tell(.inputEnded)
    }

    /// Reads what the program left, ends what it started, and tells how it ended.
    private mutating func finish(_ hasEnded: Bool, _ tell: Tell) {
        kill(-leader, SIGKILL)
        var rest = Self.restLimit
        while rest > 0, let bytes = Self.read(&output, &block), !bytes.isEmpty {
            rest -= bytes.count
            tell(.output(bytes))
        }
        while rest > 0, let bytes = Self.read(&error, &block), !bytes.isEmpty {
            rest -= bytes.count
            tell(.error(bytes))
        }
        for descriptor in [input, output, error] where descriptor >= 0 { systemClose(descriptor) }
        var status: Int32 = 0
        guard hasEnded, waitpid(leader, &status, 0) == leader else { return tell(.ended(.signaled(SIGKILL))) }
        tell(.ended(status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signaled(status & 0x7F)))
    }

    /// Waits for the program's end on a thread of its own, and leaves it to be reaped, so that its number stays its own.
    private func watchLeader(_ piped: PipedProgram) {
        let leader = leader
        Thread.detachNewThread {
            var information = siginfo_t()
            while waitid(P_PID, id_t(leader), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
            piped.noteLeaderEnded()
        }
    }

    /// Writing to a program that reads no more is an error of this thread, and no signal.
    private func blockBrokenPipes() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        #if canImport(Darwin)
            _ = fcntl(input, F_SETNOSIGPIPE, 1)
        #endif
    }

    private static func close(_ descriptor: inout CInt) {
        if descriptor >= 0 { systemClose(descriptor) }
        descriptor = -1
    }
}

/// Outside the type, whose own `read` would be meant otherwise.
private func systemRead(_ descriptor: CInt, _ block: inout [UInt8]) -> Int {
    read(descriptor, &block, block.count)
}

private func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}

private func systemClose(_ descriptor: CInt) { close(descriptor) }
