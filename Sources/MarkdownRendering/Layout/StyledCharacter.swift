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

    private static let parameters: [(style: TextStyle, bytes: [UInt8])] = [
        (.bold, Array("1".utf8)), (.dim, Array("2".utf8)), (.italic, Array("3".utf8)), (.underline, Array("4".utf8)),
        (.struck, Array("9".utf8)), (.code, Array("36".utf8)), (.string, Array("32".utf8)),
        (.keyword, Array("35".utf8)),
    ]

    /// What can be seen of the style.
    var visible: TextStyle { subtracting([.address, .hidden]) }

    /// Appends the SGR sequence that switches the style on.
    func appendStart(to output: inout [UInt8]) {
        output += [0x1B, UInt8(ascii: "[")]
        var isFirst = true
        for parameter in Self.parameters where contains(parameter.style) {
            if !isFirst { output.append(UInt8(ascii: ";")) }
            isFirst = false
            output += parameter.bytes
        }
        output.append(UInt8(ascii: "m"))
    }

    /// The SGR sequence that switches every style off.
    static let reset = Array("\u{1B}[0m".utf8)
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

extension [UInt8] {
    /// Appends text whose styles are all off again at its end.
    mutating func append(_ text: some Sequence<StyledCharacter>, allowsColor: Bool) {
        var current: TextStyle = []
        for item in text {
            if allowsColor, item.style.visible != current {
                if !current.isEmpty { append(contentsOf: TextStyle.reset) }
                current = item.style.visible
                if !current.isEmpty { current.appendStart(to: &self) }
            }
            if let byte = item.character.utf8.first, byte < 0x80, item.character.utf8.count == 1 {
                append(byte)
            } else {
                append(contentsOf: item.character.utf8)
            }
        }
        if !current.isEmpty { append(contentsOf: TextStyle.reset) }
    }
}
