/// A display by a terminal that can move its cursor.
///
/// It knows only rows relative to where it began, and a window of them around the cursor where there are more rows than
/// the window has. It expects the terminal to turn LF into CR LF.
struct LineView: LineDisplay {
    /// The window's size.
    private(set) var columns: Int
    private(set) var height: Int
    private var drawn: [[Glyph]] = []
    /// Where the terminal's cursor is; past the last column it waits there for the next character.
    private var position = (row: 0, column: 0)
    /// The first row that is shown.
    private var top = 0
    private var isFresh = true
    /// Whether all rows are shown.
    private var isWhole = true

    /// Nothing is drawn yet, and the cursor is at the start of a row.
    init(columns: Int, height: Int) {
        self.columns = max(1, columns)
        self.height = max(1, height)
    }

    var rowsBelow: Int { max(0, drawn.count - 1 - position.row) }

    mutating func draw(_ layout: LineLayout) -> String {
        var output = ""
        if isFresh { output += "\u{1B}[J" }
        isFresh = false
        let cursor = layout.cursor
        let count = min(height, layout.rows.count)
        top = max(min(top, cursor.row, layout.rows.count - count), cursor.row - count + 1)
        isWhole = count == layout.rows.count
        let shown = layout.rows[top..<top + count]
        for (row, content) in shown.enumerated() {
            let isContinuing = row > 0 && layout.rows[top + row - 1].isContinued
            draw(layout.glyphs(content), at: row, isContinuing: isContinuing, &output)
        }
        if drawn.count > count {
            move(to: count, column: 0, &output)
            output += "\u{1B}[J"
            drawn.removeSubrange(count...)
        }
        place(cursor.row - top, cursor.column, &output)
        return output
    }

    mutating func finish(_ layout: LineLayout) -> String {
        var output = ""
        if layout.rows.count <= height {
            output = draw(layout)
        } else {
            output = clear()
            for (index, row) in layout.rows.enumerated() {
                if index > 0, !Self.runsOn(layout.rows[index - 1], columns) { output += "\n" }
                output += layout.glyphs(row).text
            }
            drawn = [[]]
        }
        return output + leave()
    }

    mutating func leave() -> String {
        var output = ""
        if position.row < drawn.count - 1 { move(to: drawn.count - 1, column: 0, &output) }
        reset()
        return output + "\n"
    }

    mutating func clear() -> String {
        var output = ""
        move(to: 0, column: 0, &output)
        reset()
        // tmux would keep a screen that is cleared from its first cell.
        return output + "\r\u{1B}[K\u{1B}7\u{1B}[B\u{1B}[J\u{1B}8"
    }

    mutating func reset() {
        drawn = []
        position = (0, 0)
        top = 0
        isFresh = true
    }

    /// Where it is not known whether the terminal breaks rows anew, the lower of the two rows where the line may begin is
    /// taken: a leftover is better than a reply rubbed out.
    mutating func resize(columns: Int, height: Int, cursorRow: Int, breaksRowsAnew: Bool) -> String {
        let above = breaksRowsAnew ? cursorRow : min(cursorRow, position.row)
        self.columns = max(1, columns)
        self.height = max(1, height)
        position = (min(isWhole ? above : position.row, self.height - 1), 0)
        return clear()
    }

    private mutating func draw(_ row: [Glyph], at index: Int, isContinuing: Bool, _ output: inout String) {
        let former = index < drawn.count ? drawn[index] : nil
        if former == row { return }
        let isUncertain = row.contains(where: \.isUncertain) || former?.contains(where: \.isUncertain) ?? false
        let same = former.map { isUncertain ? 0 : $0.sameStart(row) } ?? 0
        let isAtEndBefore = position.row == index - 1 && position.column == columns && isContinuing
        if isAtEndBefore, same == 0, !row.isEmpty {
            // The terminal goes on by itself, and so knows both rows for one line.
            position = (index, 0)
        } else if former == nil, index > 0 {
            move(to: index - 1, column: position.row == index - 1 ? position.column : 0, &output)
            output += "\n"
            position = (index, 0)
        } else {
            move(to: index, column: row[..<same].reduce(0) { $0 + $1.width }, &output)
        }
        let rest = Array(row[same...])
        output += rest.text
        position.column += rest.width
        if let former, former.width > row.width || isUncertain, position.column < columns { output += "\u{1B}[K" }
        if index < drawn.count { drawn[index] = row } else { drawn.append(row) }
    }

    /// Puts the cursor where it belongs.
    ///
    /// In a row whose letters the terminal may count otherwise it passes them by writing
    /// them.
    private mutating func place(_ row: Int, _ column: Int, _ output: inout String) {
        guard drawn[row].contains(where: \.isUncertain) else { return move(to: row, column: column, &output) }
        move(to: row, column: 0, &output)
        var start: [Glyph] = []
        for glyph in drawn[row] {
            if start.width >= column, glyph.width > 0 { break }
            start.append(glyph)
        }
        output += start.text
        position.column = column
    }

    private mutating func move(to row: Int, column: Int, _ output: inout String) {
        if row != position.row {
            let distance = abs(row - position.row)
            output += "\u{1B}[\(distance == 1 ? "" : "\(distance)")\(row < position.row ? "A" : "B")"
            output += "\r"
            position = (row, 0)
        }
        guard column != position.column else { return }
        let back = position.column - column
        if position.column < columns, (1...4).contains(back) {
            output += String(repeating: "\u{8}", count: back)
        } else {
            if back > 0 {
                output += "\r"
                position.column = 0
            }
            let ahead = column - position.column
            if ahead > 0 { output += "\u{1B}[\(ahead == 1 ? "" : "\(ahead)")C" }
        }
        position.column = column
    }

    /// Whether the terminal itself goes on from a row to the next.
    private static func runsOn(_ row: LineLayout.Row, _ columns: Int) -> Bool {
        row.isContinued && row.width == columns
    }
}
