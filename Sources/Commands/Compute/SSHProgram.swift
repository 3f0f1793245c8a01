import Foundation
import Synchronization

/// The system's ssh as a child of this process that ends with it, however that ends.
///
/// ssh runs `cat` on the other side, which reads a pipe that only this process holds: once the process is gone, even by
/// `kill -9`, the pipe ends, and `cat` and ssh with it.
final class SSHProgram: Sendable {
    static let missing = CommandFailure(
        "The program ssh cannot be run; install openssh-client.", .unavailable)

    /// The signals whose handling here must not be ssh's.
    static let signals = [SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGALRM, SIGTERM, SIGCHLD, SIGTSTP, SIGWINCH]

    private struct State {
        var status: Int32?
        var error: [UInt8] = []
    }

    private let process: pid_t
    private let input: Int32
    private let state = Mutex(State())

    /// Starts ssh.
    ///
    /// Ctrl-C is not for it: the chat stops a reply with it, and the tunnel must stay.
    ///
    /// - Throws: ``CommandFailure`` where there is no ssh.
    init(_ arguments: [String]) throws {
        var inputEnds: (Int32, Int32) = (-1, -1)
        var errorEnds: (Int32, Int32) = (-1, -1)
        guard Self.pipe(&inputEnds), Self.pipe(&errorEnds) else {
            throw CommandFailure("No pipe can be made: \(String(cString: strerror(errno)).lowercased()).", .unavailable)
        }
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        #if canImport(Darwin)
            var attributes: posix_spawnattr_t?
        #else
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (mask, defaults) = (sigset_t(), sigset_t())
        sigemptyset(&mask)
        sigemptyset(&defaults)
        for number in Self.signals where number != SIGINT { sigaddset(&defaults, number) }
        posix_spawnattr_setsigmask(&attributes, &mask)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, inputEnds.0, STDIN_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, errorEnds.1, STDERR_FILENO)
        var pointers = (["ssh"] + arguments + ["cat > /dev/null"]).map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var process: pid_t = 0
        // A signal that is ignored stays so in the child, and ssh leaves it at that.
        let former = signal(SIGINT, SIG_IGN)
        let code = posix_spawnp(&process, "ssh", &actions, &attributes, &pointers, environ)
        signal(SIGINT, former)
        close(inputEnds.0)
        close(errorEnds.1)
        self.process = process
        input = inputEnds.1
        guard code == 0 else {
            close(inputEnds.1)
            close(errorEnds.0)
            throw Self.missing
        }
        let errors = errorEnds.0
        Thread.detachNewThread { self.watch(errors) }
    }

    /// What ssh ended with, as a shell counts; `nil` while it runs.
    var status: Int32? { state.withLock { $0.status } }

    /// What ssh said, so far.
    var words: String {
        state.withLock { String(decoding: $0.error, as: UTF8.self) }
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Ends ssh and what it forwards.
    func end() {
        close(input)
        kill(process, SIGTERM)
    }

    private static func pipe(_ ends: inout (Int32, Int32)) -> Bool {
        var pair: [Int32] = [-1, -1]
        guard Foundation.pipe(&pair) == 0 else { return false }
        for end in pair { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        ends = (pair[0], pair[1])
        return true
    }

    private func watch(_ errors: Int32) {
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(errors, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            state.withLock { state in
                if state.error.count < 65_536 { state.error.append(contentsOf: chunk[..<count]) }
            }
        }
        close(errors)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        state.withLock { $0.status = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F) }
    }
}
