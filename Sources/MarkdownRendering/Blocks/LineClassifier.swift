/// Decides what a line is, from as little of its start as possible.
struct LineClassifier: Sendable {
    private static let deepest = 16
    /// How much of what may be a rule is looked at again with each character.
    private static let longestRuleStart = 8

    var containers: [Container]
    var paragraphIsOpen: Bool
    /// Whether the line before was a header row, perhaps.
    var expectsDelimiterRow: Bool
    var tableIsOpen: Bool
    /// The column of the fence that is open.
    var fenceColumn: Int?
    var codeIsOpen: Bool
    var formulaIsOpen: Bool
    var followsBlank: Bool

    /// Where the reader is within the containers.
    private struct Place {
        var reader: LineAccumulator
        var base = 0
        var matched = 0
        var opened: [OpenedContainer] = []
        var isInItem = false

        func start(_ kind: LineKind, indent: Int = 0) -> LineDecision {
            .known(LineStart(matched: matched, opened: opened, kind: kind, content: reader.index, indent: indent))
        }
    }

    func decide(_ line: [Character], isComplete: Bool) -> LineDecision {
        var place = Place(reader: LineAccumulator(line, isComplete: isComplete))
        let isVerbatim = fenceColumn != nil || formulaIsOpen
        place.reader.skipSpaces()
        for container in containers {
            guard matches(container, &place, isVerbatim) else { break }
            place.matched += 1
        }
        let isWhole = place.matched == containers.count
        if isVerbatim, !isWhole, !place.reader.atEnd || isComplete {
            var outside = self
            outside.fenceColumn = nil
            outside.formulaIsOpen = false
            return outside.decide(line, isComplete: isComplete)
        }
        if place.reader.atEnd {
            guard isComplete else { return .more }
            return place.start(isVerbatim && isWhole ? .verbatim : .blank)
        }
        if isVerbatim {
            return place.start(.verbatim, indent: max(0, place.reader.column - (fenceColumn ?? place.base)))
        }
        if isWhole, expectsDelimiterRow, let decision = delimiterRow(place) { return decision }
        return beginning(&place)
    }

    private func matches(_ container: Container, _ place: inout Place, _ isVerbatim: Bool) -> Bool {
        switch container {
        case .quote:
            guard place.reader.current == ">" else { return false }
            enterQuote(&place)
        case .item(let threshold, let content):
            if place.reader.atEnd { return true }
            guard place.reader.column >= threshold || isVerbatim else { return false }
            place.base = min(content, place.reader.column)
            place.isInItem = true
        }
        return true
    }

    private func enterQuote(_ place: inout Place) {
        place.reader.advance()
        if place.reader.current == " " { place.reader.advance() }
        place.base = place.reader.column
        place.reader.skipSpaces()
        place.isInItem = false
    }

    private func delimiterRow(_ place: Place) -> LineDecision? {
        let text = place.reader.rest
        guard text.allSatisfy({ "|:- \t".contains($0) }), let first = text.first, first != " " else { return nil }
        guard place.reader.isComplete else { return text.count < 64 ? .more : .wholeLine }
        return text.contains("|") && text.contains("-") ? place.start(.delimiterRow) : nil
    }

    /// What a line begins behind the containers it belongs to, which may be more containers.
    private func beginning(_ place: inout Place) -> LineDecision {
        while true {
            guard let character = place.reader.current else {
                return place.reader.isComplete ? place.start(.nothing) : .more
            }
            let continues = paragraphIsOpen && place.matched == containers.count && place.opened.isEmpty
            let indent = place.reader.column - place.base
            if indent >= 4, !place.isInItem || !"-+*0123456789`~".contains(character) {
                if !paragraphIsOpen, followsBlank || codeIsOpen {
                    return place.start(.indentedCode, indent: indent - 4)
                }
                return text(place)
            }
            // No block begins with any other than ASCII.
            if character.ascii == 0xFF { return text(place) }
            switch character {
            case ">" where containers.count + place.opened.count < Self.deepest:
                place.opened.append(.quote)
                enterQuote(&place)
                continue
            case "#": return heading(place)
            case "`", "~": return fence(place)
            case "$", "\\": return formula(place)
            case "|": return place.reader.isComplete ? place.start(.row) : .wholeLine
            case "-", "*", "_":
                if let decision = rule(place) { return decision }
            case "=" where continues:
                if let decision = rule(place) { return decision }
            default: break
            }
            switch ListMarker.read(place.reader, continuesParagraph: continues) {
            case .more: return .more
            case .none: return text(place)
            case .marker(let marker):
                guard containers.count + place.opened.count < Self.deepest else { return text(place) }
                enterItem(marker, &place)
            }
        }
    }

