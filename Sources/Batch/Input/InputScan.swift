/// What one pass over the input found before anything is sent.
struct InputScan: Sendable {
    /// The most findings that are kept; the rest are counted.
    static let maximumFindings = 20

    /// Who is in the input, each marked as seen; empty where the input can be read only once.
    private(set) var index: InputIndex
    /// Whether the whole input has been read.
    let isComplete: Bool
    /// The input files as the user named them.
    let files: Set<String>
    private(set) var lines = 0
    /// Those of them that the run is to do.
    private(set) var ownLines = 0
    /// Where they are, unless all are.
    private(set) var share: InputShare?
    private var dealer: ShardDealer?
    private(set) var findings: [BadLine] = []
    private(set) var defects = 0

    /// Begins with nothing read.
    ///
    /// - Parameter sharding: Which lines the run is to do; `nil` for all.
    init(files: [String], isComplete: Bool, sharding: Sharding? = nil) {
        self.files = Set(files)
        self.isComplete = isComplete
        let names = InputStems.names(of: files)
        let stems = files.compactMap { names[$0] }
        index = InputIndex(stems: stems)
        guard let sharding else { return }
        dealer = ShardDealer(sharding.shard, rule: sharding.rule)
        share = InputShare(stems: stems)
    }

    /// Reads the input.
    ///
    /// - Throws: ``BatchError`` where it cannot be read, or where defects are to stop the run and there are any.
    init(
        _ source: InputSource, files: [String], form: RequestBuilder, stopsAtDefects: Bool, progress: BatchProgress,
        sharding: Sharding? = nil
    ) async throws(BatchError) {
        self.init(files: files, isComplete: source.isRepeatable, sharding: sharding)
        guard isComplete else { return }
        try await read(try source.open(), form: form) { _, lines in progress.noteRead(lines) }
        if stopsAtDefects, defects > 0 { throw .badLines(findings, count: defects) }
    }

    /// Notes a line.
    mutating func add(_ line: InputLine, form: RequestBuilder) -> Result<BatchRequest, InputLineError> {
        lines += 1
        do throws(InputLineError) {
            let (request, identity) = try index.identify(line, form: form, .seen)
            index.note(identity, at: line, .seen)
            if !takes(line, id: request.customID) { index.noteOther(identity, at: line) }
            return .success(request)
        } catch {
            _ = takes(line, id: nil)
            note(BadLine(line, error))
            return .failure(error)
        }
    }

    /// Notes a line that cannot be sent.
    private mutating func note(_ line: BadLine) {
        index.table.note(RequestFingerprint(.place(of: line)), .seen)
        defects += 1
        if findings.count < Self.maximumFindings { findings.append(line) }
    }

    /// Gets ready for lines that are about to be noted.
    ///
    /// - Parameters:
    ///   - keys: What they are looked for by first.
    ///   - count: How many lines the whole input may have, where that has just come to be known.
    mutating func expect(_ keys: [UInt64], count: Int?) {
        if let count { index.table.reserve(count) }
        index.table.touch(keys)
    }

    /// The place before the first line of an input.
    mutating func firstPlace(ofStem stem: String) -> LinePlace { index.names.place(ofStem: stem, 0) }

    /// Notes a line by its digest, where all lines are the run's.
    mutating func add(_ digest: RequestDigest, at place: LinePlace, of file: String) -> BadLine? {
        lines += 1
        ownLines += 1
        do throws(InputLineError) {
            // An id that could be the name of a line makes no digest, so it need not be looked for.
            let identity = try index.identify(customID: digest.customID, body: digest.body, at: place, .seen) { names in
                digest.customID == nil ? names.name(place) : nil
            }
            index.note(identity, at: place, .seen)
            return nil
        } catch {
            let line = BadLine(file: file, line: place.number, error)
            note(line)
            return line
        }
    }

    /// Whether all lines are the run's.
    var takesAll: Bool { dealer == nil }

    /// Deals the line; returns whether the run is to do it.
    private mutating func takes(_ line: InputLine, id: String?) -> Bool {
        guard dealer?.isOurs(line, id: id) ?? true else { return false }
        ownLines += 1
        share?.insert(line)
        return true
    }
}
