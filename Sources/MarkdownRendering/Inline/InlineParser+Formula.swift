/// A formula that is open, in which nothing is markup.
///
/// One between dollar signs is shown as it comes, since these are more often prices; the others once they are whole, as
/// ``FormulaText`` has them.
struct Formula: Sendable {
    enum Kind: Sendable {
        case dollar
        case dollars
        case parenthesis
        case bracket
    }

    var kind: Kind
    /// How many characters its opening and its closing mark have.
    var markLength: Int { kind == .dollar ? 1 : 2 }
    /// Where it began, counted from the start of the block.
    var start: Int
}

extension InlineParser {
    /// A formula does not become longer: a dollar sign is more often a price.
    private static var formulaLimit: Int { 256 }

    private enum Ending {
        case none
        /// The formula ends after so many characters.
        case end(Int)
        /// It is none, after all.
        case failure
        /// The next character must come first.
        case more
    }

    mutating func openFormula(_ kind: Formula.Kind, length: Int) {
        guard formula == nil, absolutePosition >= formulasFailUntil else { return emitText(length) }
        formula = Formula(kind: kind, start: absolutePosition)
        guard kind != .dollar else { return emitText(length) }
        scan = .formula
        scanIndex = position + length
        formulaBefore = raw[scanIndex - 1]
    }

    mutating func stepDollar(_ isFinal: Bool) -> Bool {
        if isMissing(position + 1, isFinal) { return false }
        let next = character(at: position + 1)
        if next == "$" {
            openFormula(.dollars, length: 2)
        } else if let next, !next.isWhitespace, !(before.map { $0.isLetter || $0.isNumber } ?? false) {
            openFormula(.dollar, length: 1)
        } else {
            emitText(1)
        }
        return true
    }

    /// Decides about a character inside a formula; `nil` where it is to be treated as any other.
    mutating func stepFormula(_ character: Character, _ isFinal: Bool) -> Bool? {
        guard let formula else { return nil }
        switch ending(of: formula, at: position, before: before, isFinal) {
        case .more: return false
        case .failure:
            self.formula = nil
            return nil
        case .end(let length):
            emitText(length)
            self.formula = nil
            return true
        case .none: break
        }
        guard "\\*_~[]!<&".contains(character) else { return nil }
        scan = .formula
        scanIndex = position
        formulaBefore = before
        return true
    }

    mutating func resumeFormula(_ isFinal: Bool) -> Bool {
        while scanIndex < raw.count, let formula {
            switch ending(of: formula, at: scanIndex, before: formulaBefore, isFinal) {
            case .more: return false
            case .failure: return failFormula()
            case .end(let length):
                if formula.kind == .dollar {
                    emitText(scanIndex + length - position)
                } else {
                    emitReadable(raw[position + formula.markLength..<scanIndex], to: scanIndex + length)
                }
                scan = nil
                self.formula = nil
                return true
            case .none: break
            }
            // A dollar sign behind a backslash ends nothing.
            if raw[scanIndex] == "\\", character(at: scanIndex + 1) == "$" { scanIndex += 1 }
            formulaBefore = raw[scanIndex]
            scanIndex += 1
        }
        return isFinal ? failFormula() : false
    }

    private mutating func emitReadable(_ source: ArraySlice<Character>, to end: Int) {
        for character in FormulaText.readable(source) { emit(character) }
        position = end
        before = "$"
    }

    private mutating func failFormula() -> Bool {
        formulasFailUntil = dropped + scanIndex
        scan = nil
        if let formula, formula.kind != .dollar { emitText(formula.markLength) }
        formula = nil
        return true
    }

    private func ending(of formula: Formula, at index: Int, before: Character?, _ isFinal: Bool) -> Ending {
        if dropped + index - formula.start > Self.formulaLimit { return .failure }
        let marker: Character
        switch (raw[index], formula.kind) {
        case ("`", _), ("\n", .dollar): return .failure
        case ("$", .dollar):
            if before?.isWhitespace ?? true { return .failure }
            if isMissing(index + 1, isFinal) { return .more }
            let next = character(at: index + 1)
            return next.map { $0.isLetter || $0.isNumber } ?? false ? .failure : .end(1)
        case ("$", .dollars): marker = "$"
        case ("\\", .parenthesis): marker = ")"
        case ("\\", .bracket): marker = "]"
        case ("\\", _): return isMissing(index + 1, isFinal) ? .more : .none
        default: return .none
        }
        if isMissing(index + 1, isFinal) { return .more }
        return character(at: index + 1) == marker ? .end(2) : .none
    }
}
