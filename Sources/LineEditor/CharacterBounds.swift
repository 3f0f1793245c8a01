/// The bounds of characters as people see them: an emoji with its joiners, a flag, a letter with its marks.
enum CharacterBounds {
    /// How far a character is looked for; a longer one is taken in pieces.
    private static let reach = 1024

    /// How many scalars the character before a place has; 0 at the start.
    static func before(_ place: Int, in line: [UInt32]) -> Int {
        guard place > 0, place <= line.count else { return 0 }
        var start = place - 1
        // A character begins at each letter of ASCII; so nothing before one matters.
        while start > max(0, place - reach), line[start] >= 0x80 { start -= 1 }
        return text(line[start..<place]).last?.unicodeScalars.count ?? 1
    }

    /// How many scalars the character at a place has; 0 at the end.
    static func after(_ place: Int, in line: [UInt32]) -> Int {
        guard place >= 0, place < line.count else { return 0 }
        var end = place + 1
        while end < min(line.count, place + reach), line[end] >= 0x80 { end += 1 }
        return text(line[place..<end]).first?.unicodeScalars.count ?? 1
    }

    private static func text(_ scalars: ArraySlice<UInt32>) -> String {
        var view = String.UnicodeScalarView()
        // What is no scalar counts as one.
        view.append(contentsOf: scalars.map { Unicode.Scalar($0) ?? "\u{FFFD}" })
        return String(view)
    }
}
