/// A display by a terminal that knows no more than backspace and line ends, such as TERM=dumb.
///
/// It shows the row that the cursor is in, and begins a new row of the screen for each that follows.
struct PlainLineView: LineDisplay {
    private(set) var columns: Int
    let rowsBelow = 0
    /// The rows that were left behind, in order.
    private var former: [[Glyph]] = []
    /// The row on the screen, and which of the line's it is.
    private var shown: [Glyph] = []
    private var row = 0
    private var column = 0
    /// Whether what stands on the screen is the line from its start to this row.
    private var isInOrder = true

    /// Leaves the last column alone, since it is not known what a full row does.
    init(columns: Int) {
        self.columns = max(1, columns - 1)
    }

    mutating func draw(_ layout: LineLayout) -> String {
        var output = ""
        let (target, column) = layout.cursor
        while row < target {
            let glyphs = layout.glyphs(layout.rows[row])
            show(glyphs, column: glyphs.width, &output)
            output += "\n"
            former.append(glyphs)
            row += 1
            shown = []
            self.column = 0
        }
        if row > target { isInOrder = false }
        row = target
        show(layout.glyphs(layout.rows[target]), column: column, &output)
        return output
    }

    mutating func finish(_ layout: LineLayout) -> String {
        let rows = layout.rows.map { layout.glyphs($0) }
        var output = ""
        if isInOrder, row < rows.count, rows.starts(with: former) {
            output = draw(layout)
        } else {
            output = "\n" + rows.map(\.text).joined(separator: "\n")
        }
        return output + leave()
    }

    mutating func leave() -> String {
        reset()
        return "\n"
    }

    mutating func clear() -> String {
        var output = ""
        if row == 0 { show([], column: 0, &output) } else { output = "\n" }
        reset()
        return output
    }

    mutating func resize(columns: Int, height: Int, cursorRow: Int, breaksRowsAnew: Bool) -> String {
        let output = leave()
        self.columns = max(1, columns - 1)
        return output
    }

    mutating func reset() {
        self = PlainLineView(columns: columns + 1)
    }

    private mutating func show(_ glyphs: [Glyph], column: Int, _ output: inout String) {
        if glyphs != shown {
            let same = shown.sameStart(glyphs)
            go(to: glyphs[..<same].reduce(0) { $0 + $1.width }, shown, &output)
            let rest = Array(glyphs[same...])
            output += rest.text
            self.column += rest.width
            let surplus = shown.width - glyphs.width
            if surplus > 0 {
                output += String(repeating: " ", count: surplus) + String(repeating: "\u{8}", count: surplus)
            }
            shown = glyphs
        }
        go(to: column, glyphs, &output)
    }

    private mutating func go(to column: Int, _ glyphs: [Glyph], _ output: inout String) {
        if column < self.column {
            output += String(repeating: "\u{8}", count: self.column - column)
        } else {
            var place = 0
            for glyph in glyphs where place < column {
                if place >= self.column { output += glyph.text }
                place += glyph.width
            }
        }
        self.column = column
    }
}
