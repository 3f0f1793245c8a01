/// What one worker of a pool knows of the chunks, and what it does next.
///
/// It is told what a look into the folder showed, what became of its claims, and the time of its own clock. A claim is
/// dead once it has not changed for the length of a lease by that clock, so no two clocks need agree.
struct PoolWorker: Sendable {
    enum Action: Sendable, Hashable {
        /// List the folder, examine the claims that ``suspects(in:)`` names, and tell ``saw(_:_:from:to:)``.
        case look
        /// Make this claim, unless it is there or the chunk is done, and tell ``claimed(_:_:at:)``.
        case claim(PoolClaim)
        /// Show that these claims are alive, and tell ``renewed(at:)``.
        case renew([PoolClaim])
        /// Send no more lines of this chunk: it is done, or another worker has taken it over. Tell ``ended(_:)`` once
        /// nothing of it is under way.
        case drop(Int)
        case wait(until: Nanoseconds?)
        /// Nothing is left that this worker could do or wait for.
        case finish
    }

    enum ClaimResult: Sendable, Hashable {
        case won
        /// Another worker has it.
        case lost
        /// The chunk is done; lines of it may have failed.
        case done(hasFailures: Bool)
    }

    private struct Chunk {
        var isDone = false
        /// The highest claim that is known.
        var generation = 0
        /// Whether the holder of that claim has given it back or is dead.
        var isFree = false
        /// The claim of it that this worker has given back; it takes none again.
        var left: Int?
        var beat: UInt64 = 0
        /// Since when that was seen; `nil` where it has not been looked at.
        var since: Nanoseconds?
    }

    /// How long a claim that does not change is honoured.
    let lease: Nanoseconds
    private var chunks: [Chunk]
    /// The claims of this worker whose chunks it runs.
    private(set) var own: [Int: PoolClaim] = [:]
    private(set) var doneCount = 0
    /// The chunks of which lines have failed for good.
    private(set) var failed: Set<Int> = []
    private var drops: [Int] = []
    /// Chunks that were dropped, of which requests are still under way.
    private var draining: Set<Int> = []
    private var free: [Int] = []
    /// No chunk before this one is without a claim.
    private var cursor = 0
    private var lostInARow = 0
    private var lastLook: Nanoseconds?
    private var lastRenewal: Nanoseconds = 0
    private var pause: Nanoseconds
    private var isUnsure = true

    init(chunks count: Int, lease: Nanoseconds) {
        self.lease = max(1, lease)
        chunks = Array(repeating: Chunk(), count: count)
        pause = 0
        pause = shortestPause
    }

    private var shortestPause: Nanoseconds { max(.second / 20, lease / 240) }
    private var longestPause: Nanoseconds { max(shortestPause, lease / 20) }
    private var renewal: Nanoseconds { lease / 6 }
    /// How often the folder is looked at beside the work.
    private var watch: Nanoseconds { max(shortestPause, lease / 4) }
    private static let lossesBeforeLook = 8

    func isDone(_ chunk: Int) -> Bool { chunks[chunk].isDone }

    /// Whether lines of a chunk may go out: not after a pause in which others may have taken it over.
    func maySend(_ chunk: Int, at now: Nanoseconds) -> Bool {
        !isUnsure && now - lastRenewal < lease && own[chunk] != nil && !drops.contains(chunk)
    }

    /// What to do now; to be asked again and again until it is to wait.
    ///
    /// - Parameter wantsChunk: Whether the worker could run another chunk.
    mutating func next(_ now: Nanoseconds, wantsChunk: Bool) -> Action {
        if let chunk = drops.popLast() {
            own[chunk] = nil
            draining.insert(chunk)
            return .drop(chunk)
        }
        if !own.isEmpty, now - lastRenewal >= renewal {
            // Others may find it dead while the late renewal is under way.
            if now - lastRenewal >= lease / 2 { isUnsure = true }
            return .renew(own.values.sorted { $0.chunk < $1.chunk })
        }
        if doneCount == chunks.count { return .finish }
        guard let lastLook, !isUnsure, now - lastLook < watch else { return .look }
        if wantsChunk, let claim = nextClaim() { return .claim(claim) }
        if own.isEmpty, isHopeless { return .finish }
        guard wantsChunk else { return .wait(until: due(lastLook + watch)) }
        guard now - lastLook < pause else {
            pause = min(2 * pause, longestPause)
            return .look
        }
        return .wait(until: due(lastLook + min(pause, watch)))
    }

    private func due(_ look: Nanoseconds) -> Nanoseconds { own.isEmpty ? look : min(look, lastRenewal + renewal) }

    /// What is taken over comes first, lest it be the last.
    private mutating func nextClaim() -> PoolClaim? {
        while let chunk = free.popLast() {
            if isTakeable(chunk) { return PoolClaim(chunk, chunks[chunk].generation + 1) }
        }
        while cursor < chunks.count, chunks[cursor].generation > 0 || chunks[cursor].isDone { cursor += 1 }
        return cursor < chunks.count ? PoolClaim(cursor, 1) : nil
    }

