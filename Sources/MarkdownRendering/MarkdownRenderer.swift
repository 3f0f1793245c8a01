import Terminal

/// Renders Markdown for a terminal as it streams in, and never takes anything back.
///
/// The output holds text, line feeds and SGR sequences only, and every piece of it switches off the styles it switches
/// on. How the input is split changes nothing. What comes in must have been made harmless by ``ControlCharacterFilter``.
package struct MarkdownRenderer: Sendable {
    private let allowsColor: Bool
    private var columns: Int
    private var clusters = GraphemeSegmenter()
    private var blocks: BlockParser

    /// Creates a renderer for one reply.
    ///
    /// - Parameters:
    ///   - columns: The terminal's width; less than 20 columns count as 20.
    ///   - allowsColor: Whether styles are shown; without, the text has its structure and no escape sequences.
    package init(columns: Int, allowsColor: Bool) {
        self.columns = columns
        self.allowsColor = allowsColor
        blocks = BlockParser(columns: columns, allowsColor: allowsColor)
    }

    /// How many characters were looked at for the reply so far, each as often as it was.
    var work: Int { blocks.work }

    /// Takes the next piece of the reply, of any size, and returns what to print now.
    package mutating func push(_ text: String) -> String {
        clusters.add(text)
        while true {
            if blocks.takesPlainText, let text = clusters.nextPlain(behindLetter: blocks.isBehindLetter) {
                blocks.consume(plain: text)
            } else if let character = clusters.next() {
                blocks.consume(character)
            } else {
                return blocks.flow.take()
            }
        }
    }

    /// Ends the reply and returns what was held back, and a line end if anything was printed; another may follow.
    package mutating func finish() -> String {
        if let character = clusters.finish() { blocks.consume(character) }
        blocks.finish()
        defer {
            clusters = GraphemeSegmenter()
            blocks = BlockParser(columns: columns, allowsColor: allowsColor)
        }
        return blocks.flow.take()
    }

    /// Changes the width for what is printed from now on.
    package mutating func resize(columns: Int) {
        self.columns = columns
        blocks.flow.resize(columns: columns)
    }
}
