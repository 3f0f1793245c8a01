/// A pattern of names by which tools are called: `*` stands for any characters, `?` for one.
package struct ToolPattern: Sendable, Hashable {
    /// The pattern as it was given.
    package let text: String
    fileprivate let scalars: [Unicode.Scalar]

    /// Reads a pattern.
    package init(_ text: String) {
        self.text = text
        scalars = Array(text.unicodeScalars)
    }

    /// Whether a name fits.
    package func matches(_ name: String) -> Bool {
        let name = Array(name.unicodeScalars)
        var (place, position) = (0, 0)
        // Where the last `*` stands, and what it stood for so far ends.
        var star: (place: Int, position: Int)?
        while position < name.count {
            if place < scalars.count, scalars[place] == "*" {
                star = (place, position)
                place += 1
            } else if place < scalars.count, scalars[place] == "?" || scalars[place] == name[position] {
                (place, position) = (place + 1, position + 1)
            } else if let last = star {
                star = (last.place, last.position + 1)
                (place, position) = (last.place + 1, last.position + 1)
            } else {
                return false
            }
        }
        return scalars[place...].allSatisfy { $0 == "*" }
    }
}

extension ToolPattern {
    /// Whether any name with a start may fit.
    package func mayMatch(startingWith start: String) -> Bool {
        let literal = String(String.UnicodeScalarView(scalars.prefix { $0 != "*" && $0 != "?" }))
        return literal.hasPrefix(start) || literal.unicodeScalars.count < scalars.count && start.hasPrefix(literal)
    }
}
