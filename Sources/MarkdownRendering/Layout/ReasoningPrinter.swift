import Terminal

/// Lays reasoning out beside a bar, word by word, so that it is told from the answer without colour too.
struct ReasoningPrinter: Sendable {
    private var flow: LineWrapper
    /// Takes the marks out of a line; styles would not show beside the dim colour.
    private var inline = InlineParser(allowsColor: false)
    private var clusters = GraphemeSegmenter()
    private var hasText = false

    init(columns: Int) {
        flow = LineWrapper(columns: columns, allowsColor: false)
        flow.open(.bar)
    }

    /// What to print of the next piece, which must have been made harmless.
    mutating func push(_ text: String) -> String {
        clusters.add(text)
        while let character = clusters.next() { add(character) }
        return flow.take()
    }

    /// What is still to be printed, with a line end.
    mutating func finish() -> String {
        if let character = clusters.finish() { add(character) }
        endLine()
        flow.endBlock()
        return flow.take()
    }

    private mutating func add(_ character: Character) {
        if !hasText, character.isWhitespace { return }
        hasText = true
        if character.ascii == .lineFeed || character == "\r\n" {
            endLine()
            flow.append(StyledCharacter("\n"))
        } else {
            inline.push(character)
            show()
        }
    }

    private mutating func endLine() {
        inline.finish()
        show()
        inline = InlineParser(allowsColor: false)
    }

    private mutating func show() {
        for item in inline.take() { flow.append(StyledCharacter(item.character)) }
    }
}
