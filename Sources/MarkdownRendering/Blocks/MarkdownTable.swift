/// Gathers a table's rows and lays them out in columns that fit.
struct MarkdownTable: Sendable {
    /// How many rows are held back before the columns' widths are settled.
    static let mostRows = 12

    private let allowsColor: Bool
    private let header: [[StyledCharacter]]
    private let alignments: [TableLayout.Alignment]
    private var rows: [[[StyledCharacter]]] = []
    /// How rows are laid out, once the header has been printed.
    private var layout: TableLayout?
    private(set) var work = 0

    init(header: [Character], delimiters: [Character], allowsColor: Bool) {
        self.allowsColor = allowsColor
        let marks = TableRow.cells(delimiters).map { cell in (cell.first == ":", cell.last == ":") }
        let cells = TableRow.cells(header)
        let count = max(1, cells.count)
        alignments = (0..<count).map { index in
            guard index < marks.count else { return .left }
            return marks[index].1 ? (marks[index].0 ? .center : .right) : .left
        }
        var work = 0
        self.header = Self.styled(cells, count: count, base: .bold, allowsColor, &work)
        self.work = work
    }

    /// Whether the rows held back are as many as may be.
    var isFull: Bool { layout != nil || rows.count >= Self.mostRows }

    mutating func add(_ row: [Character]) {
        rows.append(Self.styled(TableRow.cells(row), count: alignments.count, base: [], allowsColor, &work))
    }

    /// The lines of the rows held back, the first time with the header.
    mutating func takeLines(columns: Int) -> [[StyledCharacter]] {
        defer { rows = [] }
        if let layout { return rows.flatMap { layout.body($0) } }
        let layout = TableLayout(header: header, rows: rows, alignments: alignments, columns: columns, isOpen: isFull)
        self.layout = layout
        let lines = layout.head(isAlone: rows.isEmpty) + rows.flatMap { layout.body($0) }
        return layout.isStacked && !rows.isEmpty ? Array(lines.dropFirst()) : lines
    }

    /// Parses the cells; cells beyond the last column join it.
    private static func styled(
        _ cells: [[Character]], count: Int, base: TextStyle, _ allowsColor: Bool, _ work: inout Int
    ) -> [[StyledCharacter]] {
        var cells = cells
        if cells.count > count {
            let surplus = cells[(count - 1)...].joined(separator: Array(" | "))
            cells = cells.prefix(count - 1) + [Array(surplus)]
        }
        var result = cells.map { cell in
            var parser = InlineParser(base: base, allowsColor: allowsColor)
            for character in cell { parser.push(character) }
            parser.finish()
            work += parser.work
            return parser.take()
        }
        while result.count < count { result.append([]) }
        return result
    }
}

/// Splits a table's line into cells.
enum TableRow {
    static func cells(_ line: [Character]) -> [[Character]] {
        var cells: [[Character]] = [[]]
        var isEscaped = false
        for character in line {
            if character.ascii == UInt8(ascii: "|") {
                if isEscaped {
                    cells[cells.count - 1].removeLast()
                    cells[cells.count - 1].append(character)
                } else {
                    cells.append([])
                }
            } else {
                cells[cells.count - 1].append(character)
            }
            isEscaped = character.ascii == UInt8(ascii: "\\") && !isEscaped
        }
        cells = cells.map(trimmed)
        if cells.count > 1, cells.first?.isEmpty == true { cells.removeFirst() }
        if cells.count > 1, cells.last?.isEmpty == true { cells.removeLast() }
        return cells
    }

    private static func trimmed(_ text: [Character]) -> [Character] {
        var rest = text.drop { $0.ascii == .space || $0.ascii == .tab }
        while let last = rest.last?.ascii, last == .space || last == .tab { rest.removeLast() }
        // A tab would leave the columns.
        return rest.map { $0.ascii == .tab ? " " : $0 }
    }
}