    private func enterItem(_ marker: ListMarker, _ place: inout Place) {
        let column = place.reader.column
        place.reader.advance(marker.length)
        let end = place.reader.column
        place.reader.skipSpaces()
        let padding = place.reader.column - end
        let content = place.reader.atEnd || padding > 4 ? end + 1 : place.reader.column
        var shown = marker.shown
        if let box = marker.box {
            shown = shown == "•" ? box : shown + " " + box
            place.reader.advance(3)
            place.reader.skipSpaces()
        }
        place.opened.append(.item(marker: shown + " ", threshold: column + 2, content: content))
        place.base = place.reader.column
        place.isInItem = true
    }

    private func text(_ place: Place) -> LineDecision {
        guard tableIsOpen, place.matched == containers.count, place.opened.isEmpty else { return place.start(.text) }
        guard place.reader.isComplete else { return .wholeLine }
        return place.start(place.reader.rest.contains("|") ? .row : .text)
    }

    private func heading(_ place: Place) -> LineDecision {
        var place = place
        let level = place.reader.runLength
        guard level <= 6 else { return text(place) }
        let marks = place.reader
        place.reader.advance(level)
        guard let next = place.reader.current else {
            return place.reader.isComplete ? place.start(.heading(level: level)) : .more
        }
        if next == " " || next == "\t" {
            place.reader.skipSpaces()
            return place.start(.heading(level: level))
        }
        place.reader = marks
        return text(place)
    }

    private func rule(_ place: Place) -> LineDecision? {
        let mark = place.reader.current
        let text = place.reader.rest
        guard text.allSatisfy({ $0 == mark || $0 == " " || $0 == "\t" }) else { return nil }
        if place.reader.isComplete {
            let count = text.count { $0 == mark }
            return count >= 3 ? place.start(mark == "=" ? .underline(count) : .rule) : nil
        }
        return text.count <= Self.longestRuleStart ? .more : .wholeLine
    }

    private func fence(_ place: Place) -> LineDecision {
        var place = place
        let mark = place.reader.current ?? "`"
        let length = place.reader.runLength
        let column = place.reader.column
        let opening = place.reader
        place.reader.advance(length)
        if length < 3 {
            return place.reader.atEnd && !place.reader.isComplete ? .more : text(restoring(opening, place))
        }
        place.reader.skipSpaces()
        if mark == "`", place.reader.rest.contains("`") { return text(restoring(opening, place)) }
        guard place.reader.isComplete else { return .wholeLine }
        var info = place.reader.rest
        while info.last == " " || info.last == "\t" { info.removeLast() }
        return place.start(.fence(Fence(mark: mark, length: length, info: String(info), column: column)))
    }

    private func formula(_ place: Place) -> LineDecision {
        let text = place.reader.rest
        guard text.count > 1 else { return place.reader.isComplete ? self.text(place) : .more }
        let closing: String
        switch String(text.prefix(2)) {
        case "$$": closing = "$$"
        case "\\[": closing = "\\]"
        default: return self.text(place)
        }
        guard place.reader.isComplete else { return .wholeLine }
        let inner = String(text.dropFirst(2))
        guard let end = inner.firstOffset(after: closing) else {
            return place.start(.formula(isClosed: false, closing: closing))
        }
        let isAlone = inner.dropFirst(end).allSatisfy { $0 == " " || $0 == "\t" || $0 == "." || $0 == "," }
        return isAlone ? place.start(.formula(isClosed: true, closing: closing)) : self.text(place)
    }

    private func restoring(_ reader: LineAccumulator, _ place: Place) -> Place {
        var place = place
        place.reader = reader
        return place
    }
}

extension String {
    /// How many characters the text has up to the end of the first occurrence of another.
    func firstOffset(after other: String) -> Int? {
        var rest = self[...]
        var offset = 0
        while !rest.isEmpty {
            if rest.hasPrefix(other) { return offset + other.count }
            rest.removeFirst()
            offset += 1
        }
        return nil
    }
}
