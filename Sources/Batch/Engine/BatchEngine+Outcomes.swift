import CloudComputeClient
import DequeModule
import HeapModule
import Localization

extension BatchEngine {
    /// A reply came and is recorded.
    mutating func replied(_ id: RequestID, _ reply: ReplyFacts, at now: Nanoseconds) {
        let request = requests[id]
        noteAnswer(id, reply.rateLimit, now)
        concurrencyLimiter.noteReply(tokens: reply.completionTokens, sent: request.sent, at: now)
        limiter.correct(
            request.facts.tokens, to: reply.tokens ?? request.facts.tokens, model: request.facts.model,
            sent: request.sent, at: now)
        summary.add(reply)
        refusals = RefusalCount()
        if let limit = limits.maximumCost {
            if let cost = summary.cost, reply.cost != nil {
                if cost >= limit { halt(.cost(limit)) }
            } else {
                halt(.costUnknown)
            }
        }
        if let limit = limits.maximumTokens, summary.tokens >= limit { halt(.tokens(limit)) }
        release(id)
    }

    enum Disposition: Sendable {
        /// Record this failure, then tell ``recorded(_:)``.
        case record(CloudComputeError)
        /// It will be sent again.
        case wait
        /// It is left for another run.
        case leave
    }

    /// A request failed; the answer is what becomes of it.
    mutating func failed(_ id: RequestID, _ failure: FailureFacts, at now: Nanoseconds) -> Disposition {
        if failure.kind == .cancelled {
            // It has failed at nothing; the next run sends it again.
            breaker.forget(id)
            release(id)
            return .leave
        }
        let request = requests[id]
        let hasAnsweredSince = lastAnswer > request.sent
        // A server may close a connection that was kept at the moment when a request goes out on it.
        let isFirstDrop = failure.kind == .dropped && !request.wasDropped
        if failure.hasAnswer {
            noteAnswer(id, failure.rateLimit, now)
        } else {
            breaker.noteFailure(
                id, failure.error, at: now, &random,
                opens: failure.kind == .unreachable || failure.kind == .dropped && !isFirstDrop)
        }
        limiter.correct(request.facts.tokens, to: 0, model: request.facts.model, sent: request.sent, at: now)
        if failure.kind == .busy {
            concurrencyLimiter.noteRefusal(sent: request.sent, at: now)
            if let asked = failure.retryAfter, asked <= maximumWait { pausedUntil = max(pausedUntil, now + asked) }
        }
        if isFirstDrop { requests[id].wasDropped = true }
        // What never reached the server has cost no attempt, unless it is only this request that does not.
        if !isFirstDrop, failure.kind != .unreachable || hasAnsweredSince { requests[id].attempts += 1 }
        switch failure.kind {
        case .unreachable, .dropped, .busy, .passing:
            let attempts = requests[id].attempts
            guard isFirstDrop || attempts < policy.maximumAttempts else { break }
            if isHalted {
                release(id)
                return .leave
            }
            if let asked = failure.retryAfter, asked > maximumWait { return postpone(failure, asked) }
            park(
                id, isFirstDrop ? now : now + policy.wait(asked: failure.retryAfter, attempt: max(1, attempts), &random)
            )
            return .wait
        case .forAll: halt(.failure(failure.error))
        case .perhapsForAll:
            if refusals.count(failure.error, hasSucceeded: summary.succeeded + summary.alreadyDone > 0) {
                halt(.failure(failure.error))
            }
        case .lasting, .cancelled: refusals.noteOther()
        }
        summary.add(failure: failure.error)
        return .record(failure.error)
    }

    /// A request was not sent, since its line cannot be read any more; what is recorded for it is this failure.
    mutating func couldNotRead(_ id: RequestID, _ failure: CloudComputeError, at now: Nanoseconds) {
        breaker.forget(id)
        let request = requests[id]
        limiter.correct(request.facts.tokens, to: 0, model: request.facts.model, sent: request.sent, at: now)
        refusals.noteOther()
        summary.add(failure: failure)
    }

    /// A reply or a failure came that was not written down, since the run was called off before.
    mutating func abandoned(_ id: RequestID, _ failure: CloudComputeError? = nil) {
        breaker.forget(id)
        if let failure { summary.remove(failure: failure) }
        release(id)
    }

    /// A request was not sent after all, since its line has become another worker's.
    mutating func withdrawn(_ id: RequestID) {
        breaker.forget(id)
        summary.lines -= 1
        summary.total = summary.total.map { $0 - 1 }
        release(id)
    }

    /// A failure is recorded.
    mutating func recorded(_ id: RequestID) {
        release(id)
    }

    private mutating func noteAnswer(_ id: RequestID, _ report: RateLimitReport?, _ now: Nanoseconds) {
        lastAnswer = now
        breaker.noteAnswer()
        guard let report else { return }
        limiter.takeUp(report, model: requests[id].facts.model, tokens: requests[id].facts.tokens, at: now)
    }

    /// Leaves a request for another run, since the server asks for too long a wait.
    private mutating func postpone(_ failure: FailureFacts, _ asked: Nanoseconds) -> Disposition {
        var error = failure.error
        error.serverCode = BatchSummary.postponedCode
        error.sentence = Message(
            "The server asks to wait \(asked / .second) s, which is longer than this run waits: \(error.sentence)")
        summary.add(failure: error)
        if refusals.countPostponed() { halt(.tryLater(error)) }
        return .record(error)
    }

    /// Puts a request aside until it is due.
    private mutating func park(_ id: RequestID, _ due: Nanoseconds) {
        inFlight -= 1
        let facts = requests[id].facts
        heldBytes -= facts.bytes * (facts.canBeReadAgain ? 2 : 1)
        requests[id].isHeld = !facts.canBeReadAgain
        waiting.insert(Waiting(due: due, id: id))
    }

    private mutating func release(_ id: RequestID) {
        inFlight -= 1
        heldBytes -= 2 * requests[id].facts.bytes
        freeIDs.append(id)
    }
}
