/// Sends every line of the input and writes each result as it comes, a window of requests at a time.
///
/// The output is the journal: its lines name what is done, so the same command again goes on where it was stopped.
public struct BatchRun: Sendable {
    /// The input files in order; `-` is standard input.
    public var inputs: [String]
    /// Where results go; `-` is standard output.
    public var output: String
    /// Where failures go.
    public var errors: String
    /// How lines become requests.
    public var form: RequestForm
    /// What may be spent, and how hard it is tried.
    public var limits: BatchLimits
    /// What is done with lines that cannot be sent.
    public var badLines: BadLines

    /// What is done with lines that cannot be sent.
    public enum BadLines: String, Sendable, CaseIterable {
        /// Nothing at all is sent.
        case fail
        /// They are recorded among the failures and the rest is sent.
        case skip
    }

    /// Describes a run; nothing is opened yet.
    public init(
        inputs: [String], output: String, errors: String? = nil, form: RequestForm, limits: BatchLimits = BatchLimits(),
        badLines: BadLines = .fail
    ) {
        self.inputs = inputs
        self.output = output
        self.errors = errors ?? Self.errorsPath(output)
        self.form = form
        self.limits = limits
        self.badLines = badLines
    }

    /// `OUT.errors.jsonl` for `OUT.jsonl`.
    public static func errorsPath(_ output: String) -> String {
        if output == "-" { return "/dev/null" }
        let stem = output.hasSuffix(".jsonl") ? String(output.dropLast(6)) : output
        return stem + ".errors.jsonl"
    }

    /// Runs the batch.
    ///
    /// - Parameters:
    ///   - progress: Where the numbers of the moment are kept.
    ///   - stops: Yields when somebody asks the run to stop.
    ///   - send: Sends one body and returns the answer; called from up to the ceiling of `concurrency` tasks at once.
    /// - Returns: What was done.
    /// - Throws: ``BatchError``, with everything that came before it written.
    public func run(
        progress: BatchProgress = BatchProgress(), stops: AsyncStream<StopRequest> = AsyncStream { $0.finish() },
        send: @escaping @Sendable ([UInt8]) async throws -> BatchAnswer
    ) async throws -> BatchSummary {
        try OutputCheck.refuseInputsAsOutput(inputs: inputs, outputs: [output, errors])
        let source = try await InputSource(paths: inputs, spools: badLines == .fail)
        defer { source.remove() }
        let survey = try await InputSurvey(source, form: form, stopsAtDefects: badLines == .fail)
        let journal = try await Journal(output: output, errors: errors, survey: survey)
        if source.isRepeatable { progress.update { $0.total = survey.lines } }
        let scheduler = Scheduler(
            run: self, journal: journal, feed: LineFeed(try source.open()), progress: progress, send: send)
        let summary: BatchSummary
        do {
            summary = try await scheduler.run(stops: stops)
        } catch {
            try? await scheduler.finish()
            throw error
        }
        try await scheduler.finish()
        return summary
    }
}
