/// Wraps the text of a table's cell, which unlike running text is there as a whole.
enum CellText {
    /// The columns the text takes unwrapped.
    static func width(_ text: [StyledCharacter]) -> Int {
        text.split(whereSeparator: StyledCharacter.isLineFeed).map { $0.reduce(0) { $0 + $1.width } }.max() ?? 0
    }

    /// The text in lines of so many columns; what has no place to break is broken anywhere.
    static func wrapped(_ text: [StyledCharacter], to columns: Int) -> [[StyledCharacter]] {
        text.split(whereSeparator: StyledCharacter.isLineFeed).flatMap { wrappedLine(Array($0), columns) }
    }

    private static func wrappedLine(_ text: [StyledCharacter], _ columns: Int) -> [[StyledCharacter]] {
        var lines: [[StyledCharacter]] = []
        var line: [StyledCharacter] = []
        var width = 0
        for word in words(text) {
            let length = word.reduce(0) { $0 + $1.width }
            let gap = word.first?.character == " " ? 1 : 0
            if !line.isEmpty, width + length > columns {
                lines.append(line)
                line = []
                width = 0
            }
            for item in line.isEmpty ? word.dropFirst(gap) : word[...] {
                if width + item.width > columns, !line.isEmpty {
                    lines.append(line)
                    line = []
                    width = 0
                }
                line.append(item)
                width += item.width
            }
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }

    /// The text cut where a line may end; a space stands at the start of what follows it.
    private static func words(_ text: [StyledCharacter]) -> [[StyledCharacter]] {
        var words: [[StyledCharacter]] = []
        var previous: StyledCharacter?
        for item in text {
            let isSpace = item.character.ascii == .space
            if isSpace, previous?.character.ascii == .space, !item.style.contains(.code) { continue }
            let breaks =
                previous.map { $0.character.ascii != .space && LineBreaking.allowsBreak(between: $0, and: item) }
                ?? true
            if isSpace || breaks { words.append([]) }
            words[words.count - 1].append(item)
            previous = item
        }
        return words
    }
}

extension StyledCharacter {
    static func isLineFeed(_ item: StyledCharacter) -> Bool { item.character.ascii == .lineFeed }
}
