import CEditline
import CLineEditor
@preconcurrency import Dispatch

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A line at a terminal, edited with libedit: UTF-8, history, search, completion, paste of many lines as one.
///
/// Enter sends the line, save where it ends in a lone `\` or begins with `"""` that are not closed yet; there, as
/// Ctrl-J and Alt-Enter do, it breaks the line. Ctrl-C is a key here, not a signal: it gives the line up. Ctrl-X
/// Ctrl-E takes the line to another editor. `~/.editrc`, or the file that `$EDITRC` names, is honoured.
public final class LineEditor: LineSource, @unchecked Sendable {
    // libedit has no locks. Every call of it is made on `queue`, which is serial, save for the one that gives the
    // terminal back when the process ends; `editor` itself never changes, nor does its `former`. `history` and `tab`
    // are touched on `queue` only, the latter in a call that libedit makes there. Hence the unchecked conformance.
    private let queue = DispatchQueue(label: "cloudcompute.line-editor")
    private let editor: UnsafeMutablePointer<cc_editor>
    private let completer: (any LineCompleter)?
    private let externalEditor = ExternalEditor()
    private var history: InputHistory
    private var tab = CompletionKey()

    /// Starts an editor on standard input.
    ///
    /// - Parameters:
    ///   - historyPath: Where lines are kept, in libedit's own form; all running sessions share them. `nil` keeps none.
    ///   - completer: Knows what Tab may insert; without one Tab rings the bell.
    ///   - historyNotice: Gets one sentence, once, where the file of lines cannot be used.
    /// - Returns: `nil` where standard input is no terminal that libedit can use.
    public init?(
        historyPath: String?, completer: (any LineCompleter)? = nil,
        historyNotice: (@Sendable (String) -> Void)? = nil
    ) {
        guard isatty(STDIN_FILENO) == 1,
            let editor = cc_editor_make("cloudcompute", getenv("EDITRC"), Int32(HistoryFile.limit))
        else { return nil }
        self.editor = editor
        self.completer = completer
        history = InputHistory(path: historyPath, notice: historyNotice)
        editor.pointee.complete = { LineEditor.of($0)?.complete() ?? UInt8(CC_ERROR) }
        editor.pointee.edit = { LineEditor.of($0)?.editElsewhere() ?? UInt8(CC_ERROR) }
        WindowWatch.wake(editor.pointee.wake.1)
    }

    deinit {
        WindowWatch.stop(editor.pointee.wake.1)
        cc_editor_free(editor)
    }

    /// Waits for a line.
    ///
    /// Of a line that is a block between `"""` and `"""` it gives what is inside. An empty one and one that begins with a
    /// space are not kept in the history; a block is kept with its quotes.
    public func next(prompt: String) async -> LineInput {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.read(prompt)) }
        }
    }

    /// Has a text edited in `$VISUAL`, `$EDITOR`, vi or nano, as Ctrl-X Ctrl-E does with the line.
    ///
    /// - Returns: The text without its final line end; `nil` where the program failed or is missing.
    public func edit(_ text: String) async -> String? {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.externalEditor.edit(text, at: self.editor)) }
        }
    }

    /// Gives the terminal back as it was, however the reading stands; typing that nobody read is dropped.
    public func restoreTerminal() {
        externalEditor.removeDraft()
        var terminal = editor.pointee.former
        let isPlain = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
        let bytes = Array((isPlain ? "" : "\u{1B}[?2004l").utf8)
        _ = bytes.withUnsafeBytes {
            write(isatty(STDOUT_FILENO) == 1 ? STDOUT_FILENO : STDERR_FILENO, $0.baseAddress, $0.count)
        }
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &terminal)
    }

    private func read(_ prompt: String) -> LineInput {
        if history.refresh() { recall() }
        tab = CompletionKey()
        cc_editor_set_prompt(editor, prompt)
        editor.pointee.context = Unmanaged.passUnretained(self).toOpaque()
        defer { editor.pointee.context = nil }
        var count: Int32 = 0
        guard let line = cc_editor_read(editor, &count), count > 0 else {
            switch editor.pointee.ending {
            case CC_CANCELLED: return .cancelled(wasEmpty: false)
            case CC_CANCELLED_EMPTY: return .cancelled(wasEmpty: true)
            default: return .end
            }
        }
        var text = String(cString: line)
        if text.hasSuffix("\n") { text.removeLast() }
        remember(text)
        return .line(TextBlock.inner(text))
    }

    private func remember(_ line: String) {
        guard let first = line.first, first != " " else { return }
        if history.add(line) { recall() } else { cc_history_add(editor, line) }
    }

    /// Gives libedit the whole history anew.
    private func recall() {
        cc_history_clear(editor)
        for line in history.lines { cc_history_add(editor, line) }
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> LineEditor? {
        context.map { Unmanaged<LineEditor>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The line and where the cursor stands in it.
    private func line() -> (text: String, cursor: Int)? {
        var cursor: Int32 = 0
        guard let text = cc_text(editor, &cursor) else { return nil }
        defer { free(text) }
        return (String(cString: text), Int(cursor))
    }

    /// What Tab does; gives back what libedit is to do.
    private func complete() -> UInt8 {
        guard let completer, let (text, cursor) = line() else { return UInt8(CC_ERROR) }
        switch tab.press(completer.complete(text, cursor: cursor), line: text, cursor: cursor) {
        case .bell: return UInt8(CC_ERROR)
        case .replace(let scalars, let text, let isCertain):
            guard cc_replace_before(editor, Int32(scalars), text) != 0 else { return UInt8(CC_ERROR) }
            return UInt8(isCertain ? CC_REFRESH : CC_REFRESH_BEEP)
        case .list(let words):
            cc_go_below(editor)
            let columns = Int(editor.pointee.columns)
            cc_write(editor, CompletionList.text(words, columns: columns) { Int(cc_width($0)) })
            cc_draw(editor)
            return UInt8(CC_NORM)
        }
    }

    /// What Ctrl-X Ctrl-E does; gives back what libedit is to do.
    private func editElsewhere() -> UInt8 {
        guard let (text, _) = line() else { return UInt8(CC_ERROR) }
        cc_clear_drawing(editor, cc_cursor_row(editor, editor.pointee.columns, editor.pointee.rows))
        let edited = externalEditor.edit(text, at: editor)
        cc_mark_pastes(editor, 1)
        cc_learn_size(editor)
        let isTaken = edited.map { cc_replace_all(editor, $0) != 0 } ?? false
        cc_draw(editor)
        return UInt8(isTaken ? CC_NORM : CC_ERROR)
    }
}
