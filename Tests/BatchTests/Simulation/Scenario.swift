@testable import Batch

/// One simulated run: the input, the limits, the server, the journal and the user, all drawn from a seed.
struct Scenario: Sendable {
    /// What is special of a line.
    struct Line: Sendable {
        var bytes = 100
        var tokens = 10
        var model = 0
        var fate = ReviewDecision.normal
    }

    enum ReviewDecision: Sendable {
        case normal, badRequest, forbidden, unknownModel, alwaysFails, killsConnection, hangs
    }

    enum Kind: Int, Sendable, CaseIterable {
        /// Everything at once, a little of each.
        case mixed
        /// Many failures that pass, and little room for those that wait.
        case manyRetries
        /// A limit on requests a minute, and more lines than a minute takes.
        case requestLimit
        case tokenLimit
        /// `auto` against a server that has neither a queue nor a fault.
        case automatic
        /// A server that goes away and comes back, or does not.
        case outages
        /// Large lines and little memory.
        case memory
        /// Servers whose headers and numbers make no sense.
        case nonsense
    }

    let seed: UInt64
    let kind: Kind
    var limits = BatchLimits()
    var lines: [Line] = []
    var alreadyDone = 0
    var canBeReadAgain = true
    var server = SimulatedServer()
    /// How long reading takes, and after how many lines the input is silent or broken.
    var readingTime = 0
    var silentAfter: Int?
    var breaksAfter: Int?
    /// How long recording takes, and after how many records it never ends or fails.
    var recordingTime = 0
    var stuckAfter: Int?
    var fullAfter: Int?
    var stops: [(at: Nanoseconds, request: StopRequest)] = []

    init(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        self.seed = seed
        // Small runs of everything mostly: the long ones cost more.
        let draw = random.fraction()
        kind =
            draw < 0.6
            ? .mixed
            : draw < 0.62
                ? .automatic
                : Kind(rawValue: 1 + random.number(below: Kind.allCases.count - 1)).flatMap {
                    $0 == .automatic ? nil : $0
                } ?? .mixed
        limits.concurrency = .fixed(1 + random.number(below: 8))
        limits.maximumAttempts = 1 + random.number(below: 5)
        limits.memory.lines = 1 + random.number(below: 16)
        limits.memory.waiting = 2 + random.number(below: 20)
        limits.memory.line = 1000
        limits.memory.reading = 2000
        limits.memory.bytes = 1 << 20
        canBeReadAgain = random.chance(0.7)
        readingTime = random.chance(0.5) ? 0 : random.number(below: Nanoseconds.second / 10)
        recordingTime = random.chance(0.7) ? 0 : random.number(below: Nanoseconds.second / 100)
        server = SimulatedServer(&random, kind)
        lines = (0..<(1 + random.number(below: 40))).map { _ in
            Line(bytes: 1 + random.number(below: 1000), tokens: 1 + random.number(below: 50))
        }
        switch kind {
        case .mixed: mix(&random)
        case .manyRetries:
            lines += (0..<80).map { _ in Line() }
            limits.maximumAttempts = 20
            limits.memory.waiting = 2 + random.number(below: 6)
            limits.concurrency = .fixed(1 + random.number(below: 3))
        case .requestLimit:
            limits.requestsPerMinute = 20 + random.number(below: 40)
            lines += (0..<90).map { _ in Line() }
            limits.concurrency = .fixed(8)
        case .tokenLimit:
            limits.tokensPerMinute = 500 + random.number(below: 1000)
            lines += (0..<40).map { _ in Line(tokens: 1 + random.number(below: 100)) }
        case .automatic:
            readingTime = 0
            limits.concurrency = .automatic(ceiling: 16)
            lines = (0..<(350 + random.number(below: 100))).map { _ in Line() }
        case .outages:
            limits.patience = .seconds(60)
        case .memory:
            limits.memory.bytes = 4000 + random.number(below: 4000)
        case .nonsense: break
        }
    }

    private mutating func mix(_ random: inout SplitMix64) {
        let oddity = random.chance(0.3) ? 0.2 : 0.03
        for index in lines.indices where random.chance(oddity) {
            lines[index].fate =
                [
                    .badRequest, .badRequest, .forbidden, .unknownModel, .alwaysFails, .killsConnection, .hangs,
                ][random.number(below: 7)]
        }
        let models = 1 + random.number(below: 3)
        for index in lines.indices { lines[index].model = random.number(below: models) }
        if random.chance(0.2) { limits.concurrency = .automatic(ceiling: 1 + random.number(below: 16)) }
        if random.chance(0.2) { alreadyDone = random.number(below: lines.count) }
        if random.chance(0.15) { limits.requestsPerMinute = 5 + random.number(below: 100) }
        if random.chance(0.15) { limits.tokensPerMinute = 40 + random.number(below: 2000) }
        if random.chance(0.2) { limits.deadline = .nanoseconds(random.number(below: 60 * Nanoseconds.second)) }
        if random.chance(0.1) { limits.maximumTokens = 1 + random.number(below: 1000) }
        if random.chance(0.1) { limits.maximumCost = random.fraction() }
        if random.chance(0.2) { limits.maximumWait = .seconds(random.number(below: 100)) }
        if random.chance(0.15) {
            stops.append((random.number(below: 20 * Nanoseconds.second), .drain))
            if random.chance(0.5) { stops.append((stops[0].at + random.number(below: 5 * Nanoseconds.second), .now)) }
        }
        if random.chance(0.05) { breaksAfter = random.number(below: lines.count) }
        if random.chance(0.05) { fullAfter = random.number(below: lines.count) }
        // Both end only where somebody ends the run.
        if random.chance(0.05) { silentAfter = random.number(below: lines.count) }
        if random.chance(0.05) { stuckAfter = random.number(below: lines.count) }
        if silentAfter != nil || stuckAfter != nil, limits.deadline == nil {
            stops.append((random.number(below: 100 * Nanoseconds.second), .drain))
        }
        drain()
    }

    /// Signals and the end of the job, at any time; from a sequence of their own, so that they move no other draw.
    private mutating func drain() {
        var random = SplitMix64(seed: seed &* 11)
        if random.chance(0.4) { limits.drain = .nanoseconds(random.number(below: 3 * Nanoseconds.second)) }
        if random.chance(0.05) { limits.drain = .zero }
        if random.chance(0.1) {
            limits.jobStop = .init(
                after: .nanoseconds(random.number(below: 20 * Nanoseconds.second)),
                drain: .nanoseconds(random.number(below: 40 * Nanoseconds.second)))
        }
        while random.chance(0.25) {
            stops.append((random.number(below: (stops.isEmpty ? 3 : 30) * Nanoseconds.second), .drain))
        }
    }
}

extension SplitMix64 {
    mutating func number(below bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    mutating func chance(_ share: Double) -> Bool { fraction() < share }
}
