@testable import Batch

/// A shared folder in which a file can be made once only, but is seen by others later than it is made.
struct PoolSimulatedFolder {
    struct Claim {
        var holder: Int
        var made: Nanoseconds
        /// When the holder wrote each of its numbers.
        var beats: [Nanoseconds]
        var released: Nanoseconds?
        /// The lines that its part answers.
        var part: Set<Int> = []
    }

    struct Done {
        var claim: PoolClaim
        var made: Nanoseconds
    }

    var claims: [PoolClaim: Claim] = [:]
    private(set) var done: [Int: Done] = [:]
    /// In the order in which they were made, so that a seed gives the same run again.
    private var order: (claims: [PoolClaim], done: [Int]) = ([], [])
    /// The longest time until others see what is made.
    let delay: Nanoseconds
    private var random: SplitMix64

    init(delay: Nanoseconds, seed: UInt64) {
        self.delay = delay
        random = SplitMix64(seed: seed)
    }

    /// The time that a reader sees of something.
    private mutating func seen(_ now: Nanoseconds, _ isOwn: Bool) -> Nanoseconds {
        isOwn || delay == 0 ? now : now - Int.random(in: 0...delay, using: &random)
    }

    mutating func list(for worker: Int, at now: Nanoseconds) -> PoolListing {
        var listing = PoolListing()
        for claim in order.claims {
            guard let file = claims[claim] else { continue }
            let isOwn = file.holder == worker
            if file.made <= seen(now, isOwn) { listing.claims.append(claim) }
            if let released = file.released, released <= seen(now, isOwn) { listing.released.insert(claim) }
        }
        for chunk in order.done {
            if let file = done[chunk], file.made <= seen(now, false) { listing.done[chunk] = false }
        }
        return listing
    }

    mutating func sighting(_ claim: PoolClaim, at now: Nanoseconds, hasEnded: Bool) -> PoolSighting {
        if hasEnded { return .ended }
        let time = seen(now, false)
        return .beat(UInt64(claims[claim]?.beats.count { $0 <= time } ?? 0))
    }

    /// Makes a claim; `false` where it is there, which the server always knows.
    mutating func make(_ claim: PoolClaim, for worker: Int, at now: Nanoseconds) -> Bool {
        guard claims[claim] == nil else { return false }
        claims[claim] = Claim(holder: worker, made: now, beats: [now])
        order.claims.append(claim)
        return true
    }

    /// Notes that a chunk is done, unless that is noted.
    mutating func markDone(_ claim: PoolClaim, at now: Nanoseconds) {
        guard done[claim.chunk] == nil else { return }
        done[claim.chunk] = Done(claim: claim, made: now)
        order.done.append(claim.chunk)
    }

    /// What the parts of earlier claims answer.
    func answered(before claim: PoolClaim) -> Set<Int> {
        (1..<claim.generation).reduce(into: []) { $0.formUnion(claims[PoolClaim(claim.chunk, $1)]?.part ?? []) }
    }
}
