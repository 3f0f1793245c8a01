extension BlockParser {
    /// Prints a line of a formula without the marks around it; a line that holds no more than them leaves nothing.
    mutating func printFormula(_ line: ArraySlice<Character>, until closing: String?) {
        var text = String(line)
        var rest = ""
        if let closing, let end = text.firstOffset(after: closing) {
            rest = text.dropFirst(end).filter { $0 != " " }
            text = String(text.prefix(end - closing.count))
        }
        let shown = FormulaText.readable(text) + rest
        if !shown.isEmpty { flow.line(([" ", " "] + shown).map { StyledCharacter($0) }) }
    }

    /// Ends a line inside a formula that this closes.
    mutating func endFormulaLine(_ closing: String) {
        let isClosed = String(code.line).firstOffset(after: closing) != nil
        if code.lineIsBlank {
            leaf = .none
        } else if code.isBroken {
            flow.linePiece(code.plainPiece())
            flow.endBlock()
            if isClosed { leaf = .none }
        } else {
            printFormula(code.line[...], until: isClosed ? closing : nil)
            if isClosed { leaf = .none }
        }
    }
}
