/// Lays running text out in lines as it comes, word by word, and never takes anything back.
///
/// Each piece of output switches its styles off at its own end.
struct LineWrapper: Sendable {
    private static let fewestColumns = 20
    /// How many columns text keeps beside its margin.
    private static let fewestTextColumns = 10
    /// How much of an overlong word is gathered before it is printed.
    private static let pieceLength = 32
    /// How much of a word without width, such as a flood of combining marks, is held.
    private static let longestWord = 1024
    private static let marksBehindAddress = 4

    let allowsColor: Bool
    private(set) var columns: Int
    private(set) var margin = BlockPrefix()
    private(set) var work = 0
    private var output: [UInt8] = []
    private var word: [StyledCharacter] = []
    private var wordWidth = 0
    private var last: StyledCharacter?
    private var spaces = 0
    private var spaceStyle: TextStyle = []
    private var breaks = 0
    /// Whether the start of an overlong word has been printed.
    private var isInWord = false
    /// Whether the word is printed letter by letter, since the line has much room behind it.
    private var isEager = false
    /// How many more marks stay on an address's line; 0 where no address stands in front of them.
    private var marksToKeep = 0
    private var lineIsOpen = false
    private var blockHasLines = false
    private var column = 0
    private var lineStart = 0

    init(columns: Int, allowsColor: Bool) {
        self.allowsColor = allowsColor
        self.columns = max(Self.fewestColumns, columns)
    }

    mutating func resize(columns: Int) {
        self.columns = max(Self.fewestColumns, columns)
    }

    /// The columns there are for text beside the margin.
    var textColumns: Int { max(Self.fewestTextColumns, columns - margin.width) }

    /// What is to be printed now.
    mutating func take() -> String {
        defer { output.removeAll(keepingCapacity: true) }
        return String(decoding: output, as: UTF8.self)
    }

    mutating func open(_ part: BlockPrefix.Part) {
        guard margin.width + part.width > columns - Self.fewestTextColumns else { return margin.open(part) }
        margin.open(.flat)
        switch part {
        case .bar: for character in "│ " { append(StyledCharacter(character, .dim)) }
        case .item(let marker, _): for character in marker ?? "" { append(StyledCharacter(character)) }
        case .flat: break
        }
    }

    mutating func close() {
        if margin.lastOwesMarker { emptyLine() }
        margin.close()
    }

    /// Adds a character; a line feed is a line break that shows.
    mutating func append(_ item: StyledCharacter) {
        work += 1
        if goesOn(item) { return }
        switch item.character.ascii {
        case .lineFeed:
            endWord()
            breaks += 1
            spaces = 0
        case .space, .tab:
            endWord()
            spaces = item.style.contains(.code) ? spaces + 1 : max(spaces, 1)
            spaceStyle = item.style
        default:
            if let last, LineBreaking.allowsBreak(between: last, and: item) { endWord() }
            word.append(item)
            wordWidth += item.width
            last = item
            let isLong = wordWidth > textColumns || word.count > Self.longestWord
            if isInWord ? isEager && hasRoom || word.count >= Self.pieceLength : isLong || hasRoom {
                isEager = !isLong
                printWord()
                isInWord = true
            }
        }
    }

    /// Prints a plain letter of a word that is printed letter by letter; `false` where it has to be looked at.
    private mutating func goesOn(_ item: StyledCharacter) -> Bool {
        guard isEager, isInWord, word.isEmpty, item.style.isEmpty, item.character.isVisibleASCII,
            last?.character.isVisibleASCII ?? false, hasRoom(for: 1)
        else { return false }
        output.append(item.character.ascii)
        last = item
        column += 1
        return true
    }

    /// Whether the word that has begun will fit whatever else belongs to it, as far as words go; styled ones are printed
    /// whole, so that each has its style once.
    private var hasRoom: Bool {
        // What begins with a sign may be an address in parentheses, which stays on one line.
        guard hasRoom(for: wordWidth), isInWord || word.first?.character.isLetterOrNumber ?? false,
            last?.style.isEmpty ?? false, word.allSatisfy({ $0.style.isEmpty })
        else { return false }
        return true
    }

    private func hasRoom(for width: Int) -> Bool {
        let start = lineIsOpen && breaks == 0 ? column + (isInWord ? 0 : spaces) : margin.width
        let limit = lineIsOpen && breaks == 0 ? lineStart + max(Self.fewestTextColumns, columns - lineStart) : columns
        return start + width + min(Self.roomForWord, textColumns / 2) <= limit
    }

    /// The columns that must be left behind a word that is printed before it is whole.
    private static let roomForWord = 40

    /// Ends a block of running text with a line end.
    mutating func endBlock() {
        endWord()
        if lineIsOpen { newLine() }
        spaces = 0
        breaks = 0
        blockHasLines = false
    }

