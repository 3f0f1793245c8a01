/// Finds the blocks of a text that comes character by character, and prints each as soon as it is decided.
struct BlockParser: Sendable {
    /// The block that is open inside the innermost container.
    enum Leaf: Sendable {
        case none
        case paragraph
        case heading
        /// A header row that awaits the line under it; whether it may also go on a paragraph.
        case headerRow([Character], inParagraph: Bool)
        case table(MarkdownTable)
        case fence(Fence)
        case indentedCode(blankLines: Int)
        case formula(closing: String)
    }

    /// What becomes of the characters of the line.
    enum Mode: Sendable {
        case undecided
        case wholeLine
        case text
        case heading
        case verbatim
    }

    /// A line of which more is undecided is taken for text, and a longer line of code is printed in pieces.
    private static let longestLine = 4096

    let allowsColor: Bool
    var flow: LineWrapper
    var inline: InlineParser
    var leaf = Leaf.none
    var containers: [Container] = []
    private var mode = Mode.undecided
    private var line: [Character] = []
    private var lineIsBlank = true
    var code = CodePrinter(language: .generic)
    /// The spaces and number signs that may end a heading.
    private var headingEnd: [Character] = []
    private var owesBlankLine = false
    private var hasPrinted = false
    var followsBlank = true
    private var ownWork = 0
    private var inlineWork = 0

    init(columns: Int, allowsColor: Bool) {
        self.allowsColor = allowsColor
        flow = LineWrapper(columns: columns, allowsColor: allowsColor)
        inline = InlineParser(allowsColor: allowsColor)
    }

    /// How many characters were looked at so far.
    var work: Int { ownWork + inlineWork + inline.work + flow.work }

    /// Whether what comes is running text of which nothing is undecided.
    var takesPlainText: Bool { mode == .text && inline.isIdle }

    /// Whether the character in front is a letter or a digit of ASCII.
    var isBehindLetter: Bool { inline.before.map { PlainText.isLetter($0.ascii) } ?? false }

    /// Takes characters of ``PlainText`` where it may.
    mutating func consume(plain text: ArraySlice<UInt8>) {
        let count = inline.pass(plain: text)
        ownWork += count
        flow.append(plain: text)
    }

    mutating func consume(_ character: Character) {
        ownWork += 1
        if character.ascii == .lineFeed { return endLine() }
        switch mode {
        case .undecided:
            // A second space in a row decides nothing.
            let isSpace = character.ascii == .space || character.ascii == .tab
            let follows = isSpace && (lineIsBlank || line.last?.ascii == .space)
            lineIsBlank = lineIsBlank && isSpace
            line.append(character)
            if !follows || line.count > Self.longestLine { decide(isComplete: false) }
        case .wholeLine:
            line.append(character)
            if line.count > Self.longestLine { decide(isComplete: false) }
        case .text: pushText(character)
        case .heading: pushHeading(character)
        case .verbatim: pushVerbatim(character)
        }
    }

    mutating func finish() {
        if mode != .undecided || !line.isEmpty { endLine() }
        closeLeaf()
        close(downTo: 0)
        flow.endBlock()
    }

    private mutating func endLine() {
        if mode == .undecided || mode == .wholeLine { decide(isComplete: true) }
        switch mode {
        case .text: pushText("\n")
        case .heading: closeLeaf()
        case .verbatim: endVerbatimLine()
        case .undecided, .wholeLine: break
        }
        mode = .undecided
        line.removeAll(keepingCapacity: true)
        lineIsBlank = true
    }

    private mutating func decide(isComplete: Bool) {
        ownWork += line.count
        if line.count > Self.longestLine {
            return begin(LineStart(matched: paragraphIsOpen ? containers.count : 0, kind: .text))
        }
        switch classifier.decide(line, isComplete: isComplete) {
        case .more: mode = .undecided
        case .wholeLine: mode = .wholeLine
        case .known(let start): begin(start)
        }
    }

