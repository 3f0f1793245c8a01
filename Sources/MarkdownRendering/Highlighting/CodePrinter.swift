/// Makes the lines of a code block as they are printed: indented, coloured, never wrapped.
struct CodePrinter: Sendable {
    private static let indent = 2

    /// The part of the line that is not yet printed, its tabs spaces.
    private(set) var line: [Character] = []
    private(set) var lineIsBlank = true
    private var highlighter: CodeHighlighter
    private var isAtStart = true
    private var sourceIndent = 0
    /// The length of the line from which on it is worth a try to print a part of it.
    private var nextTry = 0

    init(language: CodeLanguage) {
        highlighter = CodeHighlighter(language: language)
    }

    mutating func startLine(indent: Int) {
        line = Array(repeating: " ", count: indent)
        sourceIndent = indent
        lineIsBlank = true
        isAtStart = true
        nextTry = 0
    }

    mutating func add(_ character: Character) {
        if character.ascii == .tab {
            line += Array(repeating: " ", count: 4)
        } else {
            if character.ascii != .space { lineIsBlank = false }
            line.append(character)
        }
    }

    /// Whether the line ends a fence.
    func closes(_ fence: Fence) -> Bool {
        guard isAtStart, sourceIndent <= 3 else { return false }
        let text = line.drop { $0 == " " }
        let length = text.prefix { $0 == fence.mark }.count
        return length >= fence.length && text.dropFirst(length).allSatisfy { $0 == " " }
    }

    /// The words that are not yet printed, once a space follows; `nil` where what comes may still change how they look, or
    /// end the block.
    mutating func words() -> [StyledCharacter]? {
        guard line.last?.ascii == .space, !lineIsBlank, line.count >= nextTry else { return nil }
        if isAtStart, let first = line.first(where: { $0.ascii != .space }), first == "`" || first == "~" { return nil }
        var trial = highlighter
        _ = trial.highlight(line)
        guard trial.isInCode else {
            // Each character is looked at a few times at the most.
            nextTry = 2 * line.count
            return nil
        }
        nextTry = 0
        return piece()
    }

    /// The text that is not yet printed.
    mutating func piece() -> [StyledCharacter] {
        let start = isAtStart ? Self.indent : 0
        isAtStart = false
        defer { line.removeAll(keepingCapacity: true) }
        return Array(repeating: StyledCharacter(" "), count: start) + highlighter.highlight(line)
    }

    /// Whether a part of the line is printed already.
    var isBroken: Bool { !isAtStart }

    /// The same without an indent and colours.
    mutating func plainPiece() -> [StyledCharacter] {
        isAtStart = false
        defer { line.removeAll(keepingCapacity: true) }
        return line.map { StyledCharacter($0) }
    }

    mutating func endLine() {
        highlighter.endLine()
    }
}
