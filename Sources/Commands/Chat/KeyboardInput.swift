import Conversations
import Foundation
import Localization

/// Where a chat whose standard input is piped in takes its messages from: the terminal's keyboard, or the pipe.
struct KeyboardInput {
    /// Whether what is piped in goes along with the first message.
    private let attachesPiped: Bool

    /// Looks at the terminal.
    ///
    /// - Parameters:
    ///   - lines: Whether each line of standard input is a message, whatever there is.
    ///   - isNamed: Whether an option takes standard input.
    init(lines: Bool, isNamed: Bool) {
        attachesPiped =
            isNamed || (!lines && !StandardInput.isTerminal && isatty(STDOUT_FILENO) == 1 && Self.hasKeyboard)
    }

    /// Whether somebody can type at the terminal of this process.
    private static var hasKeyboard: Bool {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else { return false }
        defer { close(terminal) }
        return tcgetpgrp(terminal) == getpgrp()
    }

    /// Reads what goes along with the first message; what is piped in is read to its end, and the keyboard takes its place.
    ///
    /// - Throws: ``CommandFailure`` that names what cannot be read.
    func sources(
        _ options: AttachmentOptions, _ console: CommandContext.Console
    ) throws -> [AttachmentOptions.Source] {
        var sources = try options.read(console)
        guard attachesPiped else { return sources }
        if !options.takesStandardInput, let bytes = try StandardInput.bytes(console) {
            if bytes.isEmpty {
                console.note(localized("Nothing was piped in."))
            } else {
                let file = FileAttachment(name: "standard input", bytes: bytes, role: .attachment)
                let role = file.isImage ? FileAttachment.Role.attachment : .document
                sources.insert(.read(FileAttachment(name: file.name, bytes: bytes, role: role)), at: 0)
            }
        }
        try Self.takeKeyboard()
        return sources
    }

    /// Puts the terminal in the place of standard input, for the line editor.
    private static func takeKeyboard() throws {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0, dup2(terminal, STDIN_FILENO) >= 0 else {
            throw CommandFailure(
                localized(
                    "Standard input is taken by - and there is no terminal to type at; name a file in place of -."),
                .usage)
        }
        close(terminal)
    }
}
