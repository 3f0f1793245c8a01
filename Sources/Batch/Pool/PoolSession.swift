import CloudComputeClient
@preconcurrency import Dispatch

/// One worker of a pool as a run sees it: where its lines come from and where its results go.
///
/// The run goes on over the borders of chunks: the next chunk is claimed when the lines of the last are almost all
/// answered. What is decided is decided by ``PoolWorker``.
actor PoolSession: Recorder, RevocableLineFeed {
    /// A chunk that this worker runs.
    struct OpenChunk {
        var part: PoolPart
        /// Who is answered in the parts of earlier claims.
        var answered: Set<RequestFingerprint> = []
        /// Lines that were handed out and are not answered.
        var outstanding = 0
        var isRead = false
        var isDropped = false
        var isClosing = false
        /// Whether lines are left for another run.
        var hasLeft = false
        var hasFailures = false
    }

    private let input: PoolInput
    private let plan: PoolPlan
    let folder: PoolFolder
    private let bytesPerLine: Int
    private let concurrency: Concurrency
    private let progress: BatchProgress
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant

    var worker: PoolWorker
    var claims: [Int: PoolClaimFile] = [:]
    var chunks: [Int: OpenChunk] = [:]
    /// Chunks that are claimed and of which no line has been read.
    var pending: [Int] = []
    var reader: (chunk: Int, lines: PoolChunkReader)?
    /// The chunk of the lines that were handed out last.
    private var handedOut: Int?
    private var owners: [RequestFingerprint: Int] = [:]
    private var closings: [Int: Task<Void, Never>] = [:]
    private var hasSucceeded = false
    var beat: UInt64 = 0
    /// The lines of so many chunks that are done.
    private var doneLines = (chunks: 0, lines: 0)
    private var isFinished = false
    private var isEnding = false
    private var isWaitingForChunk = false
    private var failure: BatchError?
    private let feedSignal = PoolSignal()
    /// Requests that wait until it is known whose their chunks are.
    private var waitingForNews: [CheckedContinuation<Void, Never>] = []
    let workSignal = PoolSignal()
    private var work: Task<Void, Never>?

    /// Joins the pool in a folder, or makes it.
    ///
    /// - Throws: ``BatchError``; nothing has been sent then.
    static func open(
        _ run: BatchRun, _ options: PoolOptions, _ progress: BatchProgress
    ) async throws(BatchError) -> PoolSession {
        let input = try await PoolInput(
            run.inputs, form: run.form, stopsAtDefects: run.badLines == .fail, progress: progress)
        progress.update { $0.phase = .output }
        let wanted = PoolDescription(
            inputs: try PoolInput.sizes(run.inputs), lines: input.lines, requests: input.requests, lease: options.lease)
        let (folder, description) = try await blocking { () throws(BatchError) in
            let folder = try PoolFolder(run.output)
            try PoolSelfTest.run(in: folder)
            return (folder, try folder.describe(wanted))
        }
        guard description.lines == wanted.lines else {
            throw .pool(.otherInput(run.output, lines: wanted.lines, poolLines: description.lines))
        }
        guard description.requests == wanted.requests else { throw .pool(.otherRequests(run.output)) }
        progress.update { $0.total = input.lines }
        let session = PoolSession(run, input, folder, description, progress)
        await session.begin()
        return session
    }

    private init(
        _ run: BatchRun, _ input: PoolInput, _ folder: PoolFolder, _ description: PoolDescription,
        _ progress: BatchProgress
    ) {
        self.input = input
        self.folder = folder
        self.progress = progress
        plan = description.plan
        bytesPerLine = run.form.bytesPerLine
        concurrency = run.limits.concurrency
        start = clock.now
        worker = PoolWorker(chunks: plan.count, lease: description.leaseSeconds * .second)
    }

    private func begin() {
        publish()
        work = Task { await self.work() }
    }

    var now: Nanoseconds { (clock.now - start).nanoseconds }

    /// Does what the worker says until nothing is left for it.
    private func work() async {
        do throws(BatchError) {
            while !isEnding {
                let action = worker.next(now, wantsChunk: wantsChunk)
                isFinished = action == .finish
                try await carryOut(action)
                publish()
                tellNews()
                if case .wait = action { continue }
                // A wait changes nothing, and to tell of one would be answered by another.
                feedSignal.send()
                if isFinished { return }
            }
        } catch {
            fail(error)
        }
        tellNews()
    }

    private func tellNews() {
        for waiting in waitingForNews { waiting.resume() }
        waitingForNews = []
    }

    /// Whether the lines that are read will soon be answered.
    private var wantsChunk: Bool {
        let window: Int
        switch concurrency {
        case .fixed(let count): window = count
        case .automatic(let ceiling): window = min(ceiling, max(8, 2 * progress.snapshot.underWay))
        }
        // Chunks that are being closed hold files as well.
        return isWaitingForChunk && pending.isEmpty && owners.count < window + max(1, window / 4)
            && chunks.count < 2 * window
    }

    private func fail(_ error: BatchError) {
        failure = failure ?? error
        feedSignal.send()
        workSignal.send()
    }

    func lines(upTo maximumBytes: Int) async throws(BatchError) -> [InputLine] {
        while true {
            if let failure { throw failure }
            if isEnding || isFinished { return [] }
            if reader == nil, let chunk = pending.first {
                pending.removeFirst()
                try await begin(chunk)
            } else if let reader, worker.maySend(reader.chunk, at: now) {
                let lines = try await reader.lines.lines(upTo: maximumBytes)
                guard self.reader?.chunk == reader.chunk else { continue }
                handedOut = reader.chunk
                if !lines.isEmpty { return lines }
                noteRead(reader.chunk)
            } else {
                isWaitingForChunk = reader == nil
                workSignal.send()
                await feedSignal.wait()
                isWaitingForChunk = false
            }
        }
    }

    private func begin(_ chunk: Int) async throws(BatchError) {
        guard let claim = claims[chunk]?.claim, let part = chunks[chunk]?.part else { return }
        let earlier = (1..<claim.generation).map { folder.part(PoolClaim(chunk, $0)).results }
        let answered = try await part.begin(after: earlier)
        guard chunks[chunk]?.isDropped == false else { return settle(chunk) }
        Task { do throws(BatchError) { try await part.makeNameDurable() } catch { fail(error) } }
        chunks[chunk]?.answered = answered
        reader = (chunk, PoolChunkReader(input, plan[chunk], bytesPerLine: bytesPerLine))
    }

    private func noteRead(_ chunk: Int) {
        if reader?.chunk == chunk { reader = nil }
        chunks[chunk]?.isRead = true
        settle(chunk)
    }

    func take(_ lines: [InputLine], _ form: RequestBuilder) async throws -> Intake {
        var intake = Intake()
        intake.lines = lines.count
        guard let chunk = handedOut, let state = chunks[chunk] else { return intake }
        for line in lines {
            do throws(InputLineError) {
                let (request, identity) = try input.request(line, form: form)
                if state.answered.contains(identity) {
                    intake.alreadyDone += 1
                } else {
                    owners[identity] = chunk
                    chunks[chunk]?.outstanding += 1
                    intake.jobs.append(BatchJob(request, identity, line))
                }
            } catch {
                intake.badLines += 1
                chunks[chunk]?.hasFailures = true
                let bytes = ResultLine.bytes(badLine: line, message: form.message(BadLine(line, error)))
                try await state.part.append(bytes, isResult: false)
            }
        }
        if let reader, reader.chunk == chunk, reader.lines.isAtEnd { noteRead(chunk) }
        return intake
    }

    func maySend(_ identity: RequestFingerprint) async -> Bool {
        while let chunk = owners[identity], chunks[chunk]?.isDropped == false, failure == nil, !isEnding,
            !isFinished
        {
            if worker.maySend(chunk, at: now) { return true }
            workSignal.send()
            await withCheckedContinuation { waitingForNews.append($0) }
        }
        guard let chunk = owners.removeValue(forKey: identity) else { return false }
        chunks[chunk]?.outstanding -= 1
        chunks[chunk]?.hasLeft = true
        settle(chunk)
        workSignal.send()
        return false
    }

    func record(_ outcome: BatchOutcome) async throws {
        guard let chunk = owners.removeValue(forKey: outcome.identity), let part = chunks[chunk]?.part else { return }
        if case .failure(let error) = outcome.result {
            // What would fail every line, or was put off by the server, says nothing of this one.
            let mayConcernAll = error.endsRun || error.mayEndRun && !hasSucceeded
            if mayConcernAll || error.serverCode == BatchSummary.postponedCode {
                chunks[chunk]?.hasLeft = true
            } else {
                chunks[chunk]?.hasFailures = true
            }
        }
        let isResult = (try? outcome.result.get()) != nil
        hasSucceeded = hasSucceeded || isResult
        try await part.append(ResultLine.bytes(outcome), isResult: isResult)
        chunks[chunk]?.outstanding -= 1
        settle(chunk)
        workSignal.send()
        if let failure { throw failure }
    }

    /// Closes a chunk once nothing of it is under way.
    func settle(_ chunk: Int) {
        guard let state = chunks[chunk], state.isRead || state.isDropped, state.outstanding == 0, !state.isClosing
        else { return }
        chunks[chunk]?.isClosing = true
        closings[chunk] = Task {
            do throws(BatchError) { try await close(chunk, state) } catch { fail(error) }
            closings[chunk] = nil
        }
    }

    private func close(_ chunk: Int, _ state: OpenChunk) async throws(BatchError) {
        try await state.part.finish()
        if !state.isDropped, let claim = claims[chunk]?.claim {
            try await Self.blocking { [folder] () throws(BatchError) in
                if state.hasLeft { return try folder.release(claim) }
                try folder.markDone(claim, hasFailures: state.hasFailures)
            }
            if state.hasLeft {
                worker.left(chunk)
            } else {
                worker.finished(chunk, hasFailures: state.hasFailures)
            }
        }
        worker.ended(chunk)
        chunks[chunk] = nil
        await close(claims.removeValue(forKey: chunk))
        publish()
        workSignal.send()
    }

    private func close(_ file: PoolClaimFile?) async {
        _ = try? await Self.blocking { file?.close() }
    }

    func doneAhead() -> Int { 0 }

    func finish() async throws {
        isEnding = true
        workSignal.send()
        feedSignal.send()
        await work?.value
        for closing in closings.values { await closing.value }
        // What is not done is another's from now on.
        for (chunk, state) in chunks {
            try await state.part.finish()
            guard let file = claims.removeValue(forKey: chunk) else { continue }
            if !state.isDropped {
                try await Self.blocking { [folder] () throws(BatchError) in try folder.release(file.claim) }
            }
            await close(file)
        }
        chunks = [:]
        publish()
        if let failure { throw failure }
    }

    /// How far the pool has come, as far as this worker knows.
    var summary: PoolSummary {
        var summary = PoolSummary()
        summary.chunks = plan.count
        summary.doneChunks = worker.doneCount
        summary.failedChunks = worker.failed.count
        summary.lines = plan.lines
        summary.doneLines = doneLines.lines
        summary.isWaiting = isWaitingForChunk && chunks.isEmpty && !isFinished
        summary.lease = Duration(worker.lease)
        return summary
    }

    private func publish() {
        if doneLines.chunks != worker.doneCount {
            let lines = (0..<plan.count).reduce(0) { worker.isDone($1) ? $0 + plan[$1].count : $0 }
            doneLines = (worker.doneCount, lines)
        }
        let summary = summary
        progress.update { $0.pool = summary }
    }
}
