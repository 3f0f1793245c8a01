/// Turns the text of one paragraph, heading or cell into styled characters as it comes.
///
/// Only what is undecided is held back: a mark until its partner has come, the block has ended or ``holdLimit``
/// characters have passed; a mark without a partner is text.
struct InlineParser: Sendable {
    /// How many characters wait for the end of something before its beginning is taken for text.
    static let holdLimit = 1024
    /// How many marks may be open in one another.
    static let nestingLimit = 16

    /// What is being looked for in the text from ``position`` on.
    enum Scan: Sendable {
        case code
        case comment
        case formula
        case destination
        case angle
        case address
    }

    let base: TextStyle
    let allowsColor: Bool
    /// The text that is not yet styled, from ``position`` on.
    var raw: [Character] = []
    var position = 0
    /// How many characters were removed in front of ``raw``.
    var dropped = 0
    var scan: Scan?
    /// The next character for ``scan`` to look at.
    var scanIndex = 0
    var codeSpan = CodeSpanScan()
    /// The character in front of ``scanIndex`` in the search for a formula's end.
    var formulaBefore: Character?
    var destination = LinkDestination()
    /// Styled text, held back from the first of ``openers`` on.
    var held: [StyledCharacter] = []
    var openers: [Delimiter] = []
    var formula: Formula?
    /// The character in front of ``position``.
    var before: Character?
    /// Text known to hold no end of a link, a formula, a comment, or a code span but those in ``codeRuns``.
    var linksFailUntil = 0
    var formulasFailUntil = 0
    var codeFailsUntil = 0
    var commentsFailUntil = 0
    var codeRuns: [Int: Int] = [:]
    private var spacesBefore = 0
    var work = 0

    init(base: TextStyle = [], allowsColor: Bool) {
        self.base = base
        self.allowsColor = allowsColor
    }

    /// Adds a character; a line feed is a line end inside the block.
    mutating func push(_ character: Character) {
        raw.append(character)
        advance(isFinal: false)
    }

    /// Whether nothing is undecided and what comes has no style.
    var isIdle: Bool {
        raw.isEmpty && held.isEmpty && openers.isEmpty && scan == nil && formula == nil && base.isEmpty
    }

    /// Takes characters that ``PlainText`` found, where nothing is undecided, and returns how many they are.
    mutating func pass(plain text: ArraySlice<UInt8>) -> Int {
        let count = text.count { $0 & 0xC0 != 0x80 }
        work += count
        dropped += count
        let spaces = text.reversed().prefix { $0 == .space }.count
        spacesBefore = spaces == text.count ? spacesBefore + spaces : spaces
        var start = text.endIndex - 1
        while start > text.startIndex, text[start] & 0xC0 == 0x80 { start -= 1 }
        before = String(decoding: text[start...], as: UTF8.self).first
        return count
    }

    /// Takes a character that means nothing but itself where nothing is undecided, and returns it styled; `nil` where it
    /// is to be pushed.
    mutating func pass(_ character: Character) -> StyledCharacter? {
        guard raw.isEmpty, held.isEmpty, openers.isEmpty, scan == nil, formula == nil, character.isPlain else {
            return nil
        }
        work += 1
        dropped += 1
        spacesBefore = character.ascii == .space ? spacesBefore + 1 : 0
        before = character
        return StyledCharacter(character, base)
    }

    /// Ends the block: whatever is undecided is decided by what there is.
    mutating func finish() {
        advance(isFinal: true)
        openers = []
    }

    /// The characters that are decided.
    mutating func take() -> [StyledCharacter] {
        if openers.isEmpty {
            defer { held.removeAll(keepingCapacity: true) }
            return held.filter { !$0.style.contains(.hidden) }
        }
        let count = openers[0].start
        guard count > 0 else { return [] }
        let ready = held.prefix(count).filter { !$0.style.contains(.hidden) }
        held.removeFirst(count)
        for index in openers.indices { openers[index].start -= count }
        return ready
    }

    var absolutePosition: Int { dropped + position }

    /// Whether the character at an index is still to come.
    func isMissing(_ index: Int, _ isFinal: Bool) -> Bool { index >= raw.count && !isFinal }

    func character(at index: Int) -> Character? { index < raw.count ? raw[index] : nil }

