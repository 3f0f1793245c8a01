import CEditline
import CLineEditor

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What keys do that libedit has no function for, and what happens while a key is waited for.
extension LineEditor {
    /// Gives back what libedit is to do next.
    func act(_ action: cc_action) -> UInt8 {
        switch action {
        case CC_SHOW_LINE: show()
        case CC_FOLLOW_WINDOW: followWindow()
        case CC_GO_ON: goOn()
        case CC_COMPLETE: return complete()
        case CC_EDIT: return editElsewhere()
        case CC_SUSPEND: return suspend()
        case CC_CLEAR_SCREEN: clearScreen()
        case CC_REDRAW: put(view.clear())
        case CC_OLDER_LINE: return replace(by: walk.older(leaving: line()))
        case CC_NEWER_LINE: return replace(by: walk.newer(leaving: line()))
        case CC_OLDEST_LINE: return replace(by: walk.oldest(leaving: line()))
        case CC_CHARACTER_LEFT, CC_CHARACTER_RIGHT, CC_DELETE_BEFORE, CC_DELETE_AFTER: return character(action)
        case CC_OLDER_WITH_PREFIX, CC_NEWER_WITH_PREFIX: return goToNext(isOlder: action == CC_OLDER_WITH_PREFIX)
        case CC_SEARCH_OLDER, CC_SEARCH_NEWER: return search(isOlder: action == CC_SEARCH_OLDER, sendsOnEnter: true)
        case CC_FIND_OLDER, CC_FIND_NEWER: return search(isOlder: action == CC_FIND_OLDER, sendsOnEnter: false)
        case CC_FIND_AGAIN, CC_FIND_BACK:
            return findAgain(isOlder: formerSearch.isOlder == (action == CC_FIND_AGAIN))
        default: return UInt8(CC_ERROR)
        }
        return UInt8(CC_NORM)
    }

    private func line() -> String { Self.text(scalars().line) }

    private func replace(by line: String?) -> UInt8 {
        guard let line else { return UInt8(CC_ERROR) }
        // In vi a line is come to at its start, as libedit has it.
        return replace(by: line, cursor: editor.pointee.is_vi == 0 ? line.unicodeScalars.count : 0)
    }

    private func replace(by line: String, cursor: Int) -> UInt8 {
        UInt8(cc_replace_all(editor, line, Int32(clamping: cursor)) != 0 ? CC_REFRESH : CC_ERROR)
    }

    /// Goes past a character as people see it, or deletes one; what libedit knows as one character is left to it.
    private func character(_ action: cc_action) -> UInt8 {
        let (line, cursor) = scalars()
        let isBefore = action == CC_CHARACTER_LEFT || action == CC_DELETE_BEFORE
        let count =
            isBefore ? CharacterBounds.before(cursor, in: line) : CharacterBounds.after(cursor, in: line)
        guard count > 1 else {
            cc_leave_to_libedit(editor, action)
            return UInt8(CC_NORM)
        }
        let signed = Int32(clamping: isBefore ? -count : count)
        if action == CC_CHARACTER_LEFT || action == CC_CHARACTER_RIGHT {
            cc_move(editor, signed)
            return UInt8(CC_CURSOR)
        }
        cc_delete(editor, signed)
        return UInt8(CC_REFRESH)
    }

    private func goToNext(isOlder: Bool) -> UInt8 {
        let (line, cursor) = scalars()
        return replace(
            by: walk.next(isOlder: isOlder, leaving: Self.text(line), before: Self.text(line.prefix(cursor))))
    }

    private func findAgain(isOlder: Bool) -> UInt8 {
        let from = walk.place + (isOlder ? -1 : 1)
        guard let found = walk.find(formerSearch.pattern, from: from, isOlder: isOlder) else { return UInt8(CC_ERROR) }
        return replace(by: walk.go(to: found.place, leaving: line()), cursor: found.offset)
    }