    /// Prints a line that is never wrapped.
    mutating func line(_ text: [StyledCharacter]) {
        endBlock()
        if text.isEmpty {
            emptyLine()
        } else {
            openLine()
            output.append(text, allowsColor: allowsColor)
            newLine()
        }
    }

    /// Prints a piece of a line that is never wrapped and has no end yet.
    mutating func linePiece(_ text: [StyledCharacter]) {
        if !lineIsOpen { openLine() }
        output.append(text, allowsColor: allowsColor)
    }

    mutating func emptyLine() {
        output.append(margin.takeTrimmed(), allowsColor: allowsColor)
        output.append(.lineFeed)
    }

    private mutating func endWord() {
        printWord()
        isInWord = false
        isEager = false
        last = nil
    }

    private mutating func printWord() {
        guard !word.isEmpty else { return }
        let (gap, limit) = findPlace(forWidth: wordWidth)
        printWord(behind: gap, limit)
    }

    /// Goes to the line that a word stands on; returns the spaces in front of it and where the line ends.
    private mutating func findPlace(forWidth width: Int) -> (gap: Int, limit: Int) {
        breakLines()
        let limit = lineStart + max(Self.fewestTextColumns, columns - lineStart)
        var gap = lineIsOpen && column > lineStart && !isInWord ? spaces : 0
        if lineIsOpen, column > lineStart, !isInWord, column + gap + width > limit {
            newLine()
            gap = 0
        }
        if !lineIsOpen { openLine() }
        return (gap, limit)
    }

    private mutating func printWord(behind gap: Int, _ limit: Int) {
        var run = Array(repeating: StyledCharacter(" ", spaceStyle), count: gap)
        column += gap
        if column + wordWidth <= limit {
            run += word
            column += wordWidth
        } else {
            addOverlongWord(to: &run)
        }
        output.append(run, allowsColor: allowsColor)
        word.removeAll(keepingCapacity: true)
        wordWidth = 0
        spaces = 0
    }

    private mutating func addOverlongWord(to run: inout [StyledCharacter]) {
        for item in word {
            let width = item.width
            let limit = lineStart + max(Self.fewestTextColumns, columns - lineStart)
            let isKept = keepsToAddress(item)
            if column + width > limit, column > lineStart, width > 0, !isKept {
                output.append(run, allowsColor: allowsColor)
                run = []
                newLine()
                openLine()
            }
            run.append(item)
            column += width
        }
    }

    /// Whether a character of an overlong word stays on the line at any width: an address and a few marks behind it.
    private mutating func keepsToAddress(_ item: StyledCharacter) -> Bool {
        guard !item.style.contains(.address) else {
            defer { marksToKeep = Self.marksBehindAddress }
            return marksToKeep == Self.marksBehindAddress
        }
        marksToKeep = LineBreaking.isClosing(item.character) ? max(0, marksToKeep - 1) : 0
        return marksToKeep > 0
    }

    private mutating func breakLines() {
        for _ in 0..<breaks {
            if lineIsOpen { newLine() } else if blockHasLines { emptyLine() }
        }
        breaks = 0
    }

    private mutating func openLine() {
        let text = margin.take()
        output.append(text, allowsColor: allowsColor)
        lineStart = text.reduce(0) { $0 + $1.width }
        column = lineStart
        lineIsOpen = true
        blockHasLines = true
        marksToKeep = 0
    }

    private mutating func newLine() {
        output.append(.lineFeed)
        lineIsOpen = false
        column = 0
    }
}

extension LineWrapper {
    /// Adds text of ``PlainText``, which has no style.
    ///
    /// The same as adding it character by character: a word that is whole and so short is either begun where it has
    /// room to the end, or printed whole.
    mutating func append(plain text: ArraySlice<UInt8>) {
        let longest = 1 + min(Self.roomForWord, textColumns / 2)
        var place = text.startIndex
        while place < text.endIndex {
            let start = place
            var width = 0
            while place < text.endIndex, text[place] != .space {
                if text[place] & 0xC0 != 0x80 { width += 1 }
                place += 1
            }
            if width == 0 {
                append(StyledCharacter(" "))
                place += 1
            } else if place < text.endIndex, width <= longest, word.isEmpty, !isInWord {
                work += width
                print(text[start..<place], width)
            } else {
                for character in String(decoding: text[start..<place], as: UTF8.self) {
                    append(StyledCharacter(character))
                }
            }
        }
    }

    private mutating func print(_ text: ArraySlice<UInt8>, _ width: Int) {
        let (gap, limit) = findPlace(forWidth: width)
        guard column + gap + width <= limit, gap == 0 || spaceStyle.isEmpty else {
            word = String(decoding: text, as: UTF8.self).map { StyledCharacter($0) }
            wordWidth = width
            return printWord(behind: gap, limit)
        }
        for _ in 0..<gap { output.append(.space) }
        output.append(contentsOf: text)
        column += gap + width
        spaces = 0
    }
}

extension Character {
    fileprivate var isVisibleASCII: Bool { (0x21..<0x7F).contains(ascii) }
}
