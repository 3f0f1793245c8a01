import Foundation
import TerminalUI

/// Reads a line that nobody is to see.
enum SecretInput {
    private static let maximumLength = 65_536

    /// Asks at the terminal without showing what is typed; reads the first line of a pipe.
    ///
    /// - Throws: ``Interrupted`` where Ctrl-C comes; the terminal is as it was by then.
    static func read(_ question: String, _ console: Session.Console) throws -> String {
        guard StandardInput.isTerminal else { return readLine(strippingNewline: true) ?? "" }
        var former = termios()
        guard tcgetattr(STDIN_FILENO, &former) == 0 else { return "" }
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
        while typed.count < maximumLength, Foundation.read(STDIN_FILENO, &byte, 1) == 1 {
            switch byte {
            case 0x03: throw Interrupted(signal: SignalWatch.interrupt)
            case 0x04, 0x0A, 0x0D: return String(decoding: typed, as: UTF8.self)
            case 0x08, 0x7F: _ = typed.popLast()
            case 0x15: typed = []
            default: typed.append(byte)
            }
        }
        return String(decoding: typed, as: UTF8.self)
    }
}
