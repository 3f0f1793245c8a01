import CLineEditor

/// The prompt and the line in rows of so many columns, and the row and column where the cursor stands.
///
/// A tab goes to the next multiple of eight columns, or to the end of the row. A row that is full goes on in the next one
/// only once there is something to go on with.
struct LineLayout {
    struct Row: Equatable {
        /// What stands in it, counted over the prompt's glyphs and then the line's characters.
        var range: Range<Int>
        var width: Int
        /// Whether the next row goes on with it, where another one begins after a line end.
        var isContinued: Bool
        /// Whether the continuation prompt stands before it.
        var isPrompted = false
    }

    /// What stands before rows that begin after a line end.
    struct Continuation {
        static let none = Continuation(glyphs: [], end: 0)
        /// A narrower window has no room for it.
        private static let fewestColumns = 20

        var glyphs: [Glyph]
        /// Line ends from this place of the line on are not the message's own.
        var end: Int

        func within(_ columns: Int) -> Continuation { columns < Self.fewestColumns ? .none : self }
    }

    private(set) var rows: [Row] = []
    /// Where the cursor stands.
    private(set) var cursor = (row: 0, column: 0)
    let columns: Int
    private let prompt: [Glyph]
    private let continuation: [Glyph]
    private let line: [UInt32]

    /// Lays out a line whose cursor stands before so many of its characters; without a cursor no row is made for it alone.
    init(
        prompt: [Glyph], line: [UInt32], cursor: Int?, columns: Int, continuation: Continuation = .none
    ) {
        let continuation = continuation.within(columns)
        self.prompt = prompt
        self.continuation = continuation.glyphs
        self.line = line
        self.columns = max(1, columns)
        let cursor = cursor.map { $0 + prompt.count }
        var start = 0
        var column = 0
        var index = 0
        var isPrompted = false
        func endRow(isContinued: Bool, next: Int) {
            rows.append(Row(range: start..<index, width: column, isContinued: isContinued, isPrompted: isPrompted))
            start = next
            isPrompted = !isContinued && index - prompt.count < continuation.end
            column = isPrompted ? continuation.glyphs.width : 0
        }
        while index < prompt.count + line.count {
            if isLineEnd(index) {
                if index == cursor { self.cursor = (rows.count, min(column, self.columns - 1)) }
                endRow(isContinued: false, next: index + 1)
            } else {
                var width = width(index, at: column)
                if column + width > self.columns {
                    endRow(isContinued: true, next: index)
                    width = self.width(index, at: column)
                }
                if index == cursor { self.cursor = (rows.count, min(column, self.columns - 1)) }
                column += width
            }
            index += 1
        }
        if let cursor, cursor >= index, column >= self.columns { endRow(isContinued: true, next: index) }
        if cursor ?? index >= index { self.cursor = (rows.count, min(column, self.columns - 1)) }
        endRow(isContinued: false, next: index)
    }

    /// What is drawn in a row.
    func glyphs(_ row: Row) -> [Glyph] {
        let start = row.isPrompted ? continuation : []
        var column = start.width
        return start
            + row.range.map { index in
                let width = width(index, at: column)
                column += width
                return index < prompt.count ? prompt[index] : Glyph(line[index - prompt.count], width: width)
            }
    }

    private func isLineEnd(_ index: Int) -> Bool { index >= prompt.count && line[index - prompt.count] == 0x0A }

    private func width(_ index: Int, at column: Int) -> Int {
        guard index >= prompt.count else { return min(prompt[index].width, columns) }
        let width = Self.width(line[index - prompt.count], column: column)
        guard line[index - prompt.count] == 0x09 else { return min(width, columns) }
        return column < columns ? min(width, columns - column) : min(8, columns)
    }

    /// The columns that a character takes where it stands in a column.
    static func width(_ scalar: UInt32, column: Int) -> Int {
        switch scalar {
        case 0x20..<0x7F: return 1
        case 0x09: return 8 - column % 8
        case 0x00..<0x20, 0x7F: return 2
        default:
            if isDirection(scalar) { return 0 }
            let width = Int(cc_width(wchar_t(truncatingIfNeeded: scalar)))
            return width >= 0 ? width : "<U+>".count + max(4, String(scalar, radix: 16).count)
        }
    }

    /// Whether it is drawn as its number.
    static func isUnprintable(_ scalar: UInt32) -> Bool {
        scalar >= 0x80 && !isDirection(scalar) && cc_width(wchar_t(truncatingIfNeeded: scalar)) < 0
    }

    /// Marks that turn the direction of what follows; they are part of the line, but would put the row in disorder.
    static func isDirection(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
