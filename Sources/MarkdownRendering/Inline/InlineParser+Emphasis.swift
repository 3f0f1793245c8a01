import Terminal

/// A mark that may turn out to open something: a run of `*`, `_` or `~`, or the bracket of a link or an image.
struct Delimiter: Sendable {
    var mark: Character
    /// The index of its first character in the styled text.
    var start: Int
    /// How many of its characters are not yet used up.
    var count: Int
    var originalCount: Int
    var alsoCloses = false
}

extension InlineParser {
    /// A longer run of marks is text.
    private static var longestRun: Int { 64 }

    /// Decides about a run of emphasis marks: it closes what is open, opens something, or is text.
    mutating func stepDelimiters(_ mark: Character, _ isFinal: Bool) -> Bool {
        var end = position
        while end < raw.count, raw[end].ascii == mark.ascii, end - position < Self.longestRun { end += 1 }
        work += end - position
        if isMissing(end, isFinal), end - position < Self.longestRun { return false }
        let count = end - position
        let sides = DelimiterRun(mark, count: count, before: before, after: character(at: end))
        guard sides.opens || sides.closes, mark != "~" || count == 2, count < Self.longestRun else {
            emitText(count)
            return true
        }
        var rest = count
        while sides.closes, rest > 0, let index = openerIndex(mark, count, rest, alsoOpens: sides.opens) {
            rest -= close(index, rest)
        }
        position += count - rest
        if count > rest { before = mark }
        if rest > 0 {
            let start = held.count
            emitText(rest)
            if sides.opens {
                push(Delimiter(mark: mark, start: start, count: rest, originalCount: count, alsoCloses: sides.closes))
            }
        }
        return true
    }

    /// Adds an opener unless too many are open.
    mutating func push(_ opener: Delimiter) {
        if openers.count < Self.nestingLimit, opener.start <= held.count { openers.append(opener) }
    }

    private func openerIndex(_ mark: Character, _ count: Int, _ rest: Int, alsoOpens: Bool) -> Int? {
        openers.lastIndex { opener in
            guard opener.mark == mark else { return false }
            if mark == "~" { return opener.count == rest }
            // CommonMark's rule of three, which keeps marks that could be either from pairing wrongly.
            let isAmbiguous = (opener.alsoCloses || alsoOpens) && (opener.originalCount + count) % 3 == 0
            return !isAmbiguous || (opener.originalCount % 3 == 0 && count % 3 == 0)
        }
    }

    /// Styles the text since an opener and returns how many marks that used up.
    private mutating func close(_ index: Int, _ rest: Int) -> Int {
        var opener = openers[index]
        let used = min(2, rest, opener.count)
        let style: TextStyle = opener.mark == "~" ? .struck : used == 2 ? .bold : .italic
        let inner = opener.start + opener.count
        for position in inner - used..<inner { held[position].style.insert(.hidden) }
        for position in inner..<held.count { held[position].style.formUnion(style) }
        opener.count -= used
        openers.removeSubrange(index...)
        if opener.count > 0 { openers.append(opener) }
        return used
    }
}

/// Whether a run of marks may open or close emphasis, by what stands on its two sides.
struct DelimiterRun {
    var opens: Bool
    var closes: Bool

    init(_ mark: Character, count: Int, before: Character?, after: Character?) {
        let before = before ?? " "
        let after = after ?? " "
        let spaceBefore = before.isWhitespace
        let spaceAfter = after.isWhitespace
        let markBefore = Self.isMark(before)
        let markAfter = Self.isMark(after)
        // Text without spaces has no white space beside its quotation marks.
        let looseBefore = spaceBefore || markBefore || DisplayWidth.of(before) == 2
        let looseAfter = spaceAfter || markAfter || DisplayWidth.of(after) == 2
        let left = !spaceAfter && (!markAfter || looseBefore)
        let right = !spaceBefore && (!markBefore || looseAfter)
        switch mark {
        case "_":
            opens = left && (!right || markBefore)
            closes = right && (!left || markAfter)
        case "*" where count == 1 && !looseBefore && !looseAfter:
            // A product such as `a*b*c`.
            opens = false
            closes = false
        default:
            opens = left
            closes = right
        }
    }

    private static func isMark(_ character: Character) -> Bool { character.isPunctuation || character.isSymbol }
}
