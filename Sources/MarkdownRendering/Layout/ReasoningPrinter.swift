import Terminal

/// Lays reasoning out beside a bar, word by word, so that it is told from the answer without colour too.
struct ReasoningPrinter: Sendable {
    private var flow: LineWrapper
    private var clusters = GraphemeSegmenter()
    private var hasText = false

    init(columns: Int) {
        flow = LineWrapper(columns: columns, allowsColor: false)
        flow.open(.bar)
    }

    /// What to print of the next piece, which must have been made harmless.
    mutating func push(_ text: String) -> String {
        for character in clusters.push(text) { add(character) }
        return flow.take()
    }

    /// What is still to be printed, with a line end.
    mutating func finish() -> String {
        for character in clusters.finish() { add(character) }
        flow.endBlock()
        return flow.take()
    }

    private mutating func add(_ character: Character) {
        if !hasText, character.isWhitespace { return }
        hasText = true
        flow.append(StyledCharacter(character == "\r\n" ? "\n" : character))
    }
}