    private var classifier: LineClassifier {
        var classifier = LineClassifier(
            containers: containers, paragraphIsOpen: paragraphIsOpen, expectsDelimiterRow: false, tableIsOpen: false,
            codeIsOpen: false, formulaIsOpen: false, followsBlank: followsBlank)
        switch leaf {
        case .headerRow: classifier.expectsDelimiterRow = true
        case .table: classifier.tableIsOpen = true
        case .fence(let fence): classifier.fenceColumn = fence.column
        case .indentedCode: classifier.codeIsOpen = true
        case .formula: classifier.formulaIsOpen = true
        case .none, .paragraph, .heading: break
        }
        return classifier
    }

    private var paragraphIsOpen: Bool {
        switch leaf {
        case .paragraph, .headerRow: true
        default: false
        }
    }

    /// Acts on what a line begins; the mode then tells what its other characters are.
    private mutating func begin(_ start: LineStart) {
        let isBlank = start.kind == .blank
        defer { followsBlank = isBlank }
        if case .headerRow(let row, let inParagraph) = leaf, start.kind != .delimiterRow {
            replay(row, inParagraph: inParagraph)
        }
        if continues(start) { return }
        closeLeaf()
        if isBlank {
            close(downTo: start.matched)
            owesBlankLine = hasPrinted
            return
        }
        close(downTo: start.matched)
        if owesBlankLine, !flow.margin.owesMarker { flow.emptyLine() }
        owesBlankLine = false
        hasPrinted = true
        for container in start.opened { open(container) }
        openLeaf(start)
    }

    /// Whether a line goes on the block that is open, which it then does.
    private mutating func continues(_ start: LineStart) -> Bool {
        guard start.opened.isEmpty else { return false }
        let isInside = start.matched == containers.count
        switch (leaf, start.kind) {
        case (.paragraph, .text):
            beginText(start)
        case (.paragraph, .row) where isInside:
            leaf = .headerRow(Array(line[start.content...]), inParagraph: true)
        case (.headerRow(let header, _), .delimiterRow):
            // What the paragraph holds back must stand in front of the table.
            finishText()
            leaf = .table(
                MarkdownTable(header: header, delimiters: Array(line[start.content...]), allowsColor: allowsColor))
        case (.table, .row) where isInside: addRow(Array(line[start.content...]))
        case (.fence, .verbatim), (.formula, .verbatim): beginVerbatim(start)
        case (.indentedCode(let blankLines), .indentedCode) where isInside:
            for _ in 0..<blankLines { flow.emptyLine() }
            leaf = .indentedCode(blankLines: 0)
            beginVerbatim(start)
        case (.indentedCode(let blankLines), .blank) where isInside:
            leaf = .indentedCode(blankLines: blankLines + 1)
        default: return false
        }
        if case .headerRow = leaf { mode = .undecided }
        return true
    }

    private mutating func openLeaf(_ start: LineStart) {
        mode = .undecided
        switch start.kind {
        case .text:
            leaf = .paragraph
            startInline(base: [])
            beginText(start)
        case .heading(let level):
            leaf = .heading
            startInline(base: level == 1 ? [.bold, .underline] : .bold)
            mode = .heading
            for character in line[start.content...] { pushHeading(character) }
        case .rule:
            let count = min(40, flow.textColumns)
            flow.line(Array(repeating: StyledCharacter("─", .dim), count: count))
        case .underline(let count):
            // The paragraph is printed already, so that its heading is told by what stands below it.
            let shown = min(40, flow.textColumns, count)
            flow.line(Array(repeating: StyledCharacter("═", .dim), count: shown))
        case .fence(let fence):
            leaf = .fence(fence)
            code = CodePrinter(language: CodeLanguage.named(fence.info))
            for character in fence.info { flow.append(StyledCharacter(character, .dim)) }
            flow.endBlock()
        case .indentedCode:
            leaf = .indentedCode(blankLines: 0)
            code = CodePrinter(language: .plain)
            beginVerbatim(start)
        case .formula(let isClosed, let closing):
            // Text behind a mark that is not closed may be none of a formula.
            if isClosed || line[(start.content + 2)...].allSatisfy({ $0 == " " || $0 == "\t" }) {
                printFormula(line[(start.content + 2)...], until: isClosed ? closing : nil)
            } else {
                flow.line(line[start.content...].map { StyledCharacter($0 == "\t" ? " " : $0) })
            }
            leaf = isClosed ? .none : .formula(closing: closing)
        case .row, .delimiterRow: leaf = .headerRow(Array(line[start.content...]), inParagraph: false)
        case .nothing, .blank, .verbatim: break
        }
    }

