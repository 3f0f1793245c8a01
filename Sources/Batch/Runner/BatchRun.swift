import CloudComputeClient
import Files
import JSON
import PromptTemplates

/// Sends every line of the input and writes each result as it comes, a window of requests at a time.
///
/// The output is the journal: its lines name what is done, so the same command again goes on where it was stopped.
package struct BatchRun: Sendable {
    /// The input files in order; `-` is standard input.
    package var inputs: [String]
    /// Where results go; `-` is standard output.
    package var output: String
    /// Where failures go.
    package var errors: String
    /// How lines become requests.
    package var form: RequestBuilder
    /// What may be spent, and how hard it is tried.
    package var limits: BatchLimits
    /// What is done with lines that cannot be sent.
    package var badLines: BadLines
    /// Other files of the run, such as the template, that no output may be.
    package var otherFiles: [RunFile] = []
    /// Asked before more than a tenth of the results are superseded; called on a thread that may wait.
    package var approvesSuperseding: @Sendable (StaleResults) -> Bool = { _ in false }

    /// What is done with lines that cannot be sent.
    package enum BadLines: String, Sendable, CaseIterable {
        /// Nothing at all is sent.
        case fail
        /// They are recorded among the failures and the rest is sent.
        case skip
    }

    /// Describes a run; nothing is opened yet.
    package init(
        inputs: [String], output: String, errors: String? = nil, form: RequestBuilder,
        limits: BatchLimits = BatchLimits(),
        badLines: BadLines = .fail
    ) {
        self.inputs = inputs
        self.output = output
        self.errors = errors ?? Self.errorsPath(output)
        self.form = form
        self.limits = limits
        self.badLines = badLines
    }

    /// `OUT.errors.jsonl` for `OUT.jsonl`; nowhere for standard output, pipes and devices.
    package static func errorsPath(_ output: String) -> String {
        if output == "-" || isStream(output) { return "/dev/null" }
        let stem = output.hasSuffix(".jsonl") ? String(output.dropLast(6)) : output
        return stem + ".errors.jsonl"
    }

    private static func isStream(_ path: String) -> Bool {
        switch (try? FileStatus.of(path))?.kind {
        case .pipe, .socket, .device: true
        default: false
        }
    }

    /// `OUT.superseded.jsonl` for `OUT.jsonl`; `nil` for standard output, pipes and devices.
    package static func supersededPath(_ output: String) -> String? {
        if output == "-" || isStream(output) { return nil }
        return (output.hasSuffix(".jsonl") ? String(output.dropLast(6)) : output) + ".superseded.jsonl"
    }

    /// Sends one body and returns the answer.
    ///
    /// The second parameter tells whether it is to go out on a connection that nobody has used before, since the last one
    /// broke.
    package typealias Send = @Sendable ([UInt8], Bool) async throws -> BatchResponse

    /// Runs the batch.
    ///
    /// - Parameters:
    ///   - progress: Where the numbers of the moment are kept.
    ///   - stops: Yields when somebody asks the run to stop.
    ///   - send: Sends one body and returns the answer; called from up to the ceiling of `concurrency` tasks at once.
    /// - Returns: What was done.
    /// - Throws: ``BatchError``, with everything that came before it written.
    package func run(
        progress: BatchProgress = BatchProgress(), stops: AsyncStream<StopRequest> = AsyncStream { $0.finish() },
        send: @escaping Send
    ) async throws -> BatchSummary {
        let clock = ContinuousClock()
        let start = clock.now
        guard let preparation = try await prepared(progress) else {
            var summary = BatchSummary()
            summary.halt = .deadline
            summary.elapsed = clock.now - start
            return summary
        }
        defer { preparation.source.remove() }
        let recorder = preparation.recorder
        var run = self
        run.limits.deadline = limits.deadline.map { max(.zero, $0 - (clock.now - start)) }
        let runner = BatchRunner(
            run: run, recorder: recorder, feed: preparation.feed, progress: progress, send: send)
        let summary: BatchSummary
        do {
            summary = try await runner.run(stops: stops)
        } catch {
            try? await recorder.finish()
            throw error
        }
        try await recorder.finish()
        return summary
    }

    /// Reads what is there; `nil` where the deadline comes first, since a pipe may keep the run waiting for ever.
    private func prepared(_ progress: BatchProgress) async throws -> Preparation? {
        let answer = FirstAnswer<Preparation?>()
        let work = Task {
            do { answer.give(.success(try await prepare(progress))) } catch { answer.give(.failure(error)) }
        }
        let timer = limits.deadline.map { deadline in
            Task {
                try await Task.sleep(for: deadline)
                answer.give(.success(nil))
            }
        }
        defer {
            work.cancel()
            timer?.cancel()
        }
        return try await answer.value
    }

    private func prepare(_ progress: BatchProgress) async throws -> Preparation {
        try OutputCheck.check(self)
        let source = try await InputSource(paths: inputs, spools: badLines == .fail, progress: progress)
        let survey = try await InputScan(
            source, files: inputs, form: form, stopsAtDefects: badLines == .fail, progress: progress)
        progress.update { $0.phase = .output }
        let journal = try await Journal(output: output, errors: errors, survey: survey) { [approvesSuperseding] stale in
            progress.update { $0.phase = .question }
            defer { progress.update { $0.phase = .output } }
            return approvesSuperseding(stale)
        }
        if source.isRepeatable { progress.update { $0.total = survey.lines } }
        return Preparation(
            source: source,
            recorder: Self.canBlock(output) || Self.canBlock(errors) ? PipeRecorder(journal) : FileRecorder(journal),
            feed: InputPrefetcher(try source.open(), bytesPerLine: form.bytesPerLine))
    }

    /// What a run needs before anything is sent.
    private struct Preparation: Sendable {
        var source: InputSource
        var recorder: any Recorder
        var feed: InputPrefetcher
    }

    /// Whether writing may wait for a reader.
    private static func canBlock(_ path: String) -> Bool {
        path == "-" || path != "/dev/null" && (try? FileStatus.of(path))?.kind != .regular
    }
}

extension RequestBuilder {
    /// The bytes that a line gains on its way to a request.
    fileprivate var bytesPerLine: Int {
        let template = template.map { $0.body.utf8.count + ($0.system?.utf8.count ?? 0) } ?? 0
        return template + parameters.members.reduce(0) { $0 + $1.name.utf8.count + $1.value.jsonBytes.count }
    }
}
