/// Keeps the journal of a run apart from the engine, so that a write that does not end holds up nothing but itself.
protocol Recorder: Sendable {
    /// Tells the lines apart: those to be sent, those that are done, and those that cannot be sent.
    ///
    /// - Throws: ``BatchError`` where a bad line cannot be recorded.
    func take(_ lines: [InputLine], _ form: RequestBuilder) async throws -> Intake

    /// Writes down what came of a request.
    ///
    /// - Throws: ``BatchError``.
    func record(_ outcome: BatchOutcome) async throws

    /// How many lines are done that the run has not come to; 0 where that is not known.
    func doneAhead() async -> Int

    /// Brings everything to the disk.
    ///
    /// - Throws: ``BatchError``.
    func finish() async throws
}

/// What lines of the input amount to.
struct Intake: Sendable {
    var jobs: [BatchJob] = []
    var lines = 0
    var alreadyDone = 0
    var badLines = 0
}

extension Journal {
    func take(_ lines: [InputLine], _ form: RequestBuilder) throws(BatchError) -> Intake {
        var intake = Intake()
        var counts = BatchSummary()
        intake.jobs.reserveCapacity(lines.count)
        for line in lines {
            guard let (request, identity) = try take(line, form: form, &counts) else { continue }
            intake.jobs.append(BatchJob(request, identity, line))
        }
        intake.lines = lines.count
        intake.alreadyDone = counts.alreadyDone
        intake.badLines = counts.badLines
        return intake
    }
}

/// Writes to files, which take what they are given.
actor FileRecorder: Recorder {
    private let journal: Journal

    init(_ journal: sending Journal) {
        self.journal = journal
    }

    func take(_ lines: [InputLine], _ form: RequestBuilder) throws -> Intake { try journal.take(lines, form) }
    func record(_ outcome: BatchOutcome) throws { try journal.record(outcome) }
    func doneAhead() -> Int { journal.doneAhead }
    func finish() async throws { try await journal.finish() }
}
