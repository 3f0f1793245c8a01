import Files

/// Which lines of the parts are kept, by their numbers, and what is to be said of them.
struct MergeSelection {
    /// Lines of the input for each compartment of the order.
    static let linesPerCompartment = 1 << 16

    /// Lines that go to the merged output.
    private(set) var kept = LineBits()
    /// Kept lines whose id others bear too, and kept lines whose id the input does not have.
    private(set) var doubled = LineBits()
    private(set) var foreign = LineBits()
    /// Lines of the input that have a line in the parts.
    private(set) var answered = LineBits()
    private(set) var results = 0
    private(set) var failures = 0
    private(set) var droppedLines = 0
    /// Lines of the input that nothing can be of, since an earlier one has their id, and of which no failure tells.
    private(set) var repeated = 0
    /// The kept lines in the order of the input, where that is asked for.
    let order: Spill?
    private let knowsInput: Bool
    /// Failures of input lines that could not be sent, which count only where nothing else has come of those.
    private let badLines: Spill

    /// Chooses among all lines that a scan has read.
    ///
    /// - Throws: ``FileError``, `CancellationError`.
    init(_ scan: MergeScan, isOrdered: Bool, beside output: String) async throws {
        knowsInput = scan.inputLines != nil
        badLines = try Spill(beside: output, compartments: 1)
        order =
            try isOrdered
            ? Spill(beside: output, compartments: (scan.inputLines ?? 0) / Self.linesPerCompartment + 1) : nil
        var repeatedInputs: [Int] = []
        for compartment in 0..<MergeScan.compartments {
            try Task.checkCancellation()
            if compartment.isMultiple(of: 16) { await Task.yield() }
            var table = MergeTable()
            try scan.records.forEachBlock(of: compartment) { block in
                var position = 0
                while let record = MergeRecord(block, at: &position) {
                    table.add(record, hash: MergeScan.hash(record.id).hash)
                }
            }
            for entry in table.entries { try take(entry) }
            repeatedInputs += table.repeatedInputs
        }
        try takeBadLines()
        for number in repeatedInputs where !answered.contains(number) {
            answered.insert(number)
            repeated += 1
        }
    }

    private mutating func take(_ entry: MergeTable.Entry) throws(FileError) {
        guard let best = entry.best else { return }
        droppedLines += entry.lines - 1
        if entry.lines > 1 { doubled.insert(best.number) }
        if best.kind == .badLine, entry.input == nil, let place = entry.inputPlace {
            return try badLines.append(to: 0) { bytes in
                MergeRecord.write(UInt64(place), to: &bytes)
                best.write(to: &bytes)
            }
        }
        if knowsInput, entry.input == nil { foreign.insert(best.number) }
        try keep(best, input: entry.input)
    }

    private mutating func keep(_ record: MergeRecord, input: Int?) throws(FileError) {
        kept.insert(record.number)
        if record.kind == .result { results += 1 } else { failures += 1 }
        guard let input else { return }
        answered.insert(input)
        var record = record
        record.number = input
        try order?.append(to: input / Self.linesPerCompartment) { record.write(to: &$0) }
    }

    private mutating func takeBadLines() throws {
        let badLines = badLines
        try badLines.forEachBlock(of: 0) { block in
            var position = 0
            while position < block.count {
                let input = MergeRecord.read(block, &position)
                guard let record = MergeRecord(block, at: &position) else { break }
                if answered.contains(input) {
                    droppedLines += 1
                    doubled.remove(record.number)
                } else {
                    try keep(record, input: input)
                }
            }
        }
    }
}