    /// Adds a character to the styled text.
    mutating func emit(_ character: Character, _ style: TextStyle = []) {
        held.append(StyledCharacter(character, base.union(style)))
        before = character
        if let first = openers.first, held.count - first.start > Self.holdLimit { openers.removeFirst() }
    }

    /// Adds so many characters as they are.
    mutating func emitText(_ count: Int, _ style: TextStyle = []) {
        for character in raw[position..<position + count] {
            emit(character.ascii == .lineFeed ? " " : character, style)
        }
        position += count
    }

    private mutating func advance(isFinal: Bool) {
        while position < raw.count || (isFinal && scan != nil) {
            work += 1
            guard step(isFinal) else { break }
        }
        if position == raw.count {
            dropped += position
            position = 0
            raw.removeAll(keepingCapacity: true)
        } else if position > Self.holdLimit {
            dropped += position
            raw.removeFirst(position)
            scanIndex -= position
            position = 0
        }
    }

    /// Decides about the character at ``position``; `false` if more must come first.
    private mutating func step(_ isFinal: Bool) -> Bool {
        if let scan { return resume(scan, isFinal) }
        let character = raw[position]
        if formula != nil, let isDecided = stepFormula(character, isFinal) { return isDecided }
        let spaces = spacesBefore
        spacesBefore = 0
        // No markup begins with any other than ASCII.
        if character.ascii == 0xFF {
            emitText(1)
            return true
        }
        switch character {
        case "\\": return stepBackslash(isFinal)
        case "`":
            scan = .code
            codeSpan = CodeSpanScan()
            scanIndex = position
        case "*", "_", "~": return stepDelimiters(character, isFinal)
        case "[": return stepOpeningBracket(isFinal)
        case "!":
            if isMissing(position + 1, isFinal) { return false }
            if self.character(at: position + 1) == "[" { openBracket(length: 2) } else { emitText(1) }
        case "]": return stepClosingBracket(isFinal)
        case "<": return stepAngle(isFinal)
        case "&": return stepEntity(isFinal)
        case "$": return stepDollar(isFinal)
        case "h", "H": return stepAddress(isFinal)
        case " ", "\t":
            spacesBefore = spaces + 1
            emitText(1)
        case "\n":
            emit(spaces >= 2 ? "\n" : " ")
            position += 1
        default: emitText(1)
        }
        return true
    }

    private mutating func resume(_ scan: Scan, _ isFinal: Bool) -> Bool {
        let start = scanIndex
        defer { work += max(0, scanIndex - start) }
        switch scan {
        case .code: return resumeCode(isFinal)
        case .comment: return resumeComment(isFinal)
        case .formula: return resumeFormula(isFinal)
        case .destination: return resumeDestination(isFinal)
        case .angle: return resumeAngle(isFinal)
        case .address: return resumeAddress(isFinal)
        }
    }

    /// A backslash takes the meaning from a mark, breaks the line, or is text; with `(` and `[` it begins a formula.
    private mutating func stepBackslash(_ isFinal: Bool) -> Bool {
        if isMissing(position + 1, isFinal) { return false }
        switch character(at: position + 1) {
        case "\n":
            emit("\n")
            position += 2
        case "(": openFormula(.parenthesis, length: 2)
        case "[": openFormula(.bracket, length: 2)
        case ")", "]": emitText(2)
        case let next? where next.isASCII && (next.isPunctuation || next.isSymbol):
            position += 1
            emitText(1)
        default: emitText(1)
        }
        return true
    }
}

extension Character {
    /// Whether it is a space, a letter, a digit or another sign that begins no markup.
    fileprivate var isPlain: Bool {
        let bytes = utf8
        guard let first = bytes.first else { return false }
        if first >= 0x80 { return true }
        switch first {
        case 0..<0x20, 0x7F, UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
            UInt8(ascii: "~"), UInt8(ascii: "["), UInt8(ascii: "!"), UInt8(ascii: "]"), UInt8(ascii: "<"),
            UInt8(ascii: "&"), UInt8(ascii: "$"), UInt8(ascii: "h"), UInt8(ascii: "H"):
            return false
        // A mark may stand on a letter of markup.
        default: return bytes.count == 1
        }
    }
}
