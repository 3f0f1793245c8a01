/// A walk through earlier lines while a new one is typed.
///
/// What is typed, and what is changed in an earlier line, is kept until the walk ends.
struct HistoryWalk {
    /// Earlier lines, the oldest first.
    private let lines: [String]
    /// The place of the line that is being edited; past the last of `lines` it is the new one.
    private(set) var place: Int
    private var edited: [Int: String] = [:]
    /// What a walk among lines that begin alike looks for, and the line that it gave last.
    private var prefix: (text: String, line: String)?

    /// Begins at the new line.
    init(_ lines: [String]) {
        self.lines = lines
        place = lines.count
    }

    /// The places of earlier lines.
    var places: Range<Int> { lines.indices }

    /// The line at a place, as it was left.
    func line(_ place: Int) -> String { edited[place] ?? (place < lines.count ? lines[place] : "") }

    /// Goes to another place and gives its line; keeps the one that is left.
    mutating func go(to place: Int, leaving line: String) -> String {
        edited[self.place] = line
        self.place = place
        return self.line(place)
    }

    /// The line before; `nil` at the oldest.
    mutating func older(leaving line: String) -> String? { place > 0 ? go(to: place - 1, leaving: line) : nil }

    /// The line after; `nil` at the new one.
    mutating func newer(leaving line: String) -> String? {
        place < lines.count ? go(to: place + 1, leaving: line) : nil
    }

    /// The oldest line; `nil` where one is there already.
    mutating func oldest(leaving line: String) -> String? { place > 0 ? go(to: 0, leaving: line) : nil }

    /// The nearest line in a direction that begins with what stands before the cursor.
    mutating func next(isOlder: Bool, leaving line: String, before start: String) -> String? {
        let wanted = prefix.flatMap { $0.line == line ? $0.text : nil } ?? start
        let candidates =
            isOlder ? Array((0..<place).reversed()) : Array(min(place + 1, lines.count + 1)..<lines.count + 1)
        for candidate in candidates {
            let text = self.line(candidate)
            guard text != line, text.utf8.starts(with: wanted.utf8) else { continue }
            prefix = (wanted, text)
            return go(to: candidate, leaving: line)
        }
        return nil
    }

    /// The nearest earlier line that holds a text, from a place on; and how many of its characters stand before it.
    func find(_ pattern: String, from place: Int, isOlder: Bool) -> (place: Int, offset: Int)? {
        var place = place
        while places.contains(place) {
            if let offset = Self.offset(of: pattern, in: line(place)) { return (place, offset) }
            place += isOlder ? -1 : 1
        }
        return nil
    }

    private static func offset(of pattern: String, in line: String) -> Int? {
        let (wanted, scalars) = (Array(pattern.unicodeScalars), Array(line.unicodeScalars))
        guard let first = wanted.first, scalars.count >= wanted.count else { return nil }
        return (0...scalars.count - wanted.count).first { start in
            scalars[start] == first && scalars[start..<start + wanted.count].elementsEqual(wanted)
        }
    }
}
