/// Reads the start of a line, of which more may come.
struct LineAccumulator: Sendable {
    let line: [Character]
    let isComplete: Bool
    private(set) var index = 0
    private(set) var column = 0

    init(_ line: [Character], isComplete: Bool) {
        self.line = line
        self.isComplete = isComplete
    }

    var atEnd: Bool { index >= line.count }
    var current: Character? { atEnd ? nil : line[index] }
    var rest: ArraySlice<Character> { line[index...] }

    mutating func skipSpaces() {
        while let character = current?.ascii, character == .space || character == .tab { advance() }
    }

    mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where !atEnd {
            column += line[index].ascii == .tab ? 4 - column % 4 : 1
            index += 1
        }
    }

    /// How often the current character stands here in a row.
    var runLength: Int {
        guard let mark = current else { return 0 }
        return rest.prefix { $0 == mark }.count
    }
}