    private func isTakeable(_ chunk: Int) -> Bool {
        let state = chunks[chunk]
        return !state.isDone && state.isFree && state.left == nil && own[chunk] == nil && !draining.contains(chunk)
    }

    /// Whether all that is not done was given back by this worker, and nobody else has taken it up.
    private var isHopeless: Bool {
        chunks.allSatisfy { $0.isDone || $0.left == $0.generation && $0.generation > 0 }
    }

    /// The claims to be examined: those of others that are the last of their chunk.
    func suspects(in listing: PoolListing) -> [PoolClaim] {
        var last: [Int: PoolClaim] = [:]
        for claim in listing.claims where claim.generation > last[claim.chunk]?.generation ?? 0 {
            last[claim.chunk] = claim
        }
        return last.values.filter { claim in
            guard chunks.indices.contains(claim.chunk) else { return false }
            return !chunks[claim.chunk].isDone && listing.done[claim.chunk] == nil && own[claim.chunk] != claim
                && claim.generation >= chunks[claim.chunk].generation && !listing.released.contains(claim)
        }
    }

    /// Takes in what a look showed that began and ended at these times.
    mutating func saw(
        _ listing: PoolListing, _ sightings: [PoolClaim: PoolSighting], from: Nanoseconds, to: Nanoseconds
    ) {
        lastLook = to
        lostInARow = 0
        isUnsure = false
        for (chunk, hasFailures) in listing.done where chunks.indices.contains(chunk) {
            noteDone(chunk, hasFailures: hasFailures)
        }
        for claim in listing.claims where chunks.indices.contains(claim.chunk) { noteClaim(claim) }
        for claim in listing.released where isLast(claim) { chunks[claim.chunk].isFree = true }
        for (claim, sighting) in sightings where isLast(claim) { judge(claim.chunk, sighting, from, to) }
        // The lowest at the end, from where they are taken.
        free = chunks.indices.reversed().filter(isTakeable)
    }

    private func isLast(_ claim: PoolClaim) -> Bool {
        chunks.indices.contains(claim.chunk) && chunks[claim.chunk].generation == claim.generation
    }

    private mutating func judge(_ chunk: Int, _ sighting: PoolSighting, _ from: Nanoseconds, _ to: Nanoseconds) {
        guard case .beat(let beat) = sighting else { return chunks[chunk].isFree = true }
        if let since = chunks[chunk].since, chunks[chunk].beat == beat {
            chunks[chunk].isFree = from - since >= lease
        } else {
            chunks[chunk].beat = beat
            chunks[chunk].since = to
            chunks[chunk].isFree = false
        }
    }

    private mutating func noteClaim(_ claim: PoolClaim) {
        guard claim.generation > chunks[claim.chunk].generation else { return }
        chunks[claim.chunk].generation = claim.generation
        chunks[claim.chunk].isFree = false
        chunks[claim.chunk].since = nil
        pause = shortestPause
        if let mine = own[claim.chunk], mine.generation < claim.generation { drops.append(claim.chunk) }
    }

    private mutating func noteDone(_ chunk: Int, hasFailures: Bool) {
        // Of two who have run it, one may have had no failure.
        if hasFailures, !chunks[chunk].isDone { failed.insert(chunk) } else if !hasFailures { failed.remove(chunk) }
        guard !chunks[chunk].isDone else { return }
        chunks[chunk].isDone = true
        doneCount += 1
        pause = shortestPause
        if own[chunk] != nil { drops.append(chunk) }
    }

    /// What became of a claim that was begun at this time.
    mutating func claimed(_ claim: PoolClaim, _ result: ClaimResult, at now: Nanoseconds) {
        guard chunks.indices.contains(claim.chunk) else { return }
        noteClaim(claim)
        switch result {
        case .won:
            lostInARow = 0
            // One that takes over its own former claim goes on where that was.
            if own.isEmpty { lastRenewal = now }
            own[claim.chunk] = claim
            pause = shortestPause
        case .lost:
            lostInARow += 1
            if lostInARow.isMultiple(of: Self.lossesBeforeLook) { lastLook = nil }
        case .done(let hasFailures): noteDone(claim.chunk, hasFailures: hasFailures)
        }
    }

    /// The claims were renewed by what was begun at this time.
    mutating func renewed(at start: Nanoseconds) {
        lastRenewal = start
    }

    /// Every line of a chunk is answered, and that is on the disk.
    mutating func finished(_ chunk: Int, hasFailures: Bool) {
        own[chunk] = nil
        noteDone(chunk, hasFailures: hasFailures)
    }

    /// Nothing of a chunk that was dropped is under way any more.
    mutating func ended(_ chunk: Int) {
        draining.remove(chunk)
    }

    /// A chunk was given back.
    mutating func left(_ chunk: Int) {
        guard let claim = own.removeValue(forKey: chunk) else { return }
        chunks[chunk].left = claim.generation
        chunks[chunk].isFree = true
    }
}
