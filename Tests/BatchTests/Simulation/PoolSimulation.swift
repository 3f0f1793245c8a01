@testable import Batch

/// A whole pool from one seed: workers that join, crash, sleep, leave and come back, over a folder that is slow to show
/// what is made.
struct PoolSimulation {
    struct Violation: Error, CustomStringConvertible {
        var description: String
    }

    /// What keeps a worker from going on.
    private enum Fault: CaseIterable { case crash, sleep, leave }

    private struct Event {
        var time: Nanoseconds
        /// `nil`: a fault strikes, or a worker joins.
        var worker: Int?
        var number: Int
    }

    private let seed: UInt64
    private let plan: PoolPlan
    private let lease: Nanoseconds
    private var random: SplitMix64
    private var folder: PoolSimulatedFolder
    private var workers: [PoolSimulatedWorker] = []
    private var crashed: [(worker: Int, machine: Int)] = []
    private var events: [Event] = []
    private var numbers = 0
    private var now: Nanoseconds = 0
    private var faultsLeft: Int
    private var joinsLeft: Int
    /// How often lines may have been sent in vain.
    private var allowance = 0

    init(seed: UInt64) {
        self.seed = seed
        random = SplitMix64(seed: seed)
        let lines = Int.random(in: 0...40, using: &random)
        plan = PoolPlan(
            lines: lines,
            rule: PoolPlan.Rule(
                divisor: .random(in: 1...40, using: &random), smallest: .random(in: 1...3, using: &random),
                largest: .random(in: 3...60, using: &random)))
        lease = .random(in: 1...90, using: &random) * .second
        // A server's caches may be slower than the lease: then work is doubled, but none is lost.
        let delays = [0, lease / 20, lease / 8, 2 * lease]
        folder = PoolSimulatedFolder(
            delay: delays[Int.random(in: 0...3, using: &random)], seed: random.next())
        faultsLeft = Bool.random(using: &random) ? 0 : .random(in: 1...15, using: &random)
        joinsLeft = .random(in: 0...4, using: &random)
        for _ in 0..<Int.random(in: 1...6, using: &random) { join() }
        if faultsLeft + joinsLeft > 0 { schedule(nil, after: .random(in: 0...lease, using: &random)) }
    }

    private mutating func join() {
        workers.append(
            PoolSimulatedWorker(
                number: workers.count, machine: .random(in: 0...2, using: &random), plan: plan, lease: lease,
                window: .random(in: 1...8, using: &random), seed: random.next()))
        schedule(workers.count - 1, after: .random(in: 0...Nanoseconds.second, using: &random))
    }

    private mutating func schedule(_ worker: Int?, after time: Nanoseconds) {
        numbers += 1
        events.append(Event(time: now + max(1, time), worker: worker, number: numbers))
        var place = events.count - 1
        while place > 0, isBefore(place, place - 1) {
            events.swapAt(place, place - 1)
            place -= 1
        }
    }

    /// Whether an event is to come after another in the list, from whose end they are taken.
    private func isBefore(_ one: Int, _ other: Int) -> Bool {
        (events[one].time, events[one].number) > (events[other].time, events[other].number)
    }

    /// Plays it to the end.
    mutating func run() throws(Violation) {
        var steps = 0
        while let event = events.popLast() {
            steps += 1
            now = event.time
            if let worker = event.worker { try step(worker) } else { strike() }
            guard steps < 200_000 else { throw violation("it does not end") }
            guard now < 500 * lease + 4000 * .second else { throw violation("it takes too long") }
        }
        try check()
    }

    private mutating func step(_ number: Int) throws(Violation) {
        guard !workers[number].hasEnded else { return }
        if let until = workers[number].sleepsUntil {
            if now < until { return schedule(number, after: until - now) }
            workers[number].sleepsUntil = nil
        }
        let seen = crashed.filter { $0.machine == workers[number].machine }
        let next = workers[number].step(now, &folder) { holder in seen.contains { $0.worker == holder } }
        if let next { schedule(number, after: next - now) }
        let limit = 400 + 30 * plan.count + 60 * (now / max(.second / 20, lease / 20))
        if workers[number].actions > limit {
            throw violation("worker \(number) has taken \(workers[number].actions) steps by \(now)")
        }
    }

    /// Lets a fault strike a worker, or another join.
    private mutating func strike() {
        let alive = workers.indices.filter { !workers[$0].hasEnded }
        if joinsLeft > 0, faultsLeft == 0 || Bool.random(using: &random) {
            joinsLeft -= 1
            join()
        } else if faultsLeft > 0, let victim = alive.randomElement(using: &random),
            let fault = Fault.allCases.randomElement(using: &random)
        {
            faultsLeft -= 1
            // Where all is seen at once, only what is under way can be lost or doubled.
            allowance += workers[victim].window
            if folder.delay > 0 { allowance += workers[victim].claimedLines + 2 * plan.largest }
            switch fault {
            case .crash:
                workers[victim].hasCrashed = true
                crashed.append((victim, workers[victim].machine))
            case .leave: workers[victim].leave(now, &folder)
            case .sleep:
                workers[victim].sleepsUntil = max(
                    now + .random(in: 0...3 * lease, using: &random), workers[victim].sleepsUntil ?? 0)
            }
            if fault != .sleep, alive.count == 1 || Bool.random(using: &random) { join() }
        }
        let isPeopled = workers.contains { !$0.hasEnded }
        if joinsLeft > 0 || isPeopled && faultsLeft > 0 {
            schedule(nil, after: .random(in: 0...2 * lease, using: &random))
        }
    }

    private func check() throws(Violation) {
        for worker in workers where !worker.hasEnded { throw violation("worker \(worker.number) has not ended") }
        for chunk in 0..<plan.count {
            guard let done = folder.done[chunk] else { throw violation("chunk \(chunk) is not done") }
            let part = folder.claims[done.claim]?.part ?? []
            guard part == Set(plan[chunk]) else { throw violation("chunk \(chunk) is done and lacks lines") }
        }
        let sends = workers.reduce(0) { $0 + $1.sends }
        let claimed = folder.claims.keys.reduce(0) { $0 + plan[$1.chunk].count }
        guard sends <= claimed else { throw violation("\(sends) requests for claims of \(claimed) lines") }
        guard folder.delay < lease else { return }
        guard sends <= plan.lines + allowance else {
            throw violation("\(sends) requests for \(plan.lines) lines and an allowance of \(allowance)")
        }
    }

    private func violation(_ text: String) -> Violation { Violation(description: "Seed \(seed): \(text).") }
}

extension PoolPlan {
    /// The lines of the longest chunk.
    fileprivate var largest: Int { (0..<count).map { self[$0].count }.max() ?? 0 }
}
