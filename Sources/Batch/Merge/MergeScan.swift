import Files

/// Reads the parts and the input once, and puts what it learns of each line where lines of one id come together.
final class MergeScan {
    static let compartments = 256

    /// The files of the parts in order, results before failures.
    ///
    /// Once they are read, each goes to the end of its last whole line: a run that starts again cuts off what comes after it.
    private(set) var files: [PartFile]
    /// How many lines each file has, once they are read.
    private(set) var lineCounts: [Int] = []
    let records: Spill
    /// The lines of the input that have a name; `nil` where it is not known.
    private(set) var inputLines: Int?
    private let output: String
    private var hasBadLines = false
    private var lines = 0

    /// Looks at the files.
    ///
    /// - Parameter output: Beside what the records may lie.
    /// - Throws: ``MergeError``.
    init(_ parts: PartSet, beside output: String) throws(MergeError) {
        var files: [PartFile] = []
        for path in parts.outputs {
            for path in [path, BatchRun.errorsPath(path)] {
                if let file = try MergeError.reading({ () throws(FileError) in try PartFile(path) }) {
                    files.append(file)
                }
            }
        }
        self.files = files
        self.output = output
        records = try MergeError.writing { () throws(FileError) in
            try Spill(beside: output, compartments: Self.compartments)
        }
    }

    /// The compartment of an id, and its hash, which nobody can foretell.
    static func hash(_ id: ArraySlice<UInt8>) -> (compartment: Int, hash: Int) {
        var hasher = Hasher()
        id.withUnsafeBytes { hasher.combine(bytes: $0) }
        let hash = hasher.finalize()
        return (Int(UInt(bitPattern: hash) >> (UInt(UInt.bitWidth) - 8)), hash)
    }

    private func append(_ record: MergeRecord) throws(MergeError) {
        do throws(FileError) {
            try records.append(to: Self.hash(record.id).compartment) { record.write(to: &$0) }
        } catch {
            throw .unwritable(FileError(path: output, error.cause))
        }
    }

    /// Reads all lines of the parts.
    ///
    /// - Throws: ``MergeError``, `CancellationError`.
    func readParts(_ former: FormerOutput, _ list: MergeList, _ report: inout MergeReport) async throws {
        for (index, file) in files.enumerated() {
            let earlier = lines
            var end = 0
            try await Self.forEachEntry(of: file) { entry in
                switch entry {
                case .line(let line):
                    end = line.end
                    try append(record(line, part: index))
                    if line.kind == .result { try former.note(line.bytes) }
                    lines += 1
                case .torn: report.tornLines += 1
                case .foreign(let number): try list.note(foreignLine: number, of: file.path, &report)
                }
            }
            files[index] = file.cut(to: end)
            lineCounts.append(lines - earlier)
        }
    }

    private func record(_ line: PartLine, part: Int) -> MergeRecord {
        let isBad = line.kind == .failure && ResultLine.isOfBadLine(line.bytes)
        if isBad { hasBadLines = true }
        return MergeRecord(
            kind: isBad ? .badLine : line.kind == .result ? .result : .failure, number: lines,
            sentAt: ResultLine.sentAt(line.bytes) ?? 0,
            place: LinePosition(part: part, offset: line.offset, length: line.bytes.count),
            id: ResultLine.customIDBytes(line.bytes))
    }

    /// Reads the names of all lines of the input, after the parts.
    ///
    /// - Throws: ``MergeError``, ``BatchError``, `CancellationError`.
    func readInput(_ source: InputSource) async throws {
        var number = 0
        try await Self.forEachName(of: source) { name in
            try append(MergeRecord(kind: .input, number: number, id: Array(name.id.utf8)[...]))
            if hasBadLines {
                try append(MergeRecord(kind: .inputPlace, number: number, id: Array(name.place.utf8)[...]))
            }
            number += 1
        }
        inputLines = number
    }

    /// Hands the names of each line of the input to the body.
    ///
    /// - Throws: ``BatchError``, `CancellationError`, or what the body throws.
    static func forEachName(of source: InputSource, _ body: (InputLineName) throws -> Void) async throws {
        let input = try source.open()
        var count = 0
        while let first = try await input.next() {
            var next: InputLine? = first
            while let line = next {
                count += 1
                if count.isMultiple(of: 1000) {
                    try Task.checkCancellation()
                    await Task.yield()
                }
                try body(InputLineName(line))
                next = input.nextInBlock()
            }
        }
    }

    /// Hands what stands in a part to the body.
    ///
    /// - Throws: ``MergeError``, `CancellationError`, or what the body throws.
    static func forEachEntry(of file: PartFile, _ body: (PartEntry) throws -> Void) async throws {
        do { try await file.forEachEntry(body) } catch let error as FileError { throw MergeError.of(reading: error) }
    }
}
