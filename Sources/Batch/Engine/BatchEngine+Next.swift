import CloudComputeClient
import DequeModule
import HeapModule
import Localization

extension BatchEngine {
    /// What to do now; to be asked again and again until it is to wait.
    mutating func next(_ now: Nanoseconds) -> Action {
        checkTimes(now)
        if mustCancel {
            mustCancel = false
            return .cancel
        }
        if let error = refusals.suspicion, inFlight == 0 { halt(.failure(error)) }
        if !isHalted, let action = nextRequest(now) { return action }
        if inFlight == 0, isHalted || inputHasEnded && ready.isEmpty && waiting.isEmpty && candidate == nil {
            return .finish
        }
        if wantsLines {
            isReading = true
            return .read(bytes: limits.memory.reading)
        }
        return .idle(until: timer)
    }

    /// Whether there is more to do than to send one request for the one that has come back.
    var hasMoreThanOneTask: Bool { inFlight < concurrencyLimiter.limit - 1 || wantsLines || isHalted || mustCancel }

    private var wantsLines: Bool {
        !isReading && !inputHasEnded && !isHalted && ready.count < limits.memory.lines
            && heldBytes + limits.memory.reading + limits.memory.line <= limits.memory.bytes
    }

    private var timer: Nanoseconds? {
        var times = [drainEnds, isPastOwnEnd ? nil : ownEnd?.time]
        if !isHalted { times += [wait?.until, breaker.since.map { $0 + patience }] }
        return times.lazy.compactMap { $0 }.min()
    }

    private mutating func checkTimes(_ now: Nanoseconds) {
        if let ownEnd, !isPastOwnEnd, now >= ownEnd.time {
            isPastOwnEnd = true
            stop(ownEnd.reason, drainUntil: now + ownEnd.drain)
        }
        if !isHalted, let since = breaker.since, now >= since + patience, let error = breaker.failure {
            stop(.failure(error), drainUntil: now + drain)
        }
        if let ends = drainEnds, now >= ends {
            drainEnds = nil
            mustCancel = inFlight > 0
        }
    }

    /// The request that may go out now.
    private mutating func nextRequest(_ now: Nanoseconds) -> Action? {
        wait = nil
        guard candidate != nil || !ready.isEmpty || !waiting.isEmpty else { return nil }
        guard refusals.suspicion == nil, inFlight < concurrencyLimiter.limit else { return nil }
        switch breaker.state(now) {
        case .closed: break
        case .open(let until): return waitFor(.unreachable, until)
        case .halfOpen: return waitFor(.unreachable, nil)
        }
        guard pausedUntil <= now else { return waitFor(.rateLimit, pausedUntil) }
        guard let id = candidate ?? choose(now) else { return waitFor(.retry, waiting.min?.due) }
        candidate = id
        let request = requests[id]
        if let limit = limits.tokensPerMinute, request.facts.tokens > limit { return reject(id, limit) }
        // A request under way counts twice: itself, and its copy on the wire.
        let size = request.facts.bytes * (request.isHeld ? 1 : 2)
        guard heldBytes + size <= limits.memory.bytes || inFlight == 0 else { return nil }
        if let (until, why) = limiter.admit(tokens: request.facts.tokens, model: request.facts.model, at: now) {
            return waitFor(why == .pace ? .pace : .rateLimit, until)
        }
        candidate = nil
        inFlight += 1
        heldBytes += size
        requests[id].isHeld = true
        requests[id].sent = now
        breaker.noteSend(id)
        concurrencyLimiter.noteSend(inFlight: inFlight)
        return .send(id)
    }

    private mutating func waitFor(_ reason: BatchProgress.Wait.Reason, _ until: Nanoseconds?) -> Action? {
        wait = Wait(reason: reason, until: until)
        return nil
    }

    /// New lines and retries take turns, so that neither waits for the other; where too many requests wait already, only
    /// those are taken.
    private mutating func choose(_ now: Nanoseconds) -> RequestID? {
        let isDue = waiting.min.map { $0.due <= now } ?? false
        let mayTakeLine = !ready.isEmpty && waiting.count < max(limits.memory.waiting, 4 * concurrencyLimiter.limit)
        if isDue, tookNewLine || !mayTakeLine, let retry = waiting.popMin() {
            tookNewLine = false
            return retry.id
        }
        guard mayTakeLine else { return nil }
        tookNewLine = true
        return ready.popFirst()
    }

    /// Gives up a request that no waiting would ever let through.
    private mutating func reject(_ id: RequestID, _ limit: Int) -> Action {
        candidate = nil
        inFlight += 1
        heldBytes += requests[id].facts.bytes * (requests[id].isHeld ? 1 : 2)
        requests[id].isHeld = true
        let error = CloudComputeError(
            .rejected,
            Message(
                "The request needs about \(requests[id].facts.tokens) tokens, more than the \(limit) that may go out in a minute."
            )
        )
        summary.add(failure: error)
        return .giveUp(id, error)
    }
}
