import Terminal

/// What stands to the left of each line: the bars of quotes and the indents and markers of list items.
struct BlockPrefix: Sendable {
    enum Part: Sendable {
        case bar
        /// A list item; its marker stands on its first line only and is `nil` from then on.
        case item(marker: String?, width: Int)
        /// Too deep for the width: the part shows in the text instead.
        case flat

        var width: Int {
            switch self {
            case .bar: 2
            case .item(_, let width): width
            case .flat: 0
            }
        }
    }

    private(set) var parts: [Part] = []
    private(set) var width = 0

    mutating func open(_ part: Part) {
        parts.append(part)
        width += part.width
    }

    mutating func close() {
        if let part = parts.popLast() { width -= part.width }
    }

    /// Whether an item's marker is still to be printed, in the last part or anywhere.
    var lastOwesMarker: Bool { parts.last.map(Self.owesMarker) ?? false }
    var owesMarker: Bool { parts.contains(where: Self.owesMarker) }

    private static func owesMarker(_ part: Part) -> Bool {
        if case .item(.some, _) = part { true } else { false }
    }

    /// The next line's margin; markers are used up.
    mutating func take() -> [StyledCharacter] {
        let text = text
        for index in parts.indices {
            if case .item(_, let width) = parts[index] { parts[index] = .item(marker: nil, width: width) }
        }
        return text
    }

    /// The margin of a line without text, which ends without spaces.
    mutating func takeTrimmed() -> [StyledCharacter] {
        var text = take()
        while text.last?.character == " " { text.removeLast() }
        return text
    }

    private var text: [StyledCharacter] {
        parts.flatMap { part -> [StyledCharacter] in
            switch part {
            case .bar: return [StyledCharacter("│", .dim), StyledCharacter(" ")]
            case .item(let marker, let width):
                let shown = (marker ?? "").map { StyledCharacter($0) }
                let padding = max(0, width - DisplayWidth.of(marker ?? ""))
                return shown + Array(repeating: StyledCharacter(" "), count: padding)
            case .flat: return []
            }
        }
    }
}