    /// Takes keys for a search until one ends it.
    private func search(isOlder: Bool, sendsOnEnter: Bool) -> UInt8 {
        let (scalars, cursor) = scalars()
        let line = Self.text(scalars)
        _ = walk.go(to: walk.place, leaving: line)
        var search = HistorySearch(
            walk, isOlder: isOlder, sendsOnEnter: sendsOnEnter, formerPattern: formerSearch.pattern)
        defer { self.search = nil }
        while true {
            self.search = search
            var key = wchar_t()
            guard cc_next_key(editor, &key) != 0 else { return UInt8(CC_EOF) }
            let step = search.press(UInt32(truncatingIfNeeded: key))
            if search.hasFailed { editor.pointee.rings = 1 }
            if step != .givenUp, let hit = search.hit {
                _ = replace(by: walk.line(hit.place), cursor: hit.offset)
            } else {
                _ = replace(by: line, cursor: cursor)
            }
            guard step != .going else { continue }
            if !search.pattern.isEmpty { formerSearch = (search.pattern, search.isOlder) }
            guard case .taken(let key) = step else { return UInt8(CC_REFRESH_BEEP) }
            if let hit = search.hit { _ = walk.go(to: hit.place, leaving: line) }
            if let key { cc_push_key(editor, wchar_t(truncatingIfNeeded: key)) }
            return UInt8(CC_REFRESH)
        }
    }

    private func complete() -> UInt8 {
        let (scalars, cursor) = scalars()
        let line = Self.text(scalars)
        guard let completer else { return UInt8(CC_ERROR) }
        switch tab.press(completer.complete(line, cursor: cursor), line: line, cursor: cursor) {
        case .bell: return UInt8(CC_ERROR)
        case .replace(let scalars, let text, let isCertain):
            guard cc_replace_before(editor, Int32(clamping: scalars), text) != 0 else { return UInt8(CC_ERROR) }
            return UInt8(isCertain ? CC_REFRESH : CC_REFRESH_BEEP)
        case .list(let words):
            let columns = Int(editor.pointee.columns)
            let list = CompletionList.text(words, columns: columns) { text in
                Glyph.prompt(text).width
            }
            show()
            put(view.leave() + list)
            return UInt8(CC_NORM)
        }
    }

    private func editElsewhere() -> UInt8 {
        put(view.clear())
        leaveScreen()
        let edited = externalEditor.edit(line(), at: editor)
        cc_mark_pastes(editor, 1)
        begin()
        return edited.map { replace(by: $0, cursor: $0.unicodeScalars.count) } ?? UInt8(CC_ERROR)
    }

    /// Stops the job as the terminal would, and goes on with the line when it is continued.
    private func suspend() -> UInt8 {
        guard cc_may_stop() != 0 else { return UInt8(CC_ERROR) }
        show()
        put(view.leave())
        leaveScreen()
        cc_stop_job(editor)
        cc_take_terminal(editor)
        begin()
        return UInt8(CC_NORM)
    }

    /// Goes on after a stop, whoever stopped the process.
    ///
    /// A shell may have set the terminal as it was; then nothing tells
    /// whether it has written, and the line is drawn anew where it is.
    private func goOn() {
        if cc_has_terminal(editor) != 0 {
            put(view.clear())
        } else {
            leaveScreen()
            cc_take_terminal(editor)
            begin()
        }
    }

    private func followWindow() {
        guard cc_learn_size(editor) != 0 else { return }
        let (columns, height) = (Int(editor.pointee.columns), Int(editor.pointee.rows))
        let row = layout(columns: columns).cursor.row
        put(
            view.resize(
                columns: columns, height: height, cursorRow: row, breaksRowsAnew: TerminalWatch.breaksRowsAnew))
    }

    private func clearScreen() {
        if view is LineView {
            put("\u{1B}[H\u{1B}[2J")
            view.reset()
        } else {
            put(view.leave())
        }
    }
}
