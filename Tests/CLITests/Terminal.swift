import CPseudoTerminal
import Foundation
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// The program in a pseudo-terminal, typed into and read as a person would.
final class Terminal: Sendable {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// A test that waits longer than this has failed; nothing is timed by it.
    static let patience: Duration = .seconds(60)

    private struct State {
        var bytes: [UInt8] = []
        /// The bytes as text.
        var screen = ""
        var resizes: [Screen.Resize] = []
        /// How far `expect` has read.
        var position = 0
        var isClosed = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    /// The size at the start.
    let columns: UInt16
    let rows: UInt16
    private let main: Int32
    private let process: pid_t
    private let state = Mutex(State())

    /// Starts the program, or another one, with a terminal of so many columns and rows.
    init(
        _ program: Program, _ arguments: [String], executable: String = Program.path, columns: UInt16 = 80,
        rows: UInt16 = 24
    ) throws {
        let words = ([executable] + arguments).map { strdup($0) } + [nil]
        let variables = program.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in words + variables { free(pointer) } }
        var main: Int32 = -1
        process = cc_spawn_in_terminal(program.folder.path, executable, words, variables, columns, rows, &main)
        self.main = main
        self.columns = columns
        self.rows = rows
        guard process > 0 else { throw Failure(description: "The program does not start in a pseudo-terminal.") }
        Thread.detachNewThread { self.readAll() }
    }

    deinit {
        // -1 would be every process of the user.
        guard process > 0 else { return }
        kill(process, SIGKILL)
        close(main)
    }

    /// Everything that the program has written.
    var screen: String { state.withLock { $0.screen } }

    /// The same byte for byte, the sizes that the terminal took meanwhile, and whether this is all.
    var written: (bytes: [UInt8], resizes: [Screen.Resize], isClosed: Bool) {
        state.withLock { ($0.bytes, $0.resizes, $0.isClosed) }
    }

    /// Types text; `\u{3}` is Ctrl-C, `\u{4}` Ctrl-D, `\r` Enter.
    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(main, $0.baseAddress, $0.count) }
    }

    /// Sends the program a signal.
    func send(_ signal: Int32) {
        kill(process, signal)
    }

    /// Gives the terminal another size, as a window does.
    func resize(columns: UInt16, rows: UInt16) {
        state.withLock { $0.resizes.append(.init(after: $0.bytes.count, columns: columns, rows: rows)) }
        cc_resize_terminal(main, columns, rows)
    }

    /// Whether the terminal is in its usual mode: it edits lines, echoes, and makes signals of keys.
    var isInUsualMode: Bool {
        var settings = termios()
        guard tcgetattr(main, &settings) == 0 else { return false }
        let usual = tcflag_t(ICANON | ECHO | ISIG)
        return settings.c_lflag & usual == usual
    }

    /// Waits until the program writes a text after what was waited for before.
    func expect(_ text: String) async throws {
        let deadline = ContinuousClock.now + Self.patience
        while true {
            let (found, isClosed, count) = state.withLock { state -> (Bool, Bool, Int) in
                let start = state.screen.utf8.index(state.screen.startIndex, offsetBy: state.position)
                guard let range = state.screen[start...].range(of: text) else {
                    return (false, state.isClosed, state.bytes.count)
                }
                state.position = state.screen.utf8.distance(from: state.screen.startIndex, to: range.upperBound)
                return (true, state.isClosed, state.bytes.count)
            }
            if found { return }
            guard !isClosed, ContinuousClock.now < deadline else {
                throw Failure(description: "\"\(text)\" did not come. The screen:\n\(screen)")
            }
            await changes(since: count, until: deadline)
        }
    }

    /// Waits for the program's end and returns its exit code; a signal's number is added to 128.
    func exitCode() async throws -> Int32 {
        let deadline = ContinuousClock.now + Self.patience
        while true {
            let (isClosed, count) = state.withLock { ($0.isClosed, $0.bytes.count) }
            if isClosed { break }
            guard ContinuousClock.now < deadline else {
                throw Failure(description: "The program does not end. The screen:\n\(screen)")
            }
            await changes(since: count, until: deadline)
        }
        var status: Int32 = 0
        waitpid(process, &status, 0)
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
    }

    private func readAll() {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(main, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            let waiting = state.withLock { state in
                if count > 0 { state.bytes.append(contentsOf: chunk[..<count]) }
                state.screen = String(decoding: state.bytes, as: UTF8.self)
                state.isClosed = count <= 0
                defer { state.waiting = [] }
                return state.waiting
            }
            for continuation in waiting { continuation.resume() }
            if count <= 0 { return }
        }
    }

    /// Waits until the program has written more than so many bytes, or for its end, or for the deadline.
    func changes(since count: Int, until deadline: ContinuousClock.Instant) async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.isClosed || state.bytes.count != count { return true }
                state.waiting.append(continuation)
                return false
            }
            if isOver { continuation.resume() } else { wake(at: deadline) }
        }
    }

    private func wake(at deadline: ContinuousClock.Instant) {
        Task {
            try? await Task.sleep(until: deadline, clock: .continuous)
            let waiting = state.withLock { state in
                defer { state.waiting = [] }
                return state.waiting
            }
            for continuation in waiting { continuation.resume() }
        }
    }
}
