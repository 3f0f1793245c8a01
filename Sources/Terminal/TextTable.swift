/// Lays rows out in columns: cut to the terminal's width for a person, whole for a pipe.
package struct TextTable: Sendable {
    /// Where a column's text stands.
    package enum Alignment: Sendable {
        /// Text.
        case left
        /// Numbers.
        case right
    }

    private let columns: [(title: String, alignment: Alignment)]
    private var rows: [[String]] = []
    /// What stands on a line of its own above a row.
    private var heads: [Int: String] = [:]

    /// Creates a table with the columns' titles.
    package init(_ columns: [(title: String, alignment: Alignment)]) {
        self.columns = columns
    }

    /// Adds a row; what it holds may come from outside.
    package mutating func add(_ row: [String]) {
        rows.append(row.map(ControlCharacterFilter.filterLine))
    }

    /// The table as text, a line a row.
    ///
    /// - Parameter width: The columns at hand; the widest left-aligned columns but the first are cut to fit.
    package func text(width: Int?) -> String {
        let all = [columns.map(\.title)] + rows
        var widths = columns.indices.map { column in all.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
        let gaps = 2 * max(0, columns.count - 1)
        if let width {
            while widths.reduce(gaps, +) > width, let widest = cuttable(widths) { widths[widest] -= 1 }
        }
        return all.enumerated().map { position, row in
            let rest = line(row, widths)
            guard let head = heads[position - 1] else { return rest + "\n" }
            return head + "\n" + (rest.isEmpty ? "" : rest + "\n")
        }.joined()
    }

    /// The first column names the row and is left whole.
    private func cuttable(_ widths: [Int]) -> Int? {
        columns.indices.dropFirst()
            .filter { columns[$0].alignment == .left && widths[$0] > max(4, DisplayWidth.of(columns[$0].title)) }
            .max { widths[$0] < widths[$1] }
    }

    /// The table as text, without columns where it would be too wide with them.
    ///
    /// - Parameter expendable: The titles of columns that may go, the first one first; what is left is cut where that is not
    ///   enough, the first column excepted. The few rows whose first cell is far longer than the others' take a line more
    ///   instead, which costs the others nothing.
    package func text(width: Int?, dropping expendable: [String]) -> String {
        var table = self
        if let width { table.foldLongRows(width) }
        for title in expendable {
            guard let width, table.naturalWidth > width else { break }
            table = table.without(title)
        }
        return table.text(width: width)
    }

    /// The columns that the widest row needs.
    private var naturalWidth: Int {
        let all = [columns.map(\.title)] + rows
        return columns.indices.reduce(2 * max(0, columns.count - 1)) { sum, column in
            sum + (all.map { DisplayWidth.of($0[column]) }.max() ?? 0)
        }
    }

    /// Puts the first cell of a long row on a line of its own, unless many are so long.
    private mutating func foldLongRows(_ width: Int) {
        let long = Set(rows.indices.filter { DisplayWidth.of(rows[$0].first ?? "") > width / 2 })
        guard !long.isEmpty, long.count * 2 < rows.count, naturalWidth > width else { return }
        for index in long {
            heads[index] = rows[index][0]
            rows[index][0] = ""
        }
    }

    private func without(_ title: String) -> TextTable {
        let kept = columns.indices.filter { columns[$0].title != title }
        var table = TextTable(kept.map { columns[$0] })
        table.rows = rows.map { row in kept.map { row[$0] } }
        table.heads = heads
        return table
    }

    private func line(_ row: [String], _ widths: [Int]) -> String {
        let cells = columns.indices.map { column in
            let text = DisplayWidth.cut(row[column], to: widths[column])
            let padding = String(repeating: " ", count: max(0, widths[column] - DisplayWidth.of(text)))
            return columns[column].alignment == .right ? padding + text : text + padding
        }
        let line = cells.joined(separator: "  ")
        guard let last = line.utf8.lastIndex(where: { $0 != UInt8(ascii: " ") }) else { return "" }
        return String(line[...last])
    }
}
