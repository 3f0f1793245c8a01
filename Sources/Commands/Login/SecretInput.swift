import Foundation
import Terminal

/// Reads a line that nobody is to see.
enum SecretInput {
    /// Asks at the terminal without showing what is typed; reads the first line of a pipe.
    ///
    /// - Throws: ``Interrupted`` where Ctrl-C comes, `CancellationError` where the task is cancelled; the terminal is as it
    ///   was by then.
    static func read(_ question: String, _ console: CommandContext.Console) async throws -> [UInt8] {
        guard StandardInput.isTerminal else { return try await StandardInput.line() }
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
        while typed.count < StandardInput.maximumLine, try await StandardInput.isReady(),
            Foundation.read(STDIN_FILENO, &byte, 1) == 1
        {
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
}
