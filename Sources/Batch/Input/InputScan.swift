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
    private(set) var findings: [BadLine] = []
    private(set) var defects = 0

    /// Begins with nothing read.
    init(files: [String], isComplete: Bool) {
        self.files = Set(files)
        self.isComplete = isComplete
        index = InputIndex(stems: InputStems.names(of: files).values)
    }

    /// Reads the input.
    ///
    /// - Throws: ``BatchError`` where it cannot be read, or where defects are to stop the run and there are any.
    init(
        _ source: InputSource, files: [String], form: RequestBuilder, stopsAtDefects: Bool, progress: BatchProgress
    ) async throws(BatchError) {
        self.init(files: files, isComplete: source.isRepeatable)
        guard isComplete else { return }
        let input = try source.open()
        while let line = try await input.next() {
            _ = add(line, form: form)
            progress.noteRead(lines)
        }
        if stopsAtDefects, defects > 0 { throw .badLines(findings, count: defects) }
    }

    /// Notes a line.
    mutating func add(_ line: InputLine, form: RequestBuilder) -> Result<BatchRequest, InputLineError> {
        lines += 1
        do throws(InputLineError) {
            let (request, identity) = try index.identify(line, form: form, .seen)
            index.note(identity, at: line, .seen)
            return .success(request)
        } catch {
            index.table.note(RequestFingerprint(.place(of: line)), .seen)
            defects += 1
            if findings.count < Self.maximumFindings {
                findings.append(BadLine(line, error))
            }
            return .failure(error)
        }
    }
}
