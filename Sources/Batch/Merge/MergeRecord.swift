/// What is kept of a line while its likes are looked for: who it is, how much it is worth, where it stands.
struct MergeRecord: Equatable {
    enum Kind: UInt8 {
        case result, failure
        /// A failure of an input line that could not be sent, which bears the name of the line's place.
        case badLine
        /// A line of the input, by the name that its result has.
        case input
        /// A line of the input, by its file and number.
        case inputPlace
    }

    var kind: Kind
    /// The number of the line among all of the parts, or among those of the input.
    var number: Int
    /// When the request was sent; 0 where that is not known.
    var sentAt: Int64 = 0
    var place = LinePosition()
    var id: ArraySlice<UInt8>

    /// Whether the line is to be kept and the other one not: a result before a failure, then the newer, then the later.
    func isBetter(than other: MergeRecord) -> Bool {
        let (own, others) = (kind == .result, other.kind == .result)
        if own != others { return own }
        return (sentAt, number) > (other.sentAt, other.number)
    }
}

/// Where a line stands in the parts.
struct LinePosition: Equatable {
    var part = 0
    var offset = 0
    var length = 0
}

extension MergeRecord {
    /// Appends the record.
    func write(to bytes: inout [UInt8]) {
        bytes.append(kind.rawValue)
        for number in [number, Int(sentAt), place.part, place.offset, place.length, id.count] {
            Self.write(UInt64(truncatingIfNeeded: number), to: &bytes)
        }
        bytes.append(contentsOf: id)
    }

    /// Reads the record that begins at a place and goes on behind it; `nil` where there is none.
    init?(_ bytes: [UInt8], at position: inout Int) {
        guard position < bytes.count, let kind = Kind(rawValue: bytes[position]) else { return nil }
        position += 1
        var numbers: (Int, Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0, 0)
        numbers.0 = Self.read(bytes, &position)
        numbers.1 = Self.read(bytes, &position)
        numbers.2 = Self.read(bytes, &position)
        numbers.3 = Self.read(bytes, &position)
        numbers.4 = Self.read(bytes, &position)
        numbers.5 = Self.read(bytes, &position)
        guard numbers.5 >= 0, numbers.5 <= bytes.count - position else { return nil }
        self.kind = kind
        number = numbers.0
        sentAt = Int64(numbers.1)
        place = LinePosition(part: numbers.2, offset: numbers.3, length: numbers.4)
        id = bytes[position..<position + numbers.5]
        position += numbers.5
    }

    /// Seven bits a byte, the lowest first.
    static func write(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    static func read(_ bytes: [UInt8], _ position: inout Int) -> Int {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if shift < 64 { number |= UInt64(byte & 0x7F) << shift }
            if byte < 0x80 { break }
            shift += 7
        }
        return Int(truncatingIfNeeded: number)
    }
}