    private mutating func replay(_ row: [Character], inParagraph: Bool) {
        if !inParagraph { startInline(base: []) }
        leaf = .paragraph
        for character in row { pushText(character) }
        pushText("\n")
    }

    private mutating func startInline(base: TextStyle) {
        inlineWork += inline.work
        inline = InlineParser(base: base, allowsColor: allowsColor)
    }

    private mutating func beginText(_ start: LineStart) {
        mode = .text
        for character in line[start.content...] { pushText(character) }
    }

    private mutating func pushText(_ character: Character) {
        if let item = inline.pass(character) { return flow.append(item) }
        inline.push(character)
        printText()
    }

    private mutating func printText() {
        guard !inline.held.isEmpty else { return }
        for item in inline.take() { flow.append(item) }
    }

    /// Ends the running text.
    private mutating func finishText() {
        inline.finish()
        printText()
        flow.endBlock()
    }

    private mutating func pushHeading(_ character: Character) {
        let isSpace = character.ascii == .space
        let isMark = character.ascii == UInt8(ascii: "#")
        let isEnd = isSpace || (isMark && !headingEnd.isEmpty)
        if isEnd, isMark || headingEnd.last != "#", headingEnd.count < 64 {
            headingEnd.append(character)
            return
        }
        for held in headingEnd { pushText(held) }
        headingEnd = []
        if isSpace { headingEnd = [" "] } else { pushText(character) }
    }

    private mutating func beginVerbatim(_ start: LineStart) {
        mode = .verbatim
        code.startLine(indent: start.indent)
        for character in line[min(start.content, line.count)...] { pushVerbatim(character) }
    }

    private mutating func pushVerbatim(_ character: Character) {
        code.add(character)
        if case .formula = leaf {} else if let words = code.words() { return flow.linePiece(words) }
        guard code.line.count > Self.longestLine else { return }
        if case .formula = leaf { flow.linePiece(code.plainPiece()) } else { flow.linePiece(code.piece()) }
    }

    private mutating func endVerbatimLine() {
        switch leaf {
        case .fence(let fence) where code.closes(fence): leaf = .none
        case .formula(let closing): endFormulaLine(closing)
        default:
            if code.lineIsBlank {
                code.endLine()
                flow.emptyLine()
            } else {
                flow.linePiece(code.piece())
                code.endLine()
                flow.endBlock()
            }
        }
    }

    private mutating func addRow(_ row: [Character]) {
        guard case .table(var table) = leaf else { return }
        // Freed first, so that the rows are not copied.
        leaf = .none
        table.add(row)
        if table.isFull { for line in table.takeLines(columns: flow.textColumns) { flow.line(line) } }
        leaf = .table(table)
    }

    private mutating func closeLeaf() {
        switch leaf {
        case .paragraph, .heading:
            if !headingEnd.contains("#") { for held in headingEnd { pushText(held) } }
            headingEnd = []
            finishText()
        case .headerRow(let row, let inParagraph):
            replay(row, inParagraph: inParagraph)
            finishText()
        case .table(var table):
            for line in table.takeLines(columns: flow.textColumns) { flow.line(line) }
            inlineWork += table.work
        case .indentedCode(let blankLines): if blankLines > 0 { owesBlankLine = true }
        case .none, .fence, .formula: break
        }
        leaf = .none
    }
}
