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
    /// Which lines of the input are done, where it is not all of them; the output and the failures are the shard's own.
    package var sharding: Sharding?
    /// Told what the run waits for, or where it goes on, before it sends anything.
    package var notify: @Sendable (BatchNotice) -> Void = { _ in }
    /// Other files of the run, such as the template, that no output may be.
    package var otherFiles: [RunFile] = []
    /// Set where the output is a folder that several workers share.
    package var pool: PoolOptions?
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
        if isStream(output) { return "/dev/null" }
        let stem = output.hasSuffix(".jsonl") ? String(output.dropLast(6)) : output
        return stem + ".errors.jsonl"
    }

    /// Whether what is written there cannot be read again.
    static func isStream(_ path: String) -> Bool {
        if path == "-" { return true }
        return switch (try? FileStatus.of(path))?.kind {
        case .pipe, .socket, .device: true
        default: false
        }
    }

    /// `OUT.superseded.jsonl` for `OUT.jsonl`; `nil` for standard output, pipes and devices.
    package static func supersededPath(_ output: String) -> String? {
        if isStream(output) { return nil }
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
    ///   - stops: Yields when somebody asks the run to stop, which it does in ``BatchLimits/drain`` at the most, and at once
    ///     where nothing has been sent yet.
    ///   - send: Sends one body and returns the answer; called from up to the ceiling of `concurrency` tasks at once.
    /// - Returns: What was done.
    /// - Throws: ``BatchError``, with everything that came before it written.
    package func run(
        progress: BatchProgress = BatchProgress(), stops: AsyncStream<StopRequest> = AsyncStream { $0.finish() },
        send: @escaping Send
    ) async throws -> BatchSummary {
        let clock = ContinuousClock()
        let start = clock.now
        let beginning = FirstAnswer<Beginning>()
        let (laterStops, continuation) = AsyncStream.makeStream(of: StopRequest.self)
        let relay = Task {
            for await request in stops {
                beginning.give(.success(.stopped(.request)))
                continuation.yield(request)
            }
            continuation.finish()
        }
        defer { relay.cancel() }
        let preparation: Preparation
        switch try await begin(beginning, progress) {
        case .prepared(let value): preparation = value
        case .stopped(let reason):
            var summary = BatchSummary()
            summary.halt = reason
            summary.elapsed = clock.now - start
            return summary
        }
        defer { preparation.source?.remove() }
        let recorder = preparation.recorder
        var run = self
        run.limits = limits.after(clock.now - start)
        let runner = BatchRunner(
            run: run, recorder: recorder, feed: preparation.feed, progress: progress, send: send)
        var summary: BatchSummary
        do {
            summary = try await runner.run(stops: laterStops)
        } catch {
            try? await recorder.finish()
            throw error
        }
        if preparation.isDone, let total = preparation.total {
            summary.lines = total
            summary.alreadyDone = total
            summary.total = total
            progress.update {
                $0.alreadyDone = total
                $0.done = total
            }
        } else if summary.total == nil, let total = preparation.total {
            // What was not come to may be done all the same.
            summary.alreadyDone += await recorder.doneAhead()
            summary.total = max(total, summary.lines)
            progress.update { [done = summary.alreadyDone] in $0.alreadyDone = done }
        }
        summary.output = preparation.output
        summary.errors = preparation.errors
        return try await Self.finish(summary, recorder, pool: preparation.pool, progress)
    }

    /// Brings everything to the disk, and only then says what remains: where that fails, lines may.
    static func finish(
        _ summary: BatchSummary, _ recorder: any Recorder, pool: PoolSession? = nil, _ progress: BatchProgress
    ) async throws -> BatchSummary {
        try await recorder.finish()
        var summary = summary
        summary.pool = await pool?.summary
        progress.update { $0.remaining = summary.remaining }
        return summary
    }

    /// Reads what is there, or is stopped before, since a pipe may keep the run waiting for ever.
    private func begin(_ answer: FirstAnswer<Beginning>, _ progress: BatchProgress) async throws -> Beginning {
        let work = Task {
            do { answer.give(.success(.prepared(try await prepare(progress)))) } catch { answer.give(.failure(error)) }
        }
        let end = limits.ownEnd
        let timer = end.map { end in
            Task {
                try await Task.sleep(for: end.after)
                answer.give(.success(.stopped(end.reason)))
            }
        }
        defer {
            work.cancel()
            timer?.cancel()
        }
        return try await answer.value
    }

    private func prepare(_ progress: BatchProgress) async throws -> Preparation {
        if let pool {
            let session = try await PoolSession.open(self, pool, progress)
            return Preparation(output: output, errors: errors, recorder: session, feed: session, pool: session)
        }
        try OutputCheck.check(self)
        let source = try await InputSource(
            paths: inputs, spools: badLines == .fail || sharding != nil, progress: progress)
        let agreement = sharding.map { ShardAgreement($0, inputs: inputs, source: source) }
        try await agreement?.check()
        let survey = try await InputScan(
            source, files: inputs, form: form, stopsAtDefects: badLines == .fail, progress: progress, sharding: sharding
        )
        try await agreement?.settle()
        progress.update { $0.phase = .output }
        let opened = try await open(survey) { [approvesSuperseding] stale in
            progress.update { $0.phase = .question }
            defer { progress.update { $0.phase = .output } }
            return approvesSuperseding(stale)
        }
        let (journal, output, errors) = (opened.journal, opened.output, opened.errors)
        progress.update { $0.output = output }
        if source.isRepeatable { progress.update { $0.total = survey.ownLines } }
        // Where all is done, no line need be read once more to find that out.
        let isDone = source.isRepeatable && survey.defects == 0 && journal.doneAhead == survey.ownLines
        return Preparation(
            source: source, total: source.isRepeatable ? survey.ownLines : nil, isDone: isDone, output: output,
            errors: errors,
            recorder: Self.canBlock(output) || Self.canBlock(errors) ? PipeRecorder(journal) : FileRecorder(journal),
            feed: isDone
                ? NoLines() : InputPrefetcher(try source.open(survey.share), bytesPerLine: form.bytesPerLine))
    }

    private func open(
        _ survey: InputScan, approve: @escaping @Sendable (StaleResults) -> Bool
    ) async throws -> ShardJournal.Opened {
        guard let sharding else {
            let journal = try await Journal(output: output, errors: errors, survey: survey, approve: approve)
            return ShardJournal.Opened(journal: journal, output: output, errors: errors)
        }
        return try await ShardJournal(run: self, sharding: sharding, survey: survey, approve: approve).open()
    }

    /// How a run begins.
    private enum Beginning: Sendable {
        case prepared(Preparation)
        case stopped(StopReason)
    }

    /// What a run needs before anything is sent.
    private struct Preparation: Sendable {
        var source: InputSource?
        /// The lines of the input, where they are known.
        var total: Int?
        /// Whether all of them have a result.
        var isDone = false
        var output: String
        var errors: String
        var recorder: any Recorder
        var feed: any LineFeed
        var pool: PoolSession?
    }

    /// Whether writing may wait for a reader.
    private static func canBlock(_ path: String) -> Bool {
        path == "-" || path != "/dev/null" && (try? FileStatus.of(path))?.kind != .regular
    }
}

extension RequestBuilder {
    /// The bytes that a line gains on its way to a request.
    var bytesPerLine: Int {
        let template = template.map { $0.body.utf8.count + ($0.system?.utf8.count ?? 0) } ?? 0
        return template + parameters.members.reduce(0) { $0 + $1.name.utf8.count + $1.value.jsonBytes.count }
    }
}
