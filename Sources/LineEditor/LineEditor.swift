import CEditline
@preconcurrency import Dispatch

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A line at a terminal, edited with libedit: UTF-8, history, search, paste of many lines as one.
///
/// Ctrl-C is a key here, not a signal: it gives the line up. `~/.editrc` is honoured.
public final class LineEditor: LineSource, @unchecked Sendable {
    // libedit has no locks. Every call of it is made on `queue`, which is serial, save for the one that gives the
    // terminal back when the process ends; `editor` itself never changes. Hence the unchecked conformance.
    private let queue = DispatchQueue(label: "cloudcompute.line-editor")
    private let editor: UnsafeMutablePointer<cc_editor>
    private let historyPath: String?
    private let formerTerminal: termios?

    /// Starts an editor on standard input.
    ///
    /// - Parameters:
    ///   - historyPath: Where lines are kept between sessions, in libedit's own form; `nil` keeps none.
    /// - Returns: `nil` where standard input is no terminal that libedit can use.
    public init?(historyPath: String?, completer: (any LineCompleter)? = nil) {
        var terminal = termios()
        guard isatty(STDIN_FILENO) == 1, tcgetattr(STDIN_FILENO, &terminal) == 0,
            let editor = cc_editor_make("cloudcompute")
        else { return nil }
        self.editor = editor
        self.historyPath = historyPath
        formerTerminal = terminal
        if let historyPath { cc_history_load(editor, historyPath) }
    }

    public func compose(_ text: String) async -> String? { nil }
    deinit {
        cc_editor_free(editor)
    }

    /// Waits for a line.
    ///
    /// An empty one and one that begins with a space are not kept in the history.
    public func next(prompt: String) async -> LineInput {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.edit(prompt)) }
        }
    }

    /// Gives the terminal back as it was, however the reading stands; typing that nobody read is dropped.
    public func restoreTerminal() {
        guard var terminal = formerTerminal else { return }
        Self.show("\u{1B}[?2004l")
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &terminal)
    }

    private func edit(_ prompt: String) -> LineInput {
        cc_editor_set_prompt(editor, prompt)
        // The terminal marks what is pasted, so that pasted line ends do not send the message.
        Self.show("\u{1B}[?2004h")
        defer { Self.show("\u{1B}[?2004l") }
        var count: Int32 = 0
        guard let line = cc_editor_read(editor, &count), count > 0 else {
            let wasCancelled = editor.pointee.cancelled != 0
            Self.show("\n")
            return wasCancelled ? .cancelled(wasEmpty: true) : .end
        }
        var text = String(cString: line)
        if text.hasSuffix("\n") { text.removeLast() }
        remember(text)
        return .line(text)
    }

    private func remember(_ line: String) {
        guard let first = line.first, first != " " else { return }
        cc_history_add(editor, line)
        guard let historyPath else { return }
        // A whole file or the former one: what is half written never takes the place of what was there.
        let draft = "\(historyPath).\(getpid())"
        if cc_history_save(editor, draft) >= 0 {
            chmod(draft, 0o600)
            rename(draft, historyPath)
        }
    }

    private static func show(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes {
            write(isatty(STDOUT_FILENO) == 1 ? STDOUT_FILENO : STDERR_FILENO, $0.baseAddress, $0.count)
        }
    }
}
