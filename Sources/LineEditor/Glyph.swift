import CLineEditor

/// A piece of a row as it is drawn.
struct Glyph: Hashable {
    /// What is written.
    var text: String
    /// The columns that it takes; 0 for a mark on what comes before it, and for a change of colour.
    var width: Int
    /// Whether terminals differ in how wide this and its neighbours are together.
    var isUncertain = false

    /// A character of the line other than a line end; a tab depends on the column.
    init(_ scalar: UInt32, width: Int) {
        self.width = width
        switch scalar {
        case 0x09: text = String(repeating: " ", count: width)
        case 0x00..<0x20, 0x7F: text = "^" + Self.string(scalar ^ 0x40)
        case _ where LineLayout.isDirection(scalar): text = ""
        case _ where LineLayout.isUnprintable(scalar):
            text = "<U+" + String(repeating: "0", count: max(0, 4 - Self.hex(scalar).count)) + Self.hex(scalar) + ">"
        default:
            text = Self.string(scalar)
            isUncertain =
                scalar == 0x200D || scalar == 0xFE0F || (0x1F1E6...0x1F1FF).contains(scalar)
                || (0x1F3FB...0x1F3FF).contains(scalar)
        }
        // A window that is too narrow for it.
        if width > 0, text.utf8.count > width, scalar < 0x20 || text.hasPrefix("<U+") {
            text = String(text.prefix(width))
        }
    }

    private init(text: String, width: Int) {
        self.text = text
        self.width = width
    }

    /// A prompt, in which U+0001 encloses what takes no room.
    static func prompt(_ text: String) -> [Glyph] {
        var glyphs: [Glyph] = []
        var hidden: String?
        for scalar in text.unicodeScalars {
            if scalar == "\u{1}" {
                if let hidden { glyphs.append(Glyph(text: hidden, width: 0)) }
                hidden = hidden == nil ? "" : nil
            } else if hidden != nil {
                hidden?.unicodeScalars.append(scalar)
            } else {
                glyphs.append(Glyph(scalar.value, width: LineLayout.width(scalar.value, column: 0)))
            }
        }
        return glyphs
    }

    private static func hex(_ scalar: UInt32) -> String { String(scalar, radix: 16, uppercase: true) }

    private static func string(_ scalar: UInt32) -> String {
        Unicode.Scalar(scalar).map { String(Character($0)) } ?? "\u{FFFD}"
    }
}

extension [Glyph] {
    /// The columns that they take.
    var width: Int { reduce(0) { $0 + $1.width } }

    /// What is written for them.
    var text: String { reduce(into: "") { $0 += $1.text } }

    /// How many glyphs both rows begin with; marks stay with what they stand on.
    func sameStart(_ other: [Glyph]) -> Int {
        var same = zip(self, other).prefix { $0 == $1 }.count
        while same > 0, [self, other].contains(where: { same < $0.count && $0[same].width == 0 }) { same -= 1 }
        return same
    }
}
