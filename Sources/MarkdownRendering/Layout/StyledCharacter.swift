import Terminal

/// How a character of running text looks.
struct TextStyle: OptionSet, Sendable, Hashable {
    let rawValue: UInt16

    static let bold = TextStyle(rawValue: 1)
    static let dim = TextStyle(rawValue: 1 << 1)
    static let italic = TextStyle(rawValue: 1 << 2)
    static let underline = TextStyle(rawValue: 1 << 3)
    static let struck = TextStyle(rawValue: 1 << 4)
    static let code = TextStyle(rawValue: 1 << 5)
    static let string = TextStyle(rawValue: 1 << 6)
    static let keyword = TextStyle(rawValue: 1 << 7)
    /// Part of an address, which is not broken over lines.
    static let address = TextStyle(rawValue: 1 << 8)
    /// A mark that turned out to be markup.
    static let hidden = TextStyle(rawValue: 1 << 9)

    private static let parameters: [(style: TextStyle, parameter: String)] = [
        (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.struck, "9"), (.code, "36"), (.string, "32"),
        (.keyword, "35"),
    ]

    /// What can be seen of the style.
    var visible: TextStyle { subtracting([.address, .hidden]) }

    /// The SGR sequence that switches the style on.
    var start: String {
        "\u{1B}[" + Self.parameters.filter { contains($0.style) }.map(\.parameter).joined(separator: ";") + "m"
    }

    /// The SGR sequence that switches every style off.
    static let reset = "\u{1B}[0m"
}

/// One character of running text and its looks.
struct StyledCharacter: Sendable, Hashable {
    var character: Character
    var style: TextStyle

    init(_ character: Character, _ style: TextStyle = []) {
        self.character = character
        self.style = style
    }

    var width: Int { DisplayWidth.of(character) }
}

extension String {
    /// Appends text whose styles are all off again at its end.
    mutating func append(_ text: some Sequence<StyledCharacter>, allowsColor: Bool) {
        var current: TextStyle = []
        for item in text {
            if allowsColor, item.style.visible != current {
                if !current.isEmpty { append(TextStyle.reset) }
                current = item.style.visible
                if !current.isEmpty { append(current.start) }
            }
            append(item.character)
        }
        if !current.isEmpty { append(TextStyle.reset) }
    }
}
