/// Everything that is known of some ids: of each the line to be kept, and who asks for it.
///
/// It is told the records of these ids in any order, and holds one entry an id, however many lines bear it.
struct MergeTable {
    struct Entry {
        /// The line to be kept; `nil` where no part has the id.
        var best: MergeRecord?
        /// How many lines of the parts bear the id.
        var lines = 0
        /// The line of the input by whose result's name the id goes.
        var input: Int?
        /// The line of the input by whose place the id goes.
        var inputPlace: Int?
    }

    private(set) var entries: [Entry] = []
    /// Lines of the input whose id an earlier one has.
    private(set) var repeatedInputs: [Int] = []
    private var ids: [UInt8] = []
    private var ranges: [Range<Int>] = []
    /// 1 more than the entry's number; 0 marks a free place.
    private var slots = [UInt32](repeating: 0, count: 64)
    private var hashes: [Int] = []

    /// Takes a record with the hash of its id.
    mutating func add(_ record: MergeRecord, hash: Int) {
        let index = index(record.id, hash)
        switch record.kind {
        case .result, .failure, .badLine:
            entries[index].lines += 1
            if entries[index].best.map({ record.isBetter(than: $0) }) ?? true {
                // The id's bytes stay where they were read, which may go.
                var best = record
                best.id = []
                entries[index].best = best
            }
        case .input:
            if let first = entries[index].input {
                // The first of them in the input counts.
                repeatedInputs.append(max(first, record.number))
                entries[index].input = min(first, record.number)
            } else {
                entries[index].input = record.number
            }
        case .inputPlace: entries[index].inputPlace = min(entries[index].inputPlace ?? record.number, record.number)
        }
    }

    private mutating func index(_ id: ArraySlice<UInt8>, _ hash: Int) -> Int {
        var slot = hash & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if hashes[index] == hash, ids[ranges[index]] == id { return index }
            slot = (slot + 1) & (slots.count - 1)
        }
        ranges.append(ids.count..<ids.count + id.count)
        ids.append(contentsOf: id)
        hashes.append(hash)
        entries.append(Entry())
        slots[slot] = UInt32(entries.count)
        if entries.count * 4 > slots.count * 3 { grow() }
        return entries.count - 1
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for index in hashes.indices {
            var slot = hashes[index] & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(index + 1)
        }
    }
}
