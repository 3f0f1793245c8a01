import CloudComputeClient
import HeapModule

/// Keeps a window of requests full from new lines and from those that are to be tried again.
///
/// One task runs it; requests, reading and waiting are its child tasks. A child whose request has ended takes the next
/// one itself while nothing but that is to be done, which spares a task and two switches for most requests.
actor Scheduler {
    typealias Send = @Sendable ([UInt8]) async throws -> BatchAnswer

    /// Beyond this many requests that wait for another try, no new lines are taken, so that memory stays bounded.
    private static let maximumWaiting = 1024
    /// New lines are read ahead below this number.
    private static let fewLines = 32

    /// The end of a child task.
    private enum Step: Sendable {
        case finished
        case read([InputLine])
        case tick
        case stop(StopRequest)
        case nothing
    }

    private struct Waiting: Comparable {
        var due: Duration
        var job: Job

        static func < (one: Waiting, other: Waiting) -> Bool { one.due < other.due }
        static func == (one: Waiting, other: Waiting) -> Bool { one.due == other.due }
    }

    private struct Job: Sendable {
        var request: BatchRequest
        var identity: LineIdentity
        var attempt = 1
        var estimate = 0
    }

    /// A job on its way out.
    private struct Errand: Sendable {
        var job: Job
        var body: [UInt8]
        var sent: Duration
    }

    /// What there is to send.
    private enum Supply {
        case job(Job)
        case notYet(Duration)
        case nothing
    }

    private let limits: BatchLimits
    private let form: RequestForm
    private let journal: Journal
    private let feed: LineFeed
    private let send: Send
    private let progress: BatchProgress
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant

    private var judge: RunJudge
    private var limiter: RateLimiter
    private var governor: ConcurrencyGovernor
    private let policy: RetryPolicy
    private var generator = SystemRandomNumberGenerator()

    private var lines: ArraySlice<InputLine> = []
    private var isReading = false
    private var inputHasEnded = false
    private var waiting = Heap<Waiting>()
    private var held: Job?
    private var tookNewLine = false
    private var nextTick: Duration?
    private var underWay = 0

    init(
        run: BatchRun, journal: sending Journal, feed: LineFeed, progress: BatchProgress, send: @escaping Send
    ) {
        limits = run.limits
        form = run.form
        self.journal = journal
        self.feed = feed
        self.progress = progress
        self.send = send
        start = clock.now
        progress.update { $0.hasStarted = true }
        judge = RunJudge(limits: run.limits)
        limiter = RateLimiter(
            requestsPerMinute: run.limits.requestsPerMinute, tokensPerMinute: run.limits.tokensPerMinute)
        governor = ConcurrencyGovernor(run.limits.concurrency)
        policy = RetryPolicy(maximumAttempts: run.limits.maximumAttempts)
    }

    private var now: Duration { clock.now - start }

    /// Runs until the input is done or something halts the run.
    ///
    /// - Throws: ``BatchError``; every result that came before is written by then.
    func run(stops: AsyncStream<StopRequest>) async throws -> BatchSummary {
        try await withThrowingTaskGroup(of: Step.self) { group in
            listen(stops, &group)
            while true {
                try fill(&group)
                guard underWay > 0 || !isFinished, let step = try await group.next() else { break }
                switch step {
                case .read(let lines):
                    isReading = false
                    inputHasEnded = lines.isEmpty
                    self.lines += lines
                case .tick: nextTick = nil
                case .stop(let request):
                    if request == .now { group.cancelAll() } else { listen(stops, &group) }
                case .finished, .nothing: break
                }
            }
            group.cancelAll()
        }
        judge.summary.elapsed = now
        publish()
        return judge.summary
    }

    /// Brings everything that was written to the disk.
    ///
    /// - Throws: ``BatchError``.
    func finish() async throws(BatchError) { try await journal.finish() }

    /// Whether nothing is left that a later step could send.
    private var isFinished: Bool {
        judge.isHalted || inputHasEnded && lines.isEmpty && waiting.isEmpty && held == nil
    }

    private func listen(_ stops: AsyncStream<StopRequest>, _ group: inout ThrowingTaskGroup<Step, any Error>) {
        group.addTask {
            for await request in stops {
                await self.halt()
                return .stop(request)
            }
            return .nothing
        }
    }

    private func halt() {
        judge.halt(.request)
        publish()
    }

    /// Sends until the window is full, a limit says to wait, or there is nothing at hand.
    private func fill(_ group: inout ThrowingTaskGroup<Step, any Error>) throws {
        defer { publish() }
        judge.checkDeadline(now)
        loop: while !judge.isHalted, underWay < governor.limit {
            switch try supply() {
            case .job(let job): launch(errand(job), &group)
            case .notYet(let wait):
                tick(after: wait, &group)
                break loop
            case .nothing: break loop
            }
        }
        guard !judge.isHalted else { return }
        if !isReading, !inputHasEnded, lines.count < Self.fewLines {
            isReading = true
            read(&group)
        }
        if underWay < governor.limit, let due = waiting.min?.due { tick(after: max(.zero, due - now), &group) }
    }

    /// The next request that the limits let through now.
    private func supply() throws -> Supply {
        while var job = try nextJob() {
            if job.estimate == 0, limiter.tokensPerMinute != nil {
                job.estimate = TokenEstimate.total(job.request.body)
            }
            if let limit = limiter.tokensPerMinute, job.estimate > limit {
                try reject(job, limit)
                continue
            }
            guard let wait = limiter.admit(tokens: job.estimate, at: now) else { return .job(job) }
            held = job
            return .notYet(wait)
        }
        return .nothing
    }

    /// Reads more lines beside everything else.
    ///
    /// A pipe may keep the reading waiting for ever, so it is left behind where the run ends meanwhile.
    private func read(_ group: inout ThrowingTaskGroup<Step, any Error>) {
        let feed = feed
        group.addTask {
            let (stream, continuation) = AsyncThrowingStream.makeStream(of: [InputLine].self)
            Task {
                do {
                    continuation.yield(try await feed.lines())
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            for try await lines in stream { return .read(lines) }
            return .nothing
        }
    }

    /// The next request: new lines and those that are to be tried again take turns, so that neither waits for the other.
    private func nextJob() throws -> Job? {
        if let job = held {
            held = nil
            return job
        }
        let isDue = waiting.min.map { $0.due <= now } ?? false
        if isDue, tookNewLine || lines.isEmpty, let retry = waiting.popMin() {
            tookNewLine = false
            return retry.job
        }
        guard waiting.count < max(Self.maximumWaiting, 4 * governor.limit) else { return nil }
        while let line = lines.popFirst() {
            judge.summary.lines += 1
            guard let (request, identity) = try journal.take(line, form: form, &judge.summary) else { continue }
            tookNewLine = true
            return Job(request: request, identity: identity)
        }
        return isDue ? waiting.popMin()?.job : nil
    }

    private func errand(_ job: Job) -> Errand {
        underWay += 1
        return Errand(job: job, body: form.wireBody(job.request), sent: now)
    }

    private func launch(_ first: Errand, _ group: inout ThrowingTaskGroup<Step, any Error>) {
        group.addTask { [send] in
            var next: Errand? = first
            while let errand = next {
                let outcome = await RequestTask.run(
                    errand.job.request, errand.job.identity, body: errand.body, attempt: errand.job.attempt, send: send)
                next = try await self.goOn(after: outcome, errand.sent, estimate: errand.job.estimate)
            }
            return .finished
        }
    }

    /// Handles the end of an attempt; returns what to send next where that is all there is to do.
    ///
    /// Everything else, such as reading, waiting and filling a window that has grown, is left to the task that runs it.
    private func goOn(after outcome: BatchOutcome, _ sent: Duration, estimate: Int) throws -> Errand? {
        try settle(outcome, sent, estimate)
        defer { publish() }
        judge.checkDeadline(now)
        guard !judge.isHalted, underWay == governor.limit - 1,
            lines.count >= Self.fewLines || isReading || inputHasEnded
        else { return nil }
        guard case .job(let job) = try supply() else { return nil }
        return errand(job)
    }

    private func tick(after wait: Duration, _ group: inout ThrowingTaskGroup<Step, any Error>) {
        let due = now + wait
        if let nextTick, nextTick <= due { return }
        nextTick = due
        group.addTask { [clock] in
            try? await clock.sleep(for: wait)
            return .tick
        }
    }

    /// Handles the end of an attempt: writes it down, or puts the request back for another one.
    private func settle(_ outcome: BatchOutcome, _ sent: Duration, _ estimate: Int) throws {
        underWay -= 1
        if let report = outcome.answer?.rateLimit { limiter.takeUp(report, at: now) }
        switch outcome.result {
        case .success(let reply):
            governor.note(isRefusal: false, sent: sent, now: now)
            limiter.correct(estimated: estimate, actual: reply.usage?.totalTokens ?? estimate)
            try journal.record(outcome)
            judge.add(outcome, reply)
        case .failure(let error):
            // A request that was called off has failed at nothing; the next run sends it again.
            if error.code == .cancelled { return }
            let isRefusal = error.code == .rateLimited || error.statusCode == 503
            governor.note(isRefusal: isRefusal, sent: sent, now: now)
            limiter.correct(estimated: estimate, actual: 0)
            if isRefusal, let wait = error.retryAfter { limiter.pause(until: now + wait) }
            judge.noteAttempt(failure: error, hasAnswer: outcome.answer != nil)
            if let wait = policy.wait(after: error, attempt: outcome.timings.attempts, using: &generator) {
                // A run that ends leaves the request to the next run.
                if judge.isHalted { return }
                let job = Job(
                    request: outcome.request, identity: outcome.identity, attempt: outcome.timings.attempts + 1)
                waiting.insert(Waiting(due: now + wait, job: job))
            } else {
                try journal.record(outcome)
                judge.add(failure: error)
            }
        }
    }

    /// Records a request that no waiting would ever let through.
    private func reject(_ job: Job, _ limit: Int) throws {
        let error = CloudComputeError(
            .rejected,
            "The request needs about \(job.estimate) tokens, more than the \(limit) that may go out in a minute.")
        let timings = BatchTimings(sentAt: 0, latency: .zero, attempts: 0)
        try journal.record(
            BatchOutcome(
                request: job.request, identity: job.identity, answer: nil, result: .failure(error), timings: timings))
        judge.add(failure: error)
    }

    private func publish() {
        progress.update { snapshot in
            snapshot.isStopping = judge.isHalted
            snapshot.alreadyDone = judge.summary.alreadyDone
            snapshot.succeeded = judge.summary.succeeded
            snapshot.failed = judge.summary.failed + judge.summary.badLines
            snapshot.done = snapshot.alreadyDone + snapshot.succeeded + snapshot.failed
            snapshot.retrying = waiting.count
            snapshot.underWay = underWay
            snapshot.tokens = judge.summary.promptTokens + judge.summary.completionTokens
            snapshot.cost = judge.summary.cost
            snapshot.elapsed = now
        }
    }
}
