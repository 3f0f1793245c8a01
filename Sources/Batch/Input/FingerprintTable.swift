/// Which requests are done and which have been seen: 16 bytes a request, at most 85 % full.
///
/// Open addressing over a 64-bit key. The six lowest bits of a value hold the marks; the rest is the hash of the body
/// where the line has a `custom_id`, and the place of the line where it has none, since its key tells the body already.
struct FingerprintTable: Sendable {
    /// What is known of a request.
    struct Marks: OptionSet, Sendable {
        var rawValue: UInt64
        /// A result is in the output.
        static let done = Marks(rawValue: 1)
        /// The line is in the input of this run.
        static let seen = Marks(rawValue: 2)
        /// The line has been taken up in this run.
        static let taken = Marks(rawValue: 4)
        /// A result of the output has been judged to be the one that counts.
        static let kept = Marks(rawValue: 8)
        /// A result of the output that had another identity is to get this one.
        static let claimed = Marks(rawValue: 16)
        /// Another shard is to do the line.
        static let elsewhere = Marks(rawValue: 32)
    }

    struct Entry: Sendable {
        var marks: Marks
        /// The value without its marks.
        var value: UInt64
    }

    /// How far a value lies above the marks.
    static let markCount: UInt64 = 6
    private static let markBits: UInt64 = 63

    /// A key and its value side by side, so that both come with one access to memory.
    private struct Slot {
        var key: UInt64 = 0
        var value: UInt64 = 0
    }

    private var slots: [Slot]
    /// Mixed of what has been touched: what is kept nowhere would not be read.
    private var touched: UInt64 = 0
    private(set) var count = 0
    /// Whether a request with a `custom_id` has been noted; as long as none has, no name need be looked for.
    private(set) var holdsCustomIDs = false

    /// Creates a table with room for so many requests; it grows where there are more.
    init(expecting count: Int = 0) {
        let capacity = max(16, count + count / 3)
        slots = Self.free(capacity)
    }

    /// The bytes it occupies.
    var size: Int { slots.count * MemoryLayout<Slot>.stride }

    subscript(key: UInt64) -> Entry? {
        let slot = slots[place(Self.filled(key))]
        guard slot.key != 0 else { return nil }
        return Entry(marks: Marks(rawValue: slot.value & Self.markBits), value: slot.value & ~Self.markBits)
    }

    /// Sets the value and the marks of a key.
    mutating func set(_ key: UInt64, value: UInt64, _ marks: Marks) {
        makeRoom()
        let key = Self.filled(key)
        let place = place(key)
        if slots[place].key == 0 { count += 1 }
        slots[place] = Slot(key: key, value: value & ~Self.markBits | marks.rawValue)
    }

    /// Sets the value of a key and adds to its marks.
    mutating func set(_ key: UInt64, value: UInt64, adding marks: Marks) {
        makeRoom()
        let key = Self.filled(key)
        let place = place(key)
        if slots[place].key == 0 { count += 1 }
        slots[place] = Slot(
            key: key, value: value & ~Self.markBits | slots[place].value & Self.markBits | marks.rawValue)
    }

    /// Adds marks and takes marks away where the key is known.
    mutating func mark(_ key: UInt64, adding: Marks = [], removing: Marks = []) {
        let place = place(Self.filled(key))
        guard slots[place].key != 0 else { return }
        slots[place].value = slots[place].value & ~removing.rawValue | adding.rawValue
    }

    /// Takes marks away from all.
    mutating func removeMarks(_ marks: Marks) {
        for place in slots.indices { slots[place].value &= ~marks.rawValue }
    }

    /// How many requests have all of some marks and none of others.
    func count(with wanted: Marks, without others: Marks) -> Int {
        let bits = wanted.rawValue | others.rawValue
        return slots.count { $0.key != 0 && $0.value & bits == wanted.rawValue }
    }

