import Files
import SystemPackage

/// The input of a pool: read once to its end, then a chunk at a time from where that begins.
///
/// It stays the files that were opened first, whatever is put at their paths meanwhile.
struct PoolInput: Sendable {
    /// A line that reading can begin at.
    struct Mark: Sendable {
        /// The lines before it in the whole input.
        var ordinal: Int
        /// The line without its text.
        var line: InputLine
        var place: LineRange
    }

    /// So many lines lie between two marks at the most.
    private static let markDistance = 256

    let marks: [Mark]
    let lines: Int
    /// A number that tells these requests, in this order, from others.
    let requests: UInt64
    private let index: InputIndex
    /// The order of the files, by the numbers of their stems.
    private let ranks: [Int: Int]
    private let bad: LinePlaces

    /// Reads the input to its end.
    ///
    /// - Parameter stopsAtDefects: Whether lines that cannot be sent keep the run from beginning.
    /// - Throws: ``BatchError``.
    init(
        _ paths: [String], form: RequestBuilder, stopsAtDefects: Bool, progress: BatchProgress
    ) async throws(BatchError) {
        for path in paths { try Self.checkIsFile(path) }
        let input = try BatchInput(paths: paths, streams: [:])
        var scan = InputScan(files: paths, isComplete: true)
        var bad = LinePlaces()
        var (file, number, lines) = ("", 0, 0)
        var marks: [Mark] = []
        var requests: UInt64 = 0
        try await input.forEachLine { line throws(BatchError) in
            if line.file != file || line.number <= number || lines.isMultiple(of: Self.markDistance) {
                guard let place = line.place else { throw .pool(.inputNotAFile(line.file)) }
                var mark = Mark(ordinal: lines, line: line, place: place)
                mark.line.content = .text([])
                mark.line.place = nil
                marks.append(mark)
            }
            (file, number) = (line.file, line.number)
            switch scan.add(line, form: form) {
            case .success(let request): Self.add(RequestFingerprint(request), to: &requests)
            case .failure:
                Self.add(RequestFingerprint(.place(of: line)), to: &requests)
                if let place = scan.index.names.place(named: Self.name(line)) { bad.insert(place) }
            }
            lines += 1
            progress.noteRead(lines)
        }
        if stopsAtDefects, scan.defects > 0 { throw .badLines(scan.findings, count: scan.defects) }
        self.lines = lines
        self.marks = marks
        self.requests = requests
        self.bad = bad
        index = scan.index
        let stems = InputStems.names(of: paths)
        var ranks: [Int: Int] = [:]
        for (rank, path) in paths.enumerated() {
            guard let place = index.names.place(named: "\(stems[path] ?? path):1") else { continue }
            ranks[place.stem] = ranks[place.stem] ?? rank
        }
        self.ranks = ranks
    }

    /// The names and sizes of the files.
    ///
    /// - Throws: ``BatchError``.
    static func sizes(_ paths: [String]) throws(BatchError) -> [PoolDescription.Input] {
        var inputs: [PoolDescription.Input] = []
        for path in paths {
            do { inputs.append(.init(name: path, bytes: try FileStatus.of(path)?.size ?? 0)) } catch {
                throw .unusableInput(error)
            }
        }
        return inputs
    }

    private static func checkIsFile(_ path: String) throws(BatchError) {
        let status: FileStatus?
        do { status = path == "-" ? nil : try FileStatus.of(path) } catch { throw .unusableInput(error) }
        if path == "-" || status.map({ ![.regular, .directory].contains($0.kind) }) ?? false {
            throw .pool(.inputNotAFile(path))
        }
    }

    private static func name(_ line: InputLine) -> String { "\(line.stem):\(line.number)" }

    private static func add(_ identity: RequestFingerprint, to requests: inout UInt64) {
        let bytes = [requests, identity.customID, identity.body].flatMap { number in
            (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        requests = RequestFingerprint.hash(bytes[...])
    }

    /// Reads a line again, which is now what it was, or cannot be sent.
    ///
    /// - Throws: ``InputLineError``.
    func request(
        _ line: InputLine, form: RequestBuilder
    ) throws(InputLineError) -> (request: BatchRequest, identity: RequestFingerprint) {
        let request = try form.request(line)
        if let place = index.names.place(named: Self.name(line)), bad.contains(place) {
            // Every other defect is found in the line alone.
            throw InputLineError(request.isAutomatic ? .repeatedInput(line.stem) : .repeatedCustomID)
        }
        let identity = request.isAutomatic ? automatic(request) : RequestFingerprint(request)
        guard let known = index.table.find(identity), known.isSameBody, known.marks.contains(.seen) else {
            throw InputLineError(.changedMeanwhile)
        }
        return (request, identity)
    }

    /// Who a line without `custom_id` is: by how many equal ones stand before it in the whole input.
    private func automatic(_ request: BatchRequest) -> RequestFingerprint {
        let body = RequestFingerprint.body(request)
        guard let place = index.names.place(named: request.customID) else {
            return RequestFingerprint(automatic: body, occurrence: .max)
        }
        let occurrence = index.table.firstOccurrence(of: body) { (entry: FingerprintTable.Entry?) in
            guard let entry else { return true }
            return !isBefore(LinePlace(value: entry.value), place)
        }
        let identity = RequestFingerprint(automatic: body, occurrence: occurrence)
        guard let entry = index.table[identity.customID], LinePlace(value: entry.value) == place else {
            return RequestFingerprint(automatic: body, occurrence: .max)
        }
        return identity
    }

    private func isBefore(_ one: LinePlace, _ other: LinePlace) -> Bool {
        (ranks[one.stem] ?? 0, one.number) < (ranks[other.stem] ?? 0, other.number)
    }
}
