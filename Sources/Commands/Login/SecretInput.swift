import Foundation
import Terminal

/// Reads a line that nobody is to see.
enum SecretInput {
    private static let maximumLength = 65_536

    /// Asks at the terminal without showing what is typed; reads the first line of a pipe.
    ///
    /// - Throws: ``Interrupted`` where Ctrl-C comes, `CancellationError` where the task is cancelled; the terminal is as it
    ///   was by then.
    static func read(_ question: String, _ console: CommandContext.Console) async throws -> [UInt8] {
        guard StandardInput.isTerminal else { return try await firstLine() }
        var former = termios()
        guard tcgetattr(STDIN_FILENO, &former) == 0 else { return [] }
        var hidden = former
        // Keys come one by one and unseen, Ctrl-C too, so that the terminal is given back before the program ends.
        hidden.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &former)
            try? console.error.write("\n")
        }
        try? console.error.write(ControlCharacterFilter.filterLine(question))
        var typed: [UInt8] = []
        var byte: UInt8 = 0
        while typed.count < maximumLength, try await isReady(), Foundation.read(STDIN_FILENO, &byte, 1) == 1 {
            switch byte {
            case 0x03: throw Interrupted(signal: SignalWatch.interrupt)
            case 0x04, 0x0A, 0x0D: return typed
            case 0x08, 0x7F: _ = typed.popLast()
            case 0x15: typed = []
            default: typed.append(byte)
            }
        }
        return typed
    }

    /// The time between two looks at the keyboard.
    private static let pace = Duration.milliseconds(10)

    /// Waits for something to read, without keeping a thread from others.
    private static func isReady() async throws -> Bool {
        while true {
            try Task.checkCancellation()
            var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            let count = poll(&request, 1, 0)
            if count > 0 { return true }
            if count < 0, errno != EINTR { return false }
            try await Task.sleep(for: pace)
        }
    }

    /// The first line of what is typed or piped in, without its line end.
    ///
    /// - Throws: `CancellationError` where the task is cancelled.
    static func firstLine() async throws -> [UInt8] {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count < maximumLength {
            guard try await isReady() else { return line }
            let count = Foundation.read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1, byte != 0x0A else { return line }
            line.append(byte)
        }
        return line
    }
}
