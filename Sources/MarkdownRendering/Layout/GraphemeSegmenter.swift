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
        var whole = held + text
        held = ""
        var result: [Character] = []
        result.reserveCapacity(whole.utf8.count)
        let simple = whole.withUTF8 { Self.appendSimple($0, to: &result) }
        var rest = whole[whole.utf8.index(whole.startIndex, offsetBy: simple)...]
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

    /// Appends the clusters of one scalar that a text begins with and that no rule joins to anything; returns the size of
    /// their bytes.
    private static func appendSimple(_ bytes: UnsafeBufferPointer<UInt8>, to result: inout [Character]) -> Int {
        var position = 0
        var next = simpleScalar(bytes, at: 0)
        while let scalar = next {
            let end = position + (scalar.value < 0x80 ? 1 : 2)
            next = simpleScalar(bytes, at: end)
            // What follows white space begins anew, whatever it is.
            guard next != nil || scalar == " " || scalar == "\n" || scalar == "\t" else { break }
            result.append(Character(scalar))
            position = end
        }
        return position
    }

    /// A scalar of ASCII, Latin or Cyrillic that is a cluster beside others of its kind.
    ///
    /// Fact: in Unicode's GraphemeBreakProperty these are `Other` but for controls, which break on both sides; CR joins LF.
    private static func simpleScalar(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Unicode.Scalar? {
        guard place < bytes.count else { return nil }
        let first = bytes[place]
        if first < 0x80 { return first == 0x0D ? nil : Unicode.Scalar(first) }
        guard (0xC3...0xCB).contains(first) || first == 0xD0 || first == 0xD1, place + 1 < bytes.count else {
            return nil
        }
        return Unicode.Scalar(UInt32(first & 0x1F) << 6 | UInt32(bytes[place + 1] & 0x3F))
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
