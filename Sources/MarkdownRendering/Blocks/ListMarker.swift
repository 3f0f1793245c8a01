/// The marker of a list item.
struct ListMarker: Sendable {
    enum Reading {
        case none
        case more
        case marker(ListMarker)
    }

    /// What the marker is shown as.
    var shown: String
    var length: Int
    /// The box of a task.
    var box: String?

    /// Reads the marker at the reader's place.
    ///
    /// - Parameter continuesParagraph: Whether the line could also go on a paragraph; then only an item with text, and
    ///   the number 1, begin a list.
    static func read(_ reader: LineAccumulator, continuesParagraph: Bool) -> Reading {
        guard let first = reader.current, first.isASCII else { return .none }
        var marker: ListMarker
        if first == "-" || first == "*" || first == "+" {
            marker = ListMarker(shown: "•", length: 1)
        } else {
            let digits = reader.rest.prefix(10).prefix { $0.isASCII && $0.isNumber }
            guard !digits.isEmpty, digits.count <= 9 else { return .none }
            guard digits.endIndex < reader.line.count else { return reader.isComplete ? .none : .more }
            let end = reader.line[digits.endIndex]
            guard end == "." || end == ")" else { return .none }
            if continuesParagraph, Int(String(digits)) != 1 { return .none }
            marker = ListMarker(shown: String(digits) + String(end), length: digits.count + 1)
        }
        let rest = reader.rest.dropFirst(marker.length)
        guard let next = rest.first else {
            return !reader.isComplete ? .more : continuesParagraph ? .none : .marker(marker)
        }
        guard next == " " || next == "\t" else { return .none }
        let text = rest.drop { $0 == " " || $0 == "\t" }
        if text.isEmpty { return !reader.isComplete ? .more : continuesParagraph ? .none : .marker(marker) }
        return readBox(text, marker, reader.isComplete)
    }

    private static func readBox(_ text: ArraySlice<Character>, _ marker: ListMarker, _ isComplete: Bool) -> Reading {
        let box = Array(text.prefix(4))
        let pattern: [[Character]] = [["["], [" ", "x", "X"], ["]"], [" ", "\t"]]
        for (character, allowed) in zip(box, pattern) where !allowed.contains(character) { return .marker(marker) }
        if box.count < 3 || box.count == 3 && !isComplete { return isComplete ? .marker(marker) : .more }
        var task = marker
        task.box = box[1] == " " ? "☐" : "☑"
        return .marker(task)
    }
}
