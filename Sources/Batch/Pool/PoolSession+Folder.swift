@preconcurrency import Dispatch

/// What the worker's decisions mean in the folder.
extension PoolSession {
    func carryOut(_ action: PoolWorker.Action) async throws(BatchError) {
        switch action {
        case .look: try await look()
        case .claim(let claim): try await make(claim)
        case .renew: try await renew()
        case .drop(let chunk): drop(chunk)
        case .wait(let until): await workSignal.wait(for: until.map { max(0, $0 - now) })
        case .finish: break
        }
    }

    private func look() async throws(BatchError) {
        let from = now
        let listing = try await Self.blocking { [folder] () throws(BatchError) in try folder.list() }
        let suspects = worker.suspects(in: listing)
        let sightings = try await Self.blocking { [folder] () throws(BatchError) in
            Dictionary(suspects.map { ($0, PoolClaimFile.examine($0, in: folder)) }) { first, _ in first }
        }
        worker.saw(listing, sightings, from: from, to: now)
    }

    private func make(_ claim: PoolClaim) async throws(BatchError) {
        let from = now
        let (file, done) = try await Self.blocking { [folder] () throws(BatchError) in
            if let done = try folder.isDone(before: claim) { return (PoolClaimFile?.none, Bool?.some(done)) }
            return (try PoolClaimFile.make(claim, in: folder), nil)
        }
        if let file {
            claims[claim.chunk] = file
            chunks[claim.chunk] = OpenChunk(part: try PoolPart(claim, in: folder))
            pending.append(claim.chunk)
        }
        worker.claimed(
            claim, file != nil ? .won : done.map { .done(hasFailures: $0) } ?? .lost, at: from)
    }

    private func renew() async throws(BatchError) {
        let from = now
        beat += 1
        let (files, beat) = (Array(claims.values), beat)
        try await Self.blocking { () throws(BatchError) in
            for file in files { try file.renew(beat) }
        }
        worker.renewed(at: from)
    }

    /// Sends no more lines of a chunk; what is under way is written all the same.
    private func drop(_ chunk: Int) {
        guard chunks[chunk] != nil else { return worker.ended(chunk) }
        chunks[chunk]?.isDropped = true
        pending.removeAll { $0 == chunk }
        if reader?.chunk == chunk { reader = nil }
        settle(chunk)
    }

    /// Runs what may wait for the file system on a thread of its own.
    static func blocking<Value: Sendable>(
        _ body: @escaping @Sendable () throws(BatchError) -> Value
    ) async throws(BatchError) -> Value {
        let result = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(returning: Result { () throws(BatchError) in try body() })
            }
        }
        return try result.get()
    }
}
