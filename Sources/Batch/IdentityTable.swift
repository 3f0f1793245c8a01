/// Which requests are done and which have been seen: 16 bytes a request, at least 70 % and at most 85 % full.
///
/// Open addressing over the hash of the `custom_id`; the three lowest bits of the body's hash hold the marks.
struct IdentityTable: Sendable {
    /// What is known of a request.
    struct Marks: OptionSet, Sendable {
        var rawValue: UInt64
        /// A result is in the output.
        static let done = Marks(rawValue: 1)
        /// The line is in the input of this run.
        static let seen = Marks(rawValue: 2)
        /// The line has been taken up in this run.
        static let taken = Marks(rawValue: 4)
    }

    private static let markBits: UInt64 = 7

    private var keys: [UInt64]
    private var values: [UInt64]
    private(set) var count = 0
    /// 0 marks a free place, so the key 0 is kept as 1.
    private static func key(_ identity: LineIdentity) -> UInt64 { max(1, identity.customID) }

    /// Creates a table with room for so many requests; it grows where there are more.
    init(expecting count: Int = 0) {
        let capacity = max(16, count + count / 3)
        keys = Array(repeating: 0, count: capacity)
        values = Array(repeating: 0, count: capacity)
    }

    /// The bytes it occupies.
    var size: Int { (keys.count + values.count) * 8 }

    /// What is known of the `custom_id`, and whether it was of the same body.
    func find(_ identity: LineIdentity) -> (marks: Marks, isSameBody: Bool)? {
        let place = place(Self.key(identity))
        guard keys[place] != 0 else { return nil }
        let value = values[place]
        return (Marks(rawValue: value & Self.markBits), (value ^ identity.body) & ~Self.markBits == 0)
    }

    /// Notes the body and adds to the marks; another body takes the place of the former one and its marks.
    mutating func note(_ identity: LineIdentity, _ marks: Marks) {
        if (count + 1) * 20 > keys.count * 17 { grow() }
        let key = Self.key(identity)
        let place = place(key)
        if keys[place] == 0 {
            keys[place] = key
            count += 1
        }
        let isSameBody = (values[place] ^ identity.body) & ~Self.markBits == 0
        let former = isSameBody ? values[place] & Self.markBits : 0
        values[place] = identity.body & ~Self.markBits | former | marks.rawValue
    }

    /// Whether this result is the one that counts for its `custom_id`.
    func isCurrent(_ identity: LineIdentity) -> Bool {
        find(identity)?.isSameBody ?? false
    }

    /// The place of the key, or the free place where it would stand.
    private func place(_ key: UInt64) -> Int {
        var place = Int(key.multipliedFullWidth(by: UInt64(keys.count)).high)
        while keys[place] != 0, keys[place] != key {
            place += 1
            if place == keys.count { place = 0 }
        }
        return place
    }

    private mutating func grow() {
        let former = (keys, values)
        let capacity = keys.count + keys.count / 5 + 16
        keys = Array(repeating: 0, count: capacity)
        values = Array(repeating: 0, count: capacity)
        for index in former.0.indices where former.0[index] != 0 {
            let place = place(former.0[index])
            keys[place] = former.0[index]
            values[place] = former.1[index]
        }
    }
}
