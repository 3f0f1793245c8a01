/// Sets a table's cells beside each other, or below each other where the width has no room for the columns.
struct TableLayout: Sendable {
    enum Alignment: Sendable {
        case left
        case center
        case right
    }

    private static let leastWidth = 3
    private static let gap = 3

    private let header: [[StyledCharacter]]
    private let alignments: [Alignment]
    private let columns: Int
    /// Empty where the columns do not fit.
    private let widths: [Int]

    /// Settles the columns' widths by the rows there are; the widest columns are shrunk to fit.
    ///
    /// - Parameter isOpen: Whether rows follow, which may be somewhat wider.
    init(
        header: [[StyledCharacter]], rows: [[[StyledCharacter]]], alignments: [Alignment], columns: Int,
        isOpen: Bool = false
    ) {
        self.header = header
        self.alignments = alignments
        self.columns = columns
        var natural = header.map { max(1, CellText.width($0)) }
        for row in rows {
            for (index, cell) in row.enumerated() { natural[index] = max(natural[index], CellText.width(cell)) }
        }
        let available = columns - Self.gap * (natural.count - 1)
        if natural.reduce(0, +) <= available {
            widths = isOpen ? Self.widened(natural, to: available) : natural
        } else if natural.reduce(0, { $0 + min($1, Self.leastWidth) }) > available {
            widths = []
        } else {
            widths = Self.shrunk(natural, to: available)
        }
    }

    /// Whether cells stand below each other.
    var isStacked: Bool { widths.isEmpty }

    /// The header and the rule under it.
    func head(isAlone: Bool) -> [[StyledCharacter]] {
        if widths.isEmpty { return isAlone ? header.flatMap { CellText.wrapped($0, to: columns) } : [] }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "─┼─")
        return lines(header) + [rule.map { StyledCharacter($0, .dim) }]
    }

    /// The lines of one row, of which an empty one comes first where cells stand below each other.
    func body(_ row: [[StyledCharacter]]) -> [[StyledCharacter]] {
        guard widths.isEmpty else { return lines(row) }
        let cells = zip(header, row).flatMap { title, cell in
            let gap = cell.isEmpty ? [] : [StyledCharacter(" ")]
            return CellText.wrapped(title + [StyledCharacter(":")] + gap + cell, to: columns)
        }
        return [[]] + cells
    }

    /// The widths lowered to the highest limit that fits, what is left over going to the first columns.
    private static func shrunk(_ natural: [Int], to available: Int) -> [Int] {
        var limit = leastWidth
        while natural.reduce(0, { $0 + min($1, limit + 1) }) <= available { limit += 1 }
        var widths = natural.map { min($0, limit) }
        var rest = available - widths.reduce(0, +)
        for index in widths.indices where rest > 0 && widths[index] < natural[index] {
            widths[index] += 1
            rest -= 1
        }
        return widths
    }

    /// The widths with some room for what later rows hold, as far as there is any.
    private static func widened(_ natural: [Int], to available: Int) -> [Int] {
        var rest = available - natural.reduce(0, +)
        return natural.map { width in
            let more = min(rest, max(2, width / 4))
            rest -= more
            return width + more
        }
    }

    private func lines(_ row: [[StyledCharacter]]) -> [[StyledCharacter]] {
        let cells = zip(row, widths).map { CellText.wrapped($0, to: $1) }
        let height = max(1, cells.map(\.count).max() ?? 1)
        return (0..<height).map { index in
            var line: [StyledCharacter] = []
            for (column, width) in widths.enumerated() {
                if column > 0 { line += [" ", "│", " "].map { StyledCharacter($0, $0 == "│" ? .dim : []) } }
                line += aligned(index < cells[column].count ? cells[column][index] : [], width, alignments[column])
            }
            while line.last == StyledCharacter(" ") { line.removeLast() }
            return line
        }
    }

    private func aligned(_ text: [StyledCharacter], _ width: Int, _ alignment: Alignment) -> [StyledCharacter] {
        let space = max(0, width - CellText.width(text))
        let left =
            switch alignment {
            case .left: 0
            case .center: space / 2
            case .right: space
            }
        let blank = StyledCharacter(" ")
        return Array(repeating: blank, count: left) + text + Array(repeating: blank, count: space - left)
    }
}