    /// What is known of the `custom_id`, and whether it was of the same body.
    func find(_ identity: RequestFingerprint) -> (marks: Marks, isSameBody: Bool)? {
        guard let entry = self[identity.customID] else { return nil }
        return (entry.marks, identity.isAutomatic || (entry.value ^ identity.body) & ~Self.markBits == 0)
    }

    /// Notes the body and adds to the marks; another body takes the place of the former one and its marks.
    mutating func note(_ identity: RequestFingerprint, _ marks: Marks) {
        if !identity.isAutomatic { holdsCustomIDs = true }
        makeRoom()
        let key = Self.filled(identity.customID)
        let place = place(key)
        let known = slots[place]
        if known.key == 0 {
            count += 1
            let value = identity.isAutomatic ? LinePlace.unknown.value : identity.body
            slots[place] = Slot(key: key, value: value & ~Self.markBits | marks.rawValue)
        } else if identity.isAutomatic || (known.value ^ identity.body) & ~Self.markBits == 0 {
            slots[place].value = known.value | marks.rawValue
        } else {
            slots[place].value = identity.body & ~Self.markBits | marks.rawValue
        }
    }

    /// The first of the lines of a body whose marks fit; all before it do not, and all after it do.
    func firstOccurrence(of body: UInt64, where fits: (Marks) -> Bool) -> UInt32 {
        firstOccurrence(of: body, having: { fits($0?.marks ?? []) })
    }

    /// The first of the lines of a body whose entry fits, or which has none; all before it do not, and all after it do.
    func firstOccurrence(of body: UInt64, having fits: (Entry?) -> Bool) -> UInt32 {
        func hasFitting(_ occurrence: UInt32) -> Bool {
            fits(self[RequestFingerprint(automatic: body, occurrence: occurrence).customID])
        }
        var low: UInt32 = 0
        var step: UInt32 = 1
        while !hasFitting(low &+ step &- 1) {
            low = low &+ step
            step = step &* 2
        }
        var high = low &+ step &- 1
        while low < high {
            let middle = low + (high - low) / 2
            if hasFitting(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// 0 marks a free place, so the key 0 is kept as 1.
    private static func filled(_ key: UInt64) -> UInt64 { max(1, key) }

    /// Where the search for a key begins.
    private func home(_ key: UInt64) -> Int {
        // Keys of equal bodies follow one another; the product spreads them.
        let spread = key &* 0x9E37_79B9_7F4A_7C15
        return Int((spread ^ spread >> 29).multipliedFullWidth(by: UInt64(slots.count)).high)
    }

    /// The place of the key, or the free place where it would stand.
    private func place(_ key: UInt64) -> Int {
        var place = home(key)
        while slots[place].key != 0, slots[place].key != key {
            place += 1
            if place == slots.count { place = 0 }
        }
        return place
    }

    /// Reads where keys would stand, so that the memory of all is waited for at once and not of each in turn.
    mutating func touch(_ keys: [UInt64]) {
        for key in keys { touched ^= slots[home(Self.filled(key))].key }
    }

    /// Makes room for so many requests, unless there is.
    mutating func reserve(_ count: Int) {
        if Self.isFull(slots.count, holding: count) { grow(to: count + count / 3) }
    }

    private static func isFull(_ capacity: Int, holding count: Int) -> Bool { count * 20 > capacity * 17 }

    private mutating func makeRoom() {
        if Self.isFull(slots.count, holding: count + 1) { grow(to: slots.count + slots.count / 5 + 16) }
    }

    private static func free(_ count: Int) -> [Slot] {
        Array(unsafeUninitializedCapacity: count) { slots, filled in
            LargePages.ask(for: UnsafeMutableRawBufferPointer(slots))
            slots.initialize(repeating: Slot())
            filled = count
        }
    }

    private mutating func grow(to capacity: Int) {
        let former = slots
        slots = Self.free(capacity)
        for slot in former where slot.key != 0 { slots[place(slot.key)] = slot }
    }
}
