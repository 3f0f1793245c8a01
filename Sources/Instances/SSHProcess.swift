import ChildProcesses
import Foundation
import Synchronization
import SystemPackage

/// ssh as a child of this process that ends with it, whatever ends it.
///
/// While it logs in, the system ends it with the thread that started it (Linux), which lives as long as this process
/// lets it. Once logged in it runs `cat` on the other side, which reads a pipe that only this process holds: with the
/// process the pipe ends, and `cat` and ssh with it.
final class SSHProcess: Sendable {
    /// Whether the other side was reached, and the forwards stand therefore; `false` where ssh ended before.
    let isReady = OneTimeValue<Bool>()
    /// How it ended.
    let ending = OneTimeValue<SSHEnding>()

    /// What has come of starting it.
    private let started = OneTimeValue<Errno?>()
    /// Its process id while it is this process's to signal.
    private let process = Mutex<pid_t?>(nil)
    private let input: Mutex<FileDescriptor?>
    private let words = Mutex(SSHWords())
    /// How long the end of what it said may be waited for once it has ended: its own children may hold the pipe.
    private static let graceForWords = DispatchTimeInterval.milliseconds(200)

    /// Starts ssh with a command that says the word, and waits for the start only.
    ///
    /// Ctrl-C is not for it: a chat stops a reply with it, and the tunnel must stay.
    ///
    /// - Throws: ``TunnelError``; `CancellationError`.
    static func start(_ program: ChildProgram, readyWord: String) async throws -> SSHProcess {
        let ends: [(readEnd: FileDescriptor, writeEnd: FileDescriptor)]
        do { ends = try (0..<3).map { _ in try FileDescriptor.pipe() } } catch {
            throw TunnelError.sshNotStarted(error as? Errno ?? .ioError)
        }
        let ssh = SSHProcess(input: ends[0].writeEnd)
        let (input, output, error) = (ends[0].readEnd, ends[1], ends[2])
        Thread.detachNewThread { ssh.live(program, readyWord, input, output, error) }
        do {
            if let failure = try await ssh.started.value() { throw TunnelError.sshNotStarted(failure) }
        } catch {
            ssh.end()
            throw error
        }
        return ssh
    }

    private init(input: FileDescriptor) {
        self.input = Mutex(input)
    }

    /// The last line that it said.
    var lastLine: String? { words.withLock { $0.lastLine } }

    /// Ends ssh and what it forwards.
    func end() {
        input.withLock { input in
            try? input?.close()
            input = nil
        }
        process.withLock { process in
            guard let process else { return }
            kill(process, SIGTERM)
            // One that is stopped, as by Ctrl-Z, would not take notice.
            kill(process, SIGCONT)
        }
    }

    /// Starts ssh and waits for its end, on a thread of its own.
    private func live(
        _ program: ChildProgram, _ readyWord: String, _ input: FileDescriptor,
        _ output: (readEnd: FileDescriptor, writeEnd: FileDescriptor),
        _ error: (readEnd: FileDescriptor, writeEnd: FileDescriptor)
    ) {
        var options = ChildProgram.Options(input: input, output: output.writeEnd, error: error.writeEnd)
        options.ignoresKeyboard = true
        options.endsWithThread = true
        let result = Result { () throws(Errno) in try program.start(options) }
        for end in [input, output.writeEnd, error.writeEnd] { try? end.close() }
        guard case .success(let id) = result else {
            for end in [output.readEnd, error.readEnd] { try? end.close() }
            if case .failure(let failure) = result { started.set(failure) }
            return
        }
        process.withLock { $0 = id }
        if self.input.withLock({ $0 == nil }) { end() }
        let isRead = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            self.read(ReadyLine(readyWord), output.readEnd, error.readEnd)
            isRead.signal()
        }
        started.set(nil)
        let status = wait(for: id)
        _ = isRead.wait(timeout: .now() + Self.graceForWords)
        let last = words.withLock { ($0.lastLine, $0.saysThatPortIsTaken) }
        ending.set(SSHEnding(status: status, line: last.0, isForTakenPort: last.1))
        isReady.set(false)
        end()
    }

    /// Waits for the end, and takes the process id back before another process can have it.
    private func wait(for id: pid_t) -> Int32 {
        var information = siginfo_t()
        while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        return process.withLock { process in
            var status: Int32 = 0
            while waitpid(id, &status, 0) < 0, errno == EINTR {}
            process = nil
            return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
        }
    }

    /// Reads both pipes to their ends.
    private func read(_ line: ReadyLine, _ output: FileDescriptor, _ error: FileDescriptor) {
        var (line, isOpen) = (line, [true, true])
        var chunk = [UInt8](repeating: 0, count: 4096)
        let descriptors = [output, error]
        while isOpen.contains(true) {
            var polls = zip(descriptors, isOpen).map {
                pollfd(fd: $1 ? $0.rawValue : -1, events: Int16(POLLIN), revents: 0)
            }
            guard poll(&polls, nfds_t(polls.count), -1) > 0 else { continue }
            for (index, descriptor) in descriptors.enumerated() where polls[index].revents != 0 {
                let count = (try? chunk.withUnsafeMutableBytes { try descriptor.read(into: $0) }) ?? 0
                if count == 0 {
                    isOpen[index] = false
                } else if index == 0 {
                    line.read(chunk[..<count])
                    if line.isSeen { isReady.set(true) }
                } else {
                    words.withLock { $0.read(chunk[..<count]) }
                }
            }
        }
        for descriptor in descriptors { try? descriptor.close() }
    }
}
