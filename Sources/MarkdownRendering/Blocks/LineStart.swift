/// What encloses a block.
enum Container: Sendable {
    case quote
    /// A list item: the column a line must reach to belong to it, and the one its text begins in.
    case item(threshold: Int, content: Int)
}

/// A container that a line opens.
enum OpenedContainer: Sendable {
    case quote
    case item(marker: String, threshold: Int, content: Int)
}

/// What kind of block a line begins or continues.
enum LineKind: Sendable, Equatable {
    case blank
    case text
    case heading(level: Int)
    case rule
    /// The line under a paragraph that makes a heading of it, so many signs long.
    case underline(Int)
    case fence(Fence)
    case indentedCode
    /// A line of a fence or of other text that is shown as it is.
    case verbatim
    case formula(isClosed: Bool, closing: String)
    /// A row, as far as one can tell.
    case row
    /// The line under a table's header.
    case delimiterRow
    /// A list item without text.
    case nothing
}

/// The line that opens fenced code.
struct Fence: Sendable, Equatable {
    var mark: Character
    var length: Int
    var info: String
    /// The column it stands in.
    var column: Int
}

/// What the start of a line says.
struct LineStart: Sendable {
    /// How many of the open containers the line belongs to.
    var matched: Int
    var opened: [OpenedContainer] = []
    var kind: LineKind
    /// Where the text begins in the line.
    var content = 0
    /// How many spaces stand in front of the text.
    var indent = 0
}

/// Whether enough of a line is known.
enum LineDecision: Sendable {
    /// The next character must come first.
    case more
    /// The whole line must come first.
    case wholeLine
    case known(LineStart)
}
