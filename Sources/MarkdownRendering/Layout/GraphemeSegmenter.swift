/// Makes grapheme clusters of a text that comes in pieces, wherever it is split.
///
/// The last cluster waits for the next piece, since more scalars may join it; white space joins nothing and waits not.
struct GraphemeSegmenter: Sendable {
    /// A longer cluster is cut, so that a flood of combining marks is not held for ever.
    private static let longest = 32

    private var held = ""

    /// The clusters that are complete with the next piece.
    mutating func push(_ text: String) -> [Character] {
        guard !text.isEmpty else { return [] }
        var rest = Substring(held + text)
        held = ""
        var result: [Character] = []
        result.reserveCapacity(rest.utf8.count)
        while let first = rest.first {
            let scalars = rest.unicodeScalars
            if let scalar = scalars.first, scalar == " " || scalar == "\n" || scalar == "\t" {
                result.append(Character(scalar))
                rest = cutFront(rest, first, scalars: 1)
            } else if first.utf8.count > Self.longest, first.unicodeScalars.count > Self.longest {
                result += Array(String(scalars.prefix(Self.longest)))
                rest = cutFront(rest, first, scalars: Self.longest)
            } else if first.utf8.count == rest.utf8.count {
                held = String(rest)
                return result
            } else {
                result.append(first)
                rest.removeFirst()
            }
        }
        return result
    }

    /// Ends the text.
    mutating func finish() -> [Character] {
        defer { held = "" }
        return Array(held)
    }

    /// Cutting inside a cluster needs a new string, so that what remains is segmented by itself.
    private func cutFront(_ text: Substring, _ first: Character, scalars: Int) -> Substring {
        if first.unicodeScalars.count == scalars { return text.dropFirst() }
        return Substring(String(text.unicodeScalars.dropFirst(scalars)))
    }
}
