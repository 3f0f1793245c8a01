import CloudComputeClient
import Pricing

/// Carries out what a ``BatchEngine`` decides: one task group, the clock, the input, the requests and the journal.
///
/// It holds no rule. A child task whose request has ended takes the next one itself while nothing but that is to be
/// done, which spares a task and two switches for most requests.
actor BatchRunner {
    /// The end of a child task.
    private enum Step: Sendable {
        case finished
        case read([InputLine], Intake)
        case unreadable(BatchError)
        case tick
        case stop
        case nothing
    }

    private let form: RequestBuilder
    private let prices: PriceList
    private let recorder: any Recorder
    private let feed: any LineFeed
    private let revocableFeed: (any RevocableLineFeed)?
    private let send: BatchRun.Send
    let progress: BatchProgress
    private let clock = ContinuousClock()
    let start: ContinuousClock.Instant
    private let timer = RunTimer()

    private(set) var engine: BatchEngine
    /// The requests by their numbers; one that is under way is not here.
    private var jobs: [BatchJob?] = []
    /// An action that a child task was given and cannot carry out.
    private var leftOver: BatchEngine.Action?
    private var timerIsSet: Nanoseconds?
    private var readingFailure: BatchError?

    init(
        run: BatchRun, recorder: any Recorder, feed: any LineFeed, progress: BatchProgress,
        send: @escaping BatchRun.Send
    ) {
        form = run.form
        prices = run.limits.prices
        self.recorder = recorder
        self.feed = feed
        revocableFeed = feed as? any RevocableLineFeed
        self.progress = progress
        self.send = send
        start = clock.now
        engine = BatchEngine(limits: run.limits, seed: .random(in: 0...UInt64.max))
        progress.update { $0.phase = .requests }
    }

    var now: Nanoseconds { (clock.now - start).nanoseconds }

    /// Runs until the input is done or something halts the run.
    ///
    /// - Throws: ``BatchError``; every result that came before is written by then.
    func run(stops: AsyncStream<StopRequest>) async throws -> BatchSummary {
        try await withThrowingTaskGroup(of: Step.self) { group in
            listen(stops, &group)
            await awaitTick(&group)
            while await carryOut(&group) {
                guard let step = try await group.next() else { break }
                switch step {
                case .read(let lines, let intake): take(lines, intake)
                case .unreadable(let error):
                    readingFailure = error
                    engine.stop(.request)
                case .tick: await awaitTick(&group)
                case .stop: listen(stops, &group)
                case .finished, .nothing: break
                }
            }
            group.cancelAll()
            // What a child task could not write is not to be missed.
            while let result = await group.nextResult() {
                switch result {
                case .failure(let error) where !(error is CancellationError): throw error
                case .success(.read(let lines, let intake)): take(lines, intake)
                case .success, .failure: break
                }
            }
        }
        publish()
        if let readingFailure { throw readingFailure }
        var summary = engine.summary
        summary.elapsed = Duration(now)
        return summary
    }

    /// Does what the engine says until it says to wait; `false` at the end.
    private func carryOut(_ group: inout ThrowingTaskGroup<Step, any Error>) async -> Bool {
        defer { publish() }
        while true {
            let action = leftOver ?? engine.next(now)
            leftOver = nil
            switch action {
            case .send, .giveUp: if let request = request(action) { launch(request, &group) }
            case .read(let bytes): read(bytes, &group)
            case .cancel: group.cancelAll()
            case .finish: return false
            case .idle(let until):
                setTimer(until)
                return true
            }
        }
    }

    private func listen(_ stops: AsyncStream<StopRequest>, _ group: inout ThrowingTaskGroup<Step, any Error>) {
        group.addTask {
            for await request in stops {
                await self.stop(request)
                return .stop
            }
            return .nothing
        }
    }

    private func stop(_ request: StopRequest) {
        let now = now
        engine.stop(.request, drainUntil: request == .now ? now : now + engine.drain)
        publish()
    }

    private func setTimer(_ until: Nanoseconds?) {
        guard until != timerIsSet else { return }
        timerIsSet = until
        timer.set(until.map { max(0, $0 - now) })
    }

    private func awaitTick(_ group: inout ThrowingTaskGroup<Step, any Error>) async {
        timerIsSet = nil
        group.addTask { [timer] in
            for await _ in timer.ticks { return .tick }
            return .nothing
        }
    }

    /// Reads more lines beside everything else.
    ///
    /// A pipe may keep the reading waiting for ever, so it is left behind where the run ends meanwhile.
    private func read(_ bytes: Int, _ group: inout ThrowingTaskGroup<Step, any Error>) {
        group.addTask { [feed, recorder, form] in
            let (stream, continuation) = AsyncStream.makeStream(of: Result<[InputLine], BatchError>.self)
            Task {
                do throws(BatchError) {
                    continuation.yield(.success(try await feed.lines(upTo: bytes)))
                } catch {
                    continuation.yield(.failure(error))
                }
                continuation.finish()
            }
            for await result in stream {
                switch result {
                case .success(let lines):
                    do { return .read(lines, try await recorder.take(lines, form)) } catch is CancellationError {
                        return .nothing
                    }
                case .failure(let error): return .unreadable(error)
                }
            }
            return .nothing
        }
    }

    private func take(_ lines: [InputLine], _ intake: Intake) {
        if lines.isEmpty { return engine.inputEnded() }
        let details = engine.needsDetails
        let ids = engine.add(
            intake.jobs.map { $0.facts(form, details: details) }, lines: intake.lines,
            alreadyDone: intake.alreadyDone, badLines: intake.badLines)
        for (id, job) in zip(ids, intake.jobs) {
            while jobs.count <= id { jobs.append(nil) }
            jobs[id] = job
        }
    }

    /// Takes out the request of an action; `nil` where the action is none.
    private func request(_ action: BatchEngine.Action) -> InFlightRequest? {
        switch action {
        case .send(let id):
            guard let job = jobs[id].take() else { return nil }
            return InFlightRequest(
                id: id, job: job, attempt: engine.attempt(id), usesNewConnection: engine.requests[id].wasDropped)
        case .giveUp(let id, let error):
            guard let job = jobs[id].take() else { return nil }
            return InFlightRequest(id: id, job: job, refusal: error)
        default: return nil
        }
    }

    private func launch(_ first: InFlightRequest, _ group: inout ThrowingTaskGroup<Step, any Error>) {
        group.addTask {
            var next: InFlightRequest? = first
            while let request = next { next = try await self.attempt(request) }
            return .finished
        }
    }

    /// Makes one attempt at a request and records what came of it; returns what to send next where that is all there is
    /// to do.
    @concurrent
    private nonisolated func attempt(_ request: InFlightRequest) async throws -> InFlightRequest? {
        if request.refusal != nil { return try await refuse(request) }
        if let revocableFeed, await !revocableFeed.maySend(request.job.identity) { return await withdrawn(request.id) }
        let attempt: RequestAttempt
        do { attempt = try await begin(request) } catch { return try await cannotRead(request, error) }
        let response: Result<BatchResponse, any Error>
        do { response = .success(try await send(attempt.body, request.usesNewConnection)) } catch {
            response = .failure(error)
        }
        return try await end(request, attempt, response)
    }

    // Not part of `attempt`, whose frame is there for as long as a reply takes.

    @inline(never)
    private nonisolated func refuse(_ request: InFlightRequest) async throws -> InFlightRequest? {
        guard let error = request.refusal else { return nil }
        return try await give(up: request, RequestAttempt.unsent(request.job.request, request.job.identity, error))
    }

    @inline(never)
    private nonisolated func begin(_ request: InFlightRequest) async throws -> RequestAttempt {
        let job = try await request.job.whole(form)
        return RequestAttempt(job, body: form.wireBody(job.request), attempt: request.attempt)
    }

    /// Records what came of an attempt.
    @inline(never)
    private nonisolated func end(
        _ request: InFlightRequest, _ attempt: RequestAttempt, _ response: Result<BatchResponse, any Error>
    ) async throws -> InFlightRequest? {
        let outcome = attempt.outcome(response)
        switch outcome.result {
        case .success(let reply):
            guard try await isRecorded(outcome) else { return await abandoned(request.id) }
            let facts = ReplyFacts(reply, outcome.answer, to: outcome.request, prices: prices)
            return await replied(request.id, facts)
        case .failure(let error):
            let (disposition, next) = await failed(request.id, attempt.job, FailureFacts(error, outcome.answer))
            guard case .record(let error) = disposition else { return next }
            var outcome = outcome
            outcome.result = .failure(error)
            return try await give(up: request, outcome)
        }
    }

    private nonisolated func give(up request: InFlightRequest, _ outcome: BatchOutcome) async throws -> InFlightRequest?
    {
        if try await !isRecorded(outcome), case .failure(let error) = outcome.result {
            return await abandoned(request.id, error)
        }
        return await recorded(request.id)
    }

    /// Writes an outcome down; `false` where the run was called off before its reader took it.
    private nonisolated func isRecorded(_ outcome: BatchOutcome) async throws -> Bool {
        do {
            try await recorder.record(outcome)
            return true
        } catch is CancellationError {
            return false
        }
    }

    /// A body that was let go of is not there any more.
    @inline(never)
    private nonisolated func cannotRead(_ request: InFlightRequest, _ error: any Error) async throws -> InFlightRequest?
    {
        let defect = error as? InputLineError ?? InputLineError(.unreadable)
        let failure = CloudComputeError(.rejected, form.message(BadLine(request.job.line, defect)))
        await noteUnread(request.id, failure, error as? BatchError)
        return try await give(
            up: request, RequestAttempt.unsent(request.job.request, request.job.identity, failure))
    }

    private func noteUnread(_ id: BatchEngine.RequestID, _ failure: CloudComputeError, _ error: BatchError?) {
        if let error {
            readingFailure = readingFailure ?? error
            engine.stop(.request)
        }
        engine.couldNotRead(id, failure, at: now)
    }

    private func replied(_ id: BatchEngine.RequestID, _ reply: ReplyFacts) -> InFlightRequest? {
        engine.replied(id, reply, at: now)
        return next()
    }

    private func failed(
        _ id: BatchEngine.RequestID, _ job: BatchJob, _ failure: FailureFacts
    ) -> (BatchEngine.Disposition, InFlightRequest?) {
        let disposition = engine.failed(id, failure, at: now)
        switch disposition {
        case .record:
            publish()
            return (disposition, nil)
        case .wait:
            var job = job
            job.letGo()
            jobs[id] = job
        case .leave: break
        }
        return (disposition, next())
    }

    private func abandoned(_ id: BatchEngine.RequestID, _ failure: CloudComputeError? = nil) -> InFlightRequest? {
        engine.abandoned(id, failure)
        return next()
    }

    private func withdrawn(_ id: BatchEngine.RequestID) -> InFlightRequest? {
        engine.withdrawn(id)
        return next()
    }

    private func recorded(_ id: BatchEngine.RequestID) -> InFlightRequest? {
        engine.recorded(id)
        return next()
    }

    /// What a child task whose request has ended goes on with; everything but sending is left to the task of the group.
    private func next() -> InFlightRequest? {
        guard leftOver == nil, !engine.hasMoreThanOneTask else { return nil }
        let action = engine.next(now)
        if let request = request(action) {
            publish()
            return request
        }
        leftOver = action
        return nil
    }
}
