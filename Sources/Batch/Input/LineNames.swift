/// Where a line stands in the input: by what its file is called and its number.
struct LinePlace: Sendable, Hashable {
    private static let numberBits: UInt64 = 36

    var stem: Int
    var number: Int

    /// The place of a line that is not in the input, as far as is known.
    static let unknown = LinePlace(stem: (1 << 22) - 1, number: 0)

    init(stem: Int, number: Int) {
        self.stem = stem
        self.number = number
    }

    /// Reads the value of a table.
    init(value: UInt64) {
        let value = value >> FingerprintTable.markCount
        stem = Int(truncatingIfNeeded: value >> Self.numberBits)
        number = Int(truncatingIfNeeded: value & (1 << Self.numberBits - 1))
    }

    /// The place as the value of a table.
    var value: UInt64 {
        let number = UInt64(clamping: number) & (1 << Self.numberBits - 1)
        return (UInt64(clamping: stem) << Self.numberBits | number) << FingerprintTable.markCount
    }
}

/// The names `STEM:NUMBER` of lines that have no `custom_id` of their own.
struct LineNames: Sendable {
    private var stems: [String] = []
    private var numbers: [String: Int] = [:]
    /// The stem that was asked for last; lines of one file follow one another.
    private var last: (stem: String, number: Int)?

    init(stems: some Sequence<String> = []) {
        for stem in stems { _ = self.number(ofStem: stem) }
    }

    /// The place of a line of the input.
    mutating func place(of line: InputLine) -> LinePlace {
        place(ofStem: line.stem, line.number)
    }

    /// The place of the line of a number in the input of a stem.
    mutating func place(ofStem stem: String, _ number: Int) -> LinePlace {
        LinePlace(stem: self.number(ofStem: stem), number: number)
    }

    /// The place of the line of a number; `nil` where no input has the stem.
    func place(_ stem: String, _ number: Int) -> LinePlace? {
        numbers[stem].map { LinePlace(stem: $0, number: number) }
    }

    /// The place that a name stands for; `nil` where it is not of this form or no input has the stem.
    func place(named name: String) -> LinePlace? {
        guard let colon = name.utf8.lastIndex(of: UInt8(ascii: ":")) else { return nil }
        let digits = name[name.utf8.index(after: colon)...]
        guard digits.utf8.first.map({ (0x31...0x39).contains($0) }) ?? false,
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(digits), let stem = numbers[String(name[..<colon])]
        else { return nil }
        return LinePlace(stem: stem, number: number)
    }

    /// The name of the line at a place; `nil` where the place is not known.
    func name(_ place: LinePlace) -> String? {
        stems.indices.contains(place.stem) ? "\(stems[place.stem]):\(place.number)" : nil
    }

    /// The stem of a place; empty where it is not known.
    func stem(of place: LinePlace) -> String { stems.indices.contains(place.stem) ? stems[place.stem] : "" }

    private mutating func number(ofStem stem: String) -> Int {
        if let last, last.stem == stem { return last.number }
        let number = numbers[stem] ?? stems.count
        if number == stems.count {
            numbers[stem] = number
            stems.append(stem)
        }
        last = (stem, number)
        return number
    }
}

/// A set of places, one bit a line.
struct LinePlaces: Sendable {
    private var words: [[UInt64]] = []

    func contains(_ place: LinePlace) -> Bool {
        guard words.indices.contains(place.stem), words[place.stem].indices.contains(place.number / 64) else {
            return false
        }
        return words[place.stem][place.number / 64] >> UInt64(place.number % 64) & 1 == 1
    }

    mutating func insert(_ place: LinePlace) {
        while words.count <= place.stem { words.append([]) }
        let index = place.number / 64
        if words[place.stem].count <= index {
            words[place.stem].append(contentsOf: repeatElement(0, count: index + 1 - words[place.stem].count))
        }
        words[place.stem][index] |= 1 << UInt64(place.number % 64)
    }
}
