@testable import Batch

/// A process that works in a simulated pool: what the session of a run does, without a server.
struct PoolSimulatedWorker {
    /// What is under way in the folder, and when it was begun.
    private enum Work {
        case look(PoolListing, from: Nanoseconds)
        case claim(PoolClaim, from: Nanoseconds)
        case renew(from: Nanoseconds)
    }

    private struct Chunk {
        var claim: PoolClaim
        var unsent: [Int]
        var outstanding = 0
        var isDropped = false
    }

    let number: Int
    let machine: Int
    private let plan: PoolPlan
    let window: Int
    private var random: SplitMix64
    private var worker: PoolWorker
    private var work: (Work, ends: Nanoseconds)?
    private var chunks: [Int: Chunk] = [:]
    private var underWay: [(chunk: Int, line: Int, ends: Nanoseconds)] = []
    private(set) var actions = 0
    private(set) var sends = 0
    var sleepsUntil: Nanoseconds?
    var hasCrashed = false
    private var hasFinished = false

    init(number: Int, machine: Int, plan: PoolPlan, lease: Nanoseconds, window: Int, seed: UInt64) {
        self.number = number
        self.machine = machine
        self.plan = plan
        self.window = window
        random = SplitMix64(seed: seed)
        worker = PoolWorker(chunks: plan.count, lease: lease)
    }

    var hasEnded: Bool { hasCrashed || hasFinished }

    /// The lines that it may have to send, or has sent, for what it has claimed.
    var claimedLines: Int { chunks.values.reduce(2 * window) { $0 + $1.unsent.count + $1.outstanding } }

    /// Gives everything back and ends.
    mutating func leave(_ now: Nanoseconds, _ folder: inout PoolSimulatedFolder) {
        for chunk in chunks.values where !chunk.isDropped { folder.claims[chunk.claim]?.released = now }
        hasFinished = true
    }

    /// Does what is due; returns when it is to be called again.
    ///
    /// - Parameter isDead: Whether the end of a worker can be seen at once.
    mutating func step(
        _ now: Nanoseconds, _ folder: inout PoolSimulatedFolder, isDead: (Int) -> Bool
    ) -> Nanoseconds? {
        complete(now, &folder, isDead)
        for request in underWay where request.ends <= now {
            guard let chunk = chunks[request.chunk] else { continue }
            folder.claims[chunk.claim]?.part.insert(request.line)
            chunks[request.chunk]?.outstanding -= 1
        }
        underWay.removeAll { $0.ends <= now }
        let order = chunks.keys.sorted()
        for chunk in order { settle(chunk, now, &folder) }
        send(now, order)
        var next: Nanoseconds?
        if work == nil { next = decide(now, &folder) }
        if hasFinished { return nil }
        return ([next, work?.ends] + underWay.map { $0.ends }).compactMap { $0 }.min()
    }

    private mutating func send(_ now: Nanoseconds, _ order: [Int]) {
        for chunk in order {
            while underWay.count < window, worker.maySend(chunk, at: now), chunks[chunk]?.isDropped == false,
                let line = chunks[chunk]?.unsent.popLast()
            {
                sends += 1
                chunks[chunk]?.outstanding += 1
                let time = Int.random(in: 1...8_000_000_000, using: &random)
                underWay.append((chunk, line, now + time))
            }
        }
    }

    private mutating func settle(_ number: Int, _ now: Nanoseconds, _ folder: inout PoolSimulatedFolder) {
        guard let chunk = chunks[number], chunk.outstanding == 0, chunk.isDropped || chunk.unsent.isEmpty else {
            return
        }
        chunks[number] = nil
        guard !chunk.isDropped else { return worker.ended(number) }
        folder.markDone(chunk.claim, at: now)
        worker.finished(number, hasFailures: false)
    }

    /// Asks what to do; returns when to ask again.
    private mutating func decide(_ now: Nanoseconds, _ folder: inout PoolSimulatedFolder) -> Nanoseconds? {
        while true {
            actions += 1
            let unsent = chunks.values.reduce(0) { $0 + ($1.isDropped ? 0 : $1.unsent.count) }
            let time = Int.random(in: 1_000_000...30_000_000, using: &random)
            switch worker.next(now, wantsChunk: unsent == 0) {
            case .look: work = (.look(folder.list(for: number, at: now), from: now), now + time)
            case .claim(let claim): work = (.claim(claim, from: now), now + time)
            case .renew: work = (.renew(from: now), now + time)
            case .drop(let chunk):
                if chunks[chunk] == nil { worker.ended(chunk) }
                chunks[chunk]?.isDropped = true
                settle(chunk, now, &folder)
                continue
            case .wait(let until): return until
            case .finish: hasFinished = true
            }
            return nil
        }
    }

    private mutating func complete(_ now: Nanoseconds, _ folder: inout PoolSimulatedFolder, _ isDead: (Int) -> Bool) {
        guard let (work, ends) = work, ends <= now else { return }
        self.work = nil
        switch work {
        case .look(let listing, let from):
            var sightings: [PoolClaim: PoolSighting] = [:]
            for claim in worker.suspects(in: listing).sorted(by: {
                ($0.chunk, $0.generation) < ($1.chunk, $1.generation)
            }) {
                let holder = folder.claims[claim]?.holder ?? -1
                sightings[claim] = folder.sighting(claim, at: now, hasEnded: isDead(holder))
            }
            worker.saw(listing, sightings, from: from, to: now)
        case .claim(let claim, let from):
            if folder.done[claim.chunk] != nil {
                worker.claimed(claim, .done(hasFailures: false), at: from)
            } else if folder.make(claim, for: number, at: now) {
                let answered = folder.answered(before: claim)
                folder.claims[claim]?.part = answered
                chunks[claim.chunk] = Chunk(claim: claim, unsent: plan[claim.chunk].filter { !answered.contains($0) })
                worker.claimed(claim, .won, at: from)
            } else {
                worker.claimed(claim, .lost, at: from)
            }
        case .renew(let from):
            for claim in worker.own.values { folder.claims[claim]?.beats.append(now) }
            worker.renewed(at: from)
        }
    }
}
