import CLineEditor

/// A terminal of so many columns and rows that knows what the line editor writes, and nothing else: whatever else comes
/// counts as `strange`.
struct TestTerminal {
    let columns: Int
    let height: Int
    /// The cells; the second one of a wide character is empty.
    private(set) var cells: [[String]]
    private(set) var scrolled: [String] = []
    private(set) var row = 0
    private(set) var column = 0
    private(set) var strange = ""
    private var saved = (row: 0, column: 0)
    private var isFull = false

    init(columns: Int, height: Int) {
        self.columns = columns
        self.height = height
        cells = Array(repeating: Array(repeating: " ", count: columns), count: height)
    }

    /// The rows without the blanks at their ends.
    var rows: [String] { cells.map(Self.text) }

    mutating func show(_ output: String) {
        var scalars = Array(output.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\u{1B}": obey(&scalars)
            case "\n": newLine()
            case "\r": (column, isFull) = (0, false)
            case "\u{8}":
                if isFull { strange += "backspace in a full row; " }
                column = max(0, column - 1)
            case "\u{0}"..<" ": strange += "control \(scalar.value); "
            default: put(scalar)
            }
        }
    }

    private mutating func obey(_ scalars: inout ArraySlice<Unicode.Scalar>) {
        switch scalars.popFirst() {
        case "7": saved = (row, column)
        case "8": (row, column, isFull) = (saved.row, saved.column, false)
        case "[":
            let digits = scalars.prefix { ("0"..."9").contains($0) }
            scalars.removeFirst(digits.count)
            let number = Int(String(String.UnicodeScalarView(digits))) ?? 1
            let command = scalars.popFirst()
            // To erase in a full row takes its last character.
            switch command {
            case "A": row = max(0, row - number)
            case "B": row = min(height - 1, row + number)
            case "C": column = min(columns - 1, column + number)
            case "K": erase(row)
            case "J":
                erase(row)
                for row in row + 1..<max(row + 1, height) { cells[row] = Array(repeating: " ", count: columns) }
            default: strange += "ESC [ \(number) \(command.map(String.init) ?? ""); "
            }
            isFull = isFull && command != "C"
        default: strange += "ESC; "
        }
    }

    private mutating func erase(_ row: Int) {
        for column in column..<columns { cells[row][column] = " " }
    }

    private mutating func newLine() {
        (column, isFull) = (0, false)
        guard row == height - 1 else { return row += 1 }
        scrolled.append(Self.text(cells.removeFirst()))
        cells.append(Array(repeating: " ", count: columns))
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let width = Int(cc_width(wchar_t(truncatingIfNeeded: scalar.value)))
        guard width > 0 else {
            let place = isFull ? column : column - 1
            if place >= 0 {
                let base = cells[row][place].isEmpty ? place - 1 : place
                cells[row][base].unicodeScalars.append(scalar)
            }
            return
        }
        if isFull || column + width > columns { newLine() }
        cells[row][column] = String(Character(scalar))
        if width == 2 { cells[row][column + 1] = "" }
        column += width
        if column == columns { (column, isFull) = (columns - 1, true) }
    }

    private static func text(_ cells: [String]) -> String {
        var cells = cells[...]
        while cells.last == " " { cells.removeLast() }
        return cells.joined()
    }
}
