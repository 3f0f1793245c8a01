/// Makes grapheme clusters of a text that comes in pieces, wherever it is split.
///
/// The last cluster waits for the next piece, since more scalars may join it; white space joins nothing and waits not.
struct GraphemeSegmenter: Sendable {
    /// A longer cluster is cut, so that a flood of combining marks is not held for ever.
    private static let longest = 32
    /// The bytes of most clusters, which a string holds without memory of its own.
    private static let shortWindow = 15

    /// The text that is not yet handed out, from ``position`` on.
    private var bytes: [UInt8] = []
    private var position = 0

    /// Adds the next piece.
    mutating func add(_ text: String) {
        bytes.removeSubrange(..<position)
        position = 0
        bytes.append(contentsOf: text.utf8)
    }

    /// The next cluster, once it is complete.
    mutating func next() -> Character? {
        guard position < bytes.count else { return nil }
        let scalar = SimpleScalar(bytes, at: position)
        guard let scalar, scalar.isSpace || SimpleScalar(bytes, at: position + scalar.size) != nil else {
            return nextOfAnyKind()
        }
        position += scalar.size
        return Character(scalar.value)
    }

    /// The text from here to the first cluster that may be more than running text; `nil` where that comes at once.
    ///
    /// - Parameter behindLetter: Whether the character in front is a letter or a digit of ASCII.
    mutating func nextPlain(behindLetter: Bool) -> ArraySlice<UInt8>? {
        let end = PlainText.end(in: bytes, from: position, behindLetter: behindLetter)
        guard end > position else { return nil }
        defer { position = end }
        return bytes[position..<end]
    }

    /// Ends the text, of which ``next()`` has left less than two clusters.
    mutating func finish() -> Character? {
        defer { self = GraphemeSegmenter() }
        return String(decoding: bytes[position...], as: UTF8.self).first
    }

    private mutating func nextOfAnyKind() -> Character? {
        if let cluster = first(in: end(within: Self.shortWindow)) { return take(cluster) }
        let end = end(ofScalars: Self.longest + 1)
        if let cluster = first(in: end) { return take(cluster) }
        let text = String(decoding: bytes[position..<end], as: UTF8.self)
        guard text.unicodeScalars.count > Self.longest else { return nil }
        return take(Character(String(text.unicodeScalars.prefix(Self.longest))))
    }

    /// The first cluster, where it ends in front of a place.
    private func first(in end: Int) -> Character? {
        let text = String(decoding: bytes[position..<end], as: UTF8.self)
        guard let first = text.first else { return nil }
        return first.utf8.count < text.utf8.count ? first : nil
    }

    private mutating func take(_ cluster: Character) -> Character {
        position += cluster.utf8.count
        return cluster
    }

    /// Where the last whole scalar of the next few bytes ends.
    private func end(within count: Int) -> Int {
        var end = min(position + count, bytes.count)
        while end < bytes.count, end > position, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return end
    }

    private func end(ofScalars count: Int) -> Int {
        var end = position
        for _ in 0..<count where end < bytes.count {
            end += 1
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        }
        return end
    }
}

/// A scalar of ASCII, Latin or Cyrillic, or a common mark, that is a cluster beside others of its kind.
///
/// Fact: in Unicode's GraphemeBreakProperty these are `Other` but for controls, which break on both sides; CR joins LF.
struct SimpleScalar {
    let value: Unicode.Scalar
    let size: Int

    /// Reads the scalar at a place of valid UTF-8; `nil` where it is another.
    @inline(__always)
    init?(_ bytes: [UInt8], at place: Int) {
        guard place < bytes.count else { return nil }
        let first = bytes[place]
        if first < 0x80 {
            guard first != 0x0D else { return nil }
            value = Unicode.Scalar(first)
            size = 1
        } else {
            size = Self.size(of: bytes, at: place)
            guard size > 0 else { return nil }
            var bits = UInt32(first) & (size == 2 ? 0x1F : 0x0F)
            for next in bytes[place + 1..<place + size] { bits = bits << 6 | UInt32(next & 0x3F) }
            guard let scalar = Unicode.Scalar(bits) else { return nil }
            value = scalar
        }
    }

    /// Whether nothing joins it, whatever follows.
    var isSpace: Bool { value == " " || value == "\n" || value == "\t" }

    /// The bytes of a scalar of this kind beyond ASCII, each of which takes one column; 0 where it is another.
    @inline(__always)
    static func size(of bytes: [UInt8], at place: Int) -> Int {
        guard place + 1 < bytes.count else { return 0 }
        switch bytes[place] {
        case 0xC3...0xCB, 0xD0, 0xD1: return 2
        // No soft hyphen, which takes no column.
        case 0xC2: return bytes[place + 1] >= 0xA0 && bytes[place + 1] != 0xAD ? 2 : 0
        // Dashes, quotation marks, the bullet and the ellipsis.
        case 0xE2:
            guard place + 2 < bytes.count, bytes[place + 1] == 0x80 else { return 0 }
            return (0x90...0xA7).contains(bytes[place + 2]) ? 3 : 0
        default: return 0
        }
    }
}
