extension BatchRunner {
    /// Tells how far the run has come.
    func publish() {
        let summary = engine.summary
        let now = now
        progress.update { snapshot in
            snapshot.isStopping = engine.isHalted
            snapshot.alreadyDone = summary.alreadyDone
            snapshot.succeeded = summary.succeeded
            snapshot.failed = summary.failed + summary.badLines
            snapshot.postponed = summary.postponed
            snapshot.done = snapshot.alreadyDone + snapshot.succeeded + snapshot.failed
            snapshot.retrying = engine.waitingCount
            snapshot.underWay = engine.inFlight
            snapshot.tokens = summary.tokens
            snapshot.cost = summary.cost
            snapshot.elapsed = Duration(now)
            snapshot.wait = engine.wait.map { wait in
                BatchProgress.Wait(reason: wait.reason, ends: wait.until.map { start + Duration($0) })
            }
            // The input may grow while it is sent.
            snapshot.total = snapshot.total.map { max($0, summary.lines) }
        }
    }
}
