public import CloudComputeClient

/// Sends every line of the input and writes each result as it comes, a fixed number of requests at a time.
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
    /// How many requests are under way at once.
    public var concurrency: Int
    /// What is done with lines that cannot be sent.
    public var badLines: BadLines

    /// What is done with lines that cannot be sent.
    public enum BadLines: String, Sendable, CaseIterable {
        /// Nothing at all is sent.
        case fail
        /// They are recorded among the failures and the rest is sent.
        case skip
    }

    /// After so many failures to connect, one after the other, the run ends.
    private static let connectionFailuresToStop = 5

    /// Describes a run; nothing is opened yet.
    public init(
        inputs: [String], output: String, errors: String? = nil, form: RequestForm, concurrency: Int,
        badLines: BadLines = .fail
    ) {
        self.inputs = inputs
        self.output = output
        self.errors = errors ?? Self.errorsPath(output)
        self.form = form
        self.concurrency = max(1, concurrency)
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
    /// - Parameter send: Sends one body and returns the answer; called from up to `concurrency` tasks at once.
    /// - Returns: What was done. Cancelling the task ends the run after what has come is written.
    /// - Throws: ``BatchError``, with everything that came before it written.
    public func run(
        send: @escaping @Sendable ([UInt8]) async throws -> RawChatAnswer
    ) async throws -> BatchSummary {
        try OutputCheck.refuseInputsAsOutput(inputs: inputs, outputs: [output, errors])
        let source = try await InputSource(paths: inputs, spools: badLines == .fail)
        defer { source.remove() }
        let survey = try await InputSurvey(source, form: form, stopsAtDefects: badLines == .fail)
        let journal = try await Journal(output: output, errors: errors, survey: survey)

        var summary = BatchSummary()
        let clock = ContinuousClock()
        let start = clock.now
        var connectionFailures = 0
        var lastFailure: CloudComputeError?
        try await withThrowingTaskGroup(of: BatchOutcome.self) { group in
            var input = try source.open()
            var underWay = 0
            func settle(_ outcome: BatchOutcome) throws {
                // A request that was called off has failed at nothing; the next run sends it again.
                if case .failure(let error) = outcome.result, error.code == .cancelled { return }
                try journal.record(outcome)
                summary.add(outcome.result)
                connectionFailures = outcome.answer == nil ? connectionFailures + 1 : 0
                guard case .failure(let error) = outcome.result else { return }
                lastFailure = error
                if summary.stop == nil, error.endsRun || connectionFailures >= Self.connectionFailuresToStop {
                    summary.stop = error
                }
            }
            while summary.stop == nil, !Task.isCancelled, let line = try await input.next() {
                summary.lines += 1
                guard let next = try journal.take(line, form: form, &summary) else { continue }
                if underWay == concurrency, let outcome = try await group.next() {
                    underWay -= 1
                    try settle(outcome)
                    // What was just taken is left for the next run where this result ended the run.
                    if summary.stop != nil { break }
                }
                underWay += 1
                group.addTask { await Self.outcome(next.request, next.identity, send) }
            }
            while let outcome = try await group.next() { try settle(outcome) }
        }
        summary.elapsed = clock.now - start
        if connectionFailures == summary.failed, summary.succeeded == 0 { summary.stop = summary.stop ?? lastFailure }
        try journal.finish()
        return summary
    }

    private static func outcome(
        _ request: BatchRequest, _ identity: LineIdentity,
        _ send: @Sendable ([UInt8]) async throws -> RawChatAnswer
    ) async -> BatchOutcome {
        do {
            let answer = try await send(request.body)
            return BatchOutcome(request: request, identity: identity, answer: answer, result: answer.outcome)
        } catch {
            let failure = error as? CloudComputeError ?? CloudComputeError(.unreachable, "\(error)", cause: error)
            return BatchOutcome(request: request, identity: identity, answer: nil, result: .failure(failure))
        }
    }
}

extension CloudComputeError {
    /// Whether every other request would fail the same way.
    var endsRun: Bool {
        [.unauthorized, .paymentRequired, .forbidden, .unknownModel, .invalidConfiguration].contains(code)
    }
}
