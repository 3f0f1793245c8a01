import Testing

@testable import Batch

@Suite(.timeLimit(.minutes(1))) struct PoolWorkerTests {
    private static let lease = 60 * Nanoseconds.second

    /// A worker that has looked once, at time 0.
    private func worker(chunks: Int = 3, _ listing: PoolListing = PoolListing()) -> PoolWorker {
        var worker = PoolWorker(chunks: chunks, lease: Self.lease)
        #expect(worker.next(0, wantsChunk: true) == .look)
        see(&worker, listing, at: 0)
        return worker
    }

    private func see(
        _ worker: inout PoolWorker, _ listing: PoolListing, at now: Nanoseconds, beat: UInt64 = 0, ended: Bool = false
    ) {
        let suspects = worker.suspects(in: listing)
        let sighting = ended ? PoolSighting.ended : .beat(beat)
        worker.saw(listing, Dictionary(uniqueKeysWithValues: suspects.map { ($0, sighting) }), from: now, to: now)
    }

    private func listing(
        _ claims: [PoolClaim] = [], released: Set<PoolClaim> = [], done: [Int: Bool] = [:]
    ) -> PoolListing {
        PoolListing(claims: claims, released: released, done: done)
    }

    @Test func chunksAreClaimedInOrderAndOneThatIsLostIsPassedOver() {
        var worker = worker()
        #expect(worker.next(1, wantsChunk: true) == .claim(PoolClaim(0, 1)))
        worker.claimed(PoolClaim(0, 1), .lost, at: 1)
        #expect(worker.next(2, wantsChunk: true) == .claim(PoolClaim(1, 1)))
        worker.claimed(PoolClaim(1, 1), .won, at: 2)
        #expect(worker.own == [1: PoolClaim(1, 1)])
        guard case .wait = worker.next(3, wantsChunk: false) else { Issue.record("It should wait."); return }
        #expect(worker.next(3, wantsChunk: true) == .claim(PoolClaim(2, 1)))
    }

    @Test func nothingIsDoneWhereAllIsDone() {
        var worker = worker(listing(done: [0: false, 1: true, 2: false]))
        #expect(worker.next(1, wantsChunk: true) == .finish)
        #expect(worker.failed == [1])
        see(&worker, listing(done: [0: false, 1: false, 2: false]), at: 2)
        #expect(worker.failed.isEmpty)
        var empty = PoolWorker(chunks: 0, lease: Self.lease)
        #expect(empty.next(0, wantsChunk: true) == .finish)
    }

    @Test func aClaimIsRenewedWellWithinTheLease() {
        var worker = worker()
        worker.claimed(PoolClaim(0, 1), .won, at: 0)
        guard case .wait(let until?) = worker.next(1, wantsChunk: false) else {
            Issue.record("It should wait."); return
        }
        #expect(until <= Self.lease / 6)
        #expect(worker.next(Self.lease / 6, wantsChunk: false) == .renew([PoolClaim(0, 1)]))
        worker.renewed(at: Self.lease / 6)
        #expect(worker.maySend(0, at: Self.lease))
        #expect(!worker.maySend(0, at: 2 * Self.lease))
    }

    @Test func whatDoesNotChangeForALeaseIsTakenOverFirst() {
        let claims = [PoolClaim(1, 1)]
        var worker = worker(listing(claims))
        see(&worker, listing(claims), at: Self.lease - 1)
        #expect(worker.next(Self.lease - 1, wantsChunk: true) == .claim(PoolClaim(0, 1)))
        worker.claimed(PoolClaim(0, 1), .won, at: Self.lease - 1)
        see(&worker, listing(claims), at: Self.lease)
        #expect(worker.next(Self.lease, wantsChunk: true) == .claim(PoolClaim(1, 2)))
    }

    @Test func whatChangesIsNotTakenOverHoweverLongItLasts() {
        var worker = worker(chunks: 1, listing([PoolClaim(0, 1)]))
        for minute in 1...100 {
            let now = minute * Nanoseconds.minute
            see(&worker, listing([PoolClaim(0, 1)]), at: now, beat: UInt64(minute))
            guard case .wait = worker.next(now, wantsChunk: true) else { Issue.record("It should wait."); return }
        }
    }

    @Test func whatIsGivenBackOrKnownToHaveEndedIsTakenOverAtOnce() {
        let claim = PoolClaim(0, 7)
        var released = worker(chunks: 1, listing([claim], released: [claim]))
        #expect(released.next(1, wantsChunk: true) == .claim(PoolClaim(0, 8)))
        var ended = worker(chunks: 1, listing([claim]))
        see(&ended, listing([claim]), at: 1, ended: true)
        #expect(ended.next(1, wantsChunk: true) == .claim(PoolClaim(0, 8)))
    }

    @Test func aChunkThatAnotherHasTakenOverOrDoneIsDropped() {
        var worker = worker()
        worker.claimed(PoolClaim(0, 1), .won, at: 0)
        worker.claimed(PoolClaim(1, 1), .won, at: 0)
        see(&worker, listing([PoolClaim(0, 1), PoolClaim(0, 2), PoolClaim(1, 1)], done: [1: false]), at: 1)
        let dropped = [worker.next(1, wantsChunk: false), worker.next(1, wantsChunk: false)]
        #expect(Set(dropped) == [.drop(0), .drop(1)])
        #expect(worker.own.isEmpty)
    }

    @Test func aDroppedChunkIsNotTakenAgainWhileRequestsOfItAreUnderWay() {
        var worker = worker(chunks: 1)
        worker.claimed(PoolClaim(0, 1), .won, at: 0)
        let lost = listing([PoolClaim(0, 1), PoolClaim(0, 2)], released: [PoolClaim(0, 2)])
        see(&worker, lost, at: 1)
        #expect(worker.next(1, wantsChunk: true) == .drop(0))
        see(&worker, lost, at: 2)
        guard case .wait = worker.next(2, wantsChunk: true) else { Issue.record("It should wait."); return }
        worker.ended(0)
        see(&worker, lost, at: 3)
        #expect(worker.next(3, wantsChunk: true) == .claim(PoolClaim(0, 3)))
    }

    @Test func aWorkerThatSleptLooksBeforeItSendsAnything() {
        var worker = worker()
        worker.claimed(PoolClaim(0, 1), .won, at: 0)
        let late = 3 * Self.lease
        #expect(!worker.maySend(0, at: late))
        #expect(worker.next(late, wantsChunk: true) == .renew([PoolClaim(0, 1)]))
        worker.renewed(at: late)
        #expect(!worker.maySend(0, at: late))
        #expect(worker.next(late, wantsChunk: true) == .look)
        see(&worker, listing([PoolClaim(0, 1)]), at: late)
        #expect(worker.maySend(0, at: late))
    }

    @Test func whatAWorkerHasGivenBackIsLeftToOthers() {
        var worker = worker(chunks: 1)
        worker.claimed(PoolClaim(0, 1), .won, at: 0)
        worker.left(0)
        #expect(worker.next(1, wantsChunk: true) == .finish)
        see(&worker, listing([PoolClaim(0, 1), PoolClaim(0, 2)], released: [PoolClaim(0, 1)]), at: 2)
        guard case .wait = worker.next(3, wantsChunk: true) else { Issue.record("It should wait."); return }
    }

    @Test func waitingForOthersLooksLessAndLessOften() {
        let claims = [PoolClaim(0, 1)]
        var worker = worker(chunks: 1, listing(claims))
        var now = 0
        var looks = 0
        while now < 50 * Nanoseconds.second {
            switch worker.next(now, wantsChunk: true) {
            case .wait(let until?): now = max(now + 1, until)
            case .look:
                looks += 1
                see(&worker, listing(claims), at: now)
            default:
                Issue.record("Nothing else is to be done.")
                return
            }
        }
        #expect((10...30).contains(looks), "\(looks) looks")
    }

    @Test func whatIsListedFromOutsideTheInputIsPassedOver() {
        let far = PoolClaim(99, 1)
        var worker = worker(listing([far], released: [far], done: [-1: false, 77: true]))
        #expect(worker.suspects(in: listing([far])).isEmpty)
        #expect(worker.next(1, wantsChunk: true) == .claim(PoolClaim(0, 1)))
    }
}
