import CEditline
import CLineEditor
@preconcurrency import Dispatch
package import Files
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A line at a terminal: UTF-8, history, search, completion, paste of many lines as one.
///
/// libedit edits the line, this draws it and walks the history.
///
/// Enter sends the line, save where it ends in a lone `\` or begins with `"""` that are not closed yet; there, as
/// Ctrl-J and Alt-Enter do, it breaks the line. Ctrl-C is a key here, not a signal: it gives the line up. Ctrl-X
/// Ctrl-E takes the line to another editor. `~/.editrc`, or the file that `$EDITRC` names, is honoured.
package final class LineEditor: LineSource, @unchecked Sendable {
    // libedit has no locks. Every call of it is made on `queue`, which is serial, and all that is `var` here is touched
    // there only, most of it in calls that libedit makes. What gives the terminal back when the process ends runs
    // elsewhere; it uses `editor`, which never changes, and its `former`, which does not either. Hence the unchecked
    // conformance.
    private let queue = DispatchQueue(label: "cloudcompute.line-editor")
    let editor: UnsafeMutablePointer<cc_editor>
    let completer: (any LineCompleter)?
    let externalEditor = ExternalEditor()
    private var history: InputHistory
    var tab = TabCompletionState()
    var walk = HistoryWalk([])
    var search: HistorySearch?
    var formerSearch = (pattern: "", isOlder: true)
    var view: any LineDisplay = PlainLineView(columns: 80)
    private var prompt: [Glyph] = []
    /// What stands before a further row of a message that Enter did not send.
    private static let continuation = Glyph.prompt("... ")
    private let isPlain: Bool
    /// How many rows of the line stand below the cursor; negative where no line is shown.
    private let rowsBelow = Atomic<Int>(-1)

    /// Starts an editor on standard input.
    ///
    /// - Parameters:
    ///   - historyPath: Where lines are kept, in libedit's own form; all running sessions share them. `nil` keeps none.
    ///   - completer: Knows what Tab may insert; without one Tab rings the bell.
    ///   - historyNotice: Told once why the file of lines cannot be used.
    /// - Returns: `nil` where standard input is no terminal that libedit can use, or neither output is one: libedit does
    ///   not learn the terminal's modes then, and could not give it back.
    package init?(
        historyPath: String?, completer: (any LineCompleter)? = nil,
        historyNotice: (@Sendable (FileError) -> Void)? = nil
    ) {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 || isatty(STDERR_FILENO) == 1,
            let editor = cc_editor_make("cloudcompute", getenv("EDITRC"), Int32(HistoryFile.limit))
        else { return nil }
        self.editor = editor
        self.completer = completer
        isPlain = getenv("TERM").map { ["", "dumb"].contains(String(cString: $0)) } ?? true
        history = InputHistory(path: historyPath, notice: historyNotice)
        editor.pointee.act = { context, action in
            guard let context else { return UInt8(CC_ERROR) }
            return Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue().act(action)
        }
        TerminalWatch.wake(editor.pointee.wake.1)
    }

    deinit {
        TerminalWatch.stop(editor.pointee.wake.1)
        cc_editor_free(editor)
    }

    /// Waits for a line.
    ///
    /// Of a line that is a block between `"""` and `"""` it gives what is inside. An empty one and one that begins with a
    /// space are not kept in the history; a block is kept with its quotes.
    package func next(prompt: String, isKept: Bool = true) async -> LineInput {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.read(prompt, isKept: isKept)) }
        }
    }

    /// Has a text edited in `$VISUAL`, `$EDITOR`, vi or nano, as Ctrl-X Ctrl-E does with the line.
    ///
    /// - Returns: The text without its final line end; `nil` where the program failed or is missing.
    package func edit(_ text: String) async -> String? {
        await withCheckedContinuation { continuation in
            queue.async {
                let mask = cc_begin_job_control()
                let edited = self.externalEditor.edit(text, at: self.editor)
                cc_end_job_control(mask)
                continuation.resume(returning: edited)
            }
        }
    }

    /// Gives the terminal back as it was, however the reading stands, below the line; typing that nobody read is dropped.
    ///
    /// Where another job has the terminal by now, it is left alone.
    package func restoreTerminal() {
        externalEditor.removeDraft()
        guard cc_is_in_background() == 0 else { return }
        var terminal = editor.pointee.former
        let below = rowsBelow.exchange(-1, ordering: .relaxed)
        let bytes = Array((String(repeating: "\n", count: below + 1) + (isPlain ? "" : "\u{1B}[?2004l")).utf8)
        _ = bytes.withUnsafeBytes {
            write(isatty(STDOUT_FILENO) == 1 ? STDOUT_FILENO : STDERR_FILENO, $0.baseAddress, $0.count)
        }
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &terminal)
    }

    private func read(_ prompt: String, isKept: Bool) -> LineInput {
        if history.refresh() { recall() }
        tab = TabCompletionState()
        walk = HistoryWalk(history.lines)
        search = nil
        editor.pointee.goes_on = 0
        self.prompt = Glyph.prompt(prompt)
        begin()
        editor.pointee.context = Unmanaged.passUnretained(self).toOpaque()
        defer { editor.pointee.context = nil }
        let hasLine = cc_editor_read(editor) != 0
        let ending = editor.pointee.ending
        var (line, _) = scalars()
        if line.last == 0x0A { line.removeLast() }
        if hasLine || ending != CC_NOT_ENDED { finish(line) }
        rowsBelow.store(-1, ordering: .relaxed)
        guard hasLine else {
            switch ending {
            case CC_CANCELLED: return .cancelled(wasEmpty: false)
            case CC_CANCELLED_EMPTY: return .cancelled(wasEmpty: true)
            default: return .end
            }
        }
        let text = Self.text(line)
        if isKept { remember(text) }
        return .line(TextBlock.inner(text))
    }

    private func remember(_ line: String) {
        guard let first = line.first, first != " " else { return }
        if history.add(line) { recall() } else { cc_history_add(editor, line) }
    }

    /// Gives libedit the whole history anew, for the few functions of its own that look into it.
    private func recall() {
        cc_history_clear(editor)
        for line in history.lines { cc_history_add(editor, line) }
    }

    /// Begins with nothing drawn, in the window's present size.
    func begin() {
        cc_learn_size(editor)
        let (columns, height) = (Int(editor.pointee.columns), Int(editor.pointee.rows))
        view = isPlain ? PlainLineView(columns: columns) : LineView(columns: columns, height: height)
    }

    /// Shows the line as it is now.
    func show() {
        let bell = editor.pointee.rings == 0 ? "" : "\u{7}"
        editor.pointee.rings = 0
        put(bell + view.draw(layout(columns: view.columns)))
        rowsBelow.store(view.rowsBelow, ordering: .relaxed)
    }

    /// Shows the whole line and goes below it.
    private func finish(_ line: [UInt32]) {
        // Where libedit does not edit, the terminal has shown it.
        guard cc_is_editing(editor) != 0 else { return }
        put(view.finish(layout(line, cursor: nil, columns: view.columns, continuation: continuation(in: line))))
    }

    /// The line as it is drawn: with what a search looks for below it.
    func layout(columns: Int) -> LineLayout {
        guard cc_is_editing(editor) != 0 else {
            return LineLayout(prompt: prompt, line: [], cursor: 0, columns: columns)
        }
        var (line, cursor) = scalars()
        let continuation = continuation(in: line)
        if let search {
            line += [0x0A] + search.status.unicodeScalars.map(\.value)
            cursor = line.count
        }
        return layout(line, cursor: cursor, columns: columns, continuation: continuation)
    }

    private func layout(
        _ line: [UInt32], cursor: Int?, columns: Int, continuation: LineLayout.Continuation
    ) -> LineLayout {
        LineLayout(prompt: prompt, line: line, cursor: cursor, columns: columns, continuation: continuation)
    }

    /// What tells that a line is a block in quotes, or goes on after a backslash.
    private func continuation(in line: [UInt32]) -> LineLayout.Continuation {
        guard editor.pointee.goes_on != 0 || TextBlock.begins(line) else { return .none }
        return LineLayout.Continuation(glyphs: Self.continuation, end: line.count)
    }

    func put(_ text: String) {
        if !text.isEmpty { cc_write(editor, text) }
    }

    /// Another program or job has the screen, or nobody.
    func leaveScreen() {
        rowsBelow.store(-1, ordering: .relaxed)
    }

    /// The line's characters and how many of them stand before the cursor.
    func scalars() -> (line: [UInt32], cursor: Int) {
        guard let info = el_wline(editor.pointee.editline)?.pointee, let start = info.buffer, let end = info.lastchar,
            let cursor = info.cursor
        else { return ([], 0) }
        let line = UnsafeBufferPointer(start: start, count: end - start).map { UInt32(truncatingIfNeeded: $0) }
        return (line, min(max(0, cursor - start), line.count))
    }

    /// Characters as text.
    static func text(_ scalars: some Sequence<UInt32>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars.lazy.filter { $0 != 0 }.compactMap { Unicode.Scalar($0) })
        return String(view)
    }
}
