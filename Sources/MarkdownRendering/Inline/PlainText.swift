/// Finds text that means nothing but itself, so that it need not be looked at letter by letter.
enum PlainText {
    /// The bytes of ASCII below 64, and those from there on, that begin no markup anywhere.
    private static let plain = (mask(from: 0), mask(from: 64))
    /// What the schemes of addresses begin with.
    private static let scheme = Array("http".utf8)

    private static func mask(from first: UInt8) -> UInt64 {
        let others = Array("\\`*_~[!]<&$hH".utf8)
        return (0..<64).reduce(0) { mask, bit in
            let byte = first + UInt8(bit)
            return (0x20..<0x7F).contains(byte) && !others.contains(byte) ? mask | 1 << UInt64(bit) : mask
        }
    }

    /// Where the text from a place on ends: at markup, at what may be an address, at a character that is wide or of
    /// several scalars, or in front of the last letter there is, which a mark may still join.
    ///
    /// - Parameter behindLetter: Whether the character in front is a letter or a digit of ASCII.
    static func end(in bytes: [UInt8], from start: Int, behindLetter: Bool) -> Int {
        let (low, high) = plain
        var place = start
        var last = start
        while place < bytes.count {
            let byte = bytes[place]
            var size = 1
            if byte >= 0x80 {
                size = SimpleScalar.size(of: bytes, at: place)
                if size == 0 { break }
            } else if (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 == 0 {
                guard isText(bytes, at: place, behindLetter: place > start ? isLetter(bytes[place - 1]) : behindLetter)
                else { break }
            }
            last = place
            place += size
        }
        guard place > start, !isCluster(bytes, at: last) else { return place }
        return last
    }

    /// Whether a cluster of one simple scalar stands at a place, seen by what follows.
    @inline(__always)
    private static func isCluster(_ bytes: [UInt8], at place: Int) -> Bool {
        guard let scalar = SimpleScalar(bytes, at: place) else { return false }
        return scalar.isSpace || SimpleScalar(bytes, at: place + scalar.size) != nil
    }

    /// Whether a sign that may begin an image or an address is seen to begin none.
    private static func isText(_ bytes: [UInt8], at place: Int, behindLetter: Bool) -> Bool {
        switch bytes[place] {
        case UInt8(ascii: "!"): return isCluster(bytes, at: place + 1) && bytes[place + 1] != UInt8(ascii: "[")
        case UInt8(ascii: "h"), UInt8(ascii: "H"):
            if behindLetter { return true }
            for (index, expected) in scheme.enumerated() {
                guard isCluster(bytes, at: place + index) else { return false }
                // A letter's two cases differ by this bit.
                if bytes[place + index] | 0x20 != expected { return true }
            }
            return false
        default: return false
        }
    }

    /// Whether a byte is a letter or a digit of ASCII.
    static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }
}
