import CloudComputeClient

@testable import Batch

/// What a simulated run broke.
struct Violation: Error, CustomStringConvertible {
    var seed: UInt64
    var kind: Scenario.Kind
    var time: Nanoseconds
    var rule: String

    var description: String {
        "seed \(seed) (\(kind)), after \(Double(time) / 1e9) s: \(rule)"
    }
}

/// Runs an engine against a scenario, with a clock that stands still while nothing happens, and checks it at each step.
struct Simulation {
    enum Event {
        case read(count: Int)
        case unreadable
        case came(id: Int, send: Int)
        case recorded(id: Int, send: Int)
        case stop(StopRequest)
    }

    /// An attempt that is under way, or whose outcome is being recorded.
    struct Attempt {
        var line: Int
        var send: Int
        var sent: Nanoseconds
        var outcome: SimulatedServer.Outcome
        var isRecording = false
        /// The failure that is recorded, where that is another than what came.
        var recorded: CloudComputeError?
    }

    let scenario: Scenario
    var engine: BatchEngine
    var server: SimulatedServer
    var random: SplitMix64
    var now = 0
    /// What is going to happen, the next last.
    var events: [(time: Nanoseconds, event: Event)] = []
    /// The one timer.
    var timer: Nanoseconds?

    var linesRead = 0
    var lineOfID: [Int] = []
    var attempts: [Int: Attempt] = [:]
    var sends = 0
    var records = 0
    var steps = 0
    var happenings = 0
    /// How long all attempts took together, and the longest of them.
    var work = 0
    var longestAttempt = 0
    var ledger: Ledger
    var hasFinished = false
    var failure: String?

    init(_ scenario: Scenario) {
        self.scenario = scenario
        engine = BatchEngine(limits: scenario.limits, seed: scenario.seed &* 3)
        server = scenario.server
        random = SplitMix64(seed: scenario.seed &* 5)
        ledger = Ledger(scenario)
        for (time, request) in scenario.stops { schedule(.stop(request), at: time) }
    }

    /// Runs to the end.
    ///
    /// - Throws: ``Violation``.
    mutating func run() throws(Violation) {
        while true {
            try pump()
            if hasFinished || failure != nil { break }
            let next = events.last?.time
            guard let time = [next, timer].compactMap({ $0 }).min() else {
                throw violation("nothing is going to happen any more")
            }
            try check(
                time - now <= longestWait || !attempts.isEmpty || engine.summary.halt != nil
                    || time == next, "a wait of \(time - now) ns")
            if attempts.isEmpty, !isReading, !hasFinished {
                try check(engine.wait != nil, "a wait that nothing explains")
            }
            now = max(now, time)
            if timer == time { timer = nil }
            if next == time, let (_, event) = events.popLast() {
                // A timer that is due is no excuse for a step: it has to lead to something.
                happenings += 1
                try handle(event)
            }
        }
        try end()
    }

    private var longestWait: Nanoseconds { max(engine.maximumWait, .minute) + .minute + .second }

    private var isReading: Bool {
        events.contains {
            if case .read = $0.event { true } else if case .unreadable = $0.event { true } else { false }
        }
            || isSilent
    }

    private var isSilent = false

    /// Does what the engine says until it says to wait.
    private mutating func pump() throws(Violation) {
        while true {
            steps += 1
            try check(
                steps <= 60 + 8 * scenario.lines.count + 12 * sends + 4 * happenings,
                "\(steps) steps for \(scenario.lines.count) lines, \(sends) attempts, \(happenings) events")
            switch engine.next(now) {
            case .send(let id): try send(id)
            case .giveUp(let id, let error):
                try check(scenario.limits.tokensPerMinute != nil, "given up: \(error.message)")
                sends += 1
                let line = lineOfID[id]
                attempts[id] = Attempt(
                    line: line, send: sends, sent: now, outcome: .failure(FailureFacts(error, nil)), isRecording: true)
                try ledger.giveUp(line, self)
                record(id)
            case .read(let bytes): read(bytes)
            case .cancel: try cancel()
            case .finish:
                hasFinished = true
                return
            case .idle(let until):
                timer = until.map { max($0, now) }
                return
            }
            try check(engine.inFlight <= scenario.limits.concurrency.ceiling, "\(engine.inFlight) in flight")
            try check(
                engine.heldBytes <= scenario.limits.memory.bytes || engine.inFlight <= 1, "\(engine.heldBytes) bytes")
        }
    }

    private mutating func send(_ id: Int) throws(Violation) {
        sends += 1
        let line = lineOfID[id]
        try ledger.send(line, self)
        let (outcome, wait) = server.take(scenario.lines[line], inFlight: attempts.count + 1, at: now, &random)
        attempts[id] = Attempt(line: line, send: sends, sent: now, outcome: outcome)
        work += wait + scenario.recordingTime
        longestAttempt = max(longestAttempt, wait + scenario.recordingTime)
        schedule(.came(id: id, send: sends), at: now + max(1, wait))
    }

    private mutating func read(_ bytes: Int) {
        if let silent = scenario.silentAfter, linesRead >= silent {
            isSilent = true
            return
        }
        if let broken = scenario.breaksAfter, linesRead >= broken {
            return schedule(.unreadable, at: now + scenario.readingTime)
        }
        var count = 0
        var size = 0
        while linesRead + count < scenario.lines.count, size < bytes, count < 16 {
            size += scenario.lines[linesRead + count].bytes
            count += 1
        }
        schedule(.read(count: count), at: now + scenario.readingTime)
    }

    private mutating func handle(_ event: Event) throws(Violation) {
        switch event {
        case .read(let count): took(count)
        case .unreadable:
            engine.stop(.request)
            ledger.isStopped = true
        case .came(let id, let send): try came(id, send)
        case .recorded(let id, let send): try recorded(id, send)
        case .stop(let request):
            let drainUntil = request == .now ? now : now + scenario.limits.drain.nanoseconds
            engine.stop(.request, drainUntil: drainUntil)
            ledger.stop(drainUntil: drainUntil)
        }
    }

    private mutating func took(_ count: Int) {
        guard count > 0 else { return engine.inputEnded() }
        let first = linesRead
        linesRead += count
        let new = (first..<linesRead).filter { $0 >= scenario.alreadyDone }
        let facts = new.map { index in
            let line = scenario.lines[index]
            return RequestFacts(
                bytes: line.bytes, tokens: line.tokens, model: line.model, canBeReadAgain: scenario.canBeReadAgain)
        }
        let ids = engine.add(facts, lines: count, alreadyDone: count - new.count, badLines: 0)
        for (id, line) in zip(ids, new) {
            while lineOfID.count <= id { lineOfID.append(-1) }
            lineOfID[id] = line
        }
    }

    private mutating func came(_ id: Int, _ send: Int) throws(Violation) {
        guard let attempt = attempts[id], attempt.send == send else { return }
        switch attempt.outcome {
        case .reply:
            attempts[id]?.isRecording = true
            record(id)
        case .failure(let failure):
            let disposition = engine.failed(id, failure, at: now)
            try ledger.fail(attempt, failure, disposition, self)
            if case .record(let error) = disposition {
                attempts[id]?.isRecording = true
                attempts[id]?.recorded = error
                record(id)
            } else {
                attempts[id] = nil
            }
        }
    }

    private mutating func record(_ id: Int) {
        guard let attempt = attempts[id] else { return }
        records += 1
        if let full = scenario.fullAfter, records > full {
            failure = "the disk is full"
        } else if let stuck = scenario.stuckAfter, records > stuck {
            // Its reader takes no more.
        } else {
            schedule(.recorded(id: id, send: attempt.send), at: now + scenario.recordingTime)
        }
    }

    private mutating func recorded(_ id: Int, _ send: Int) throws(Violation) {
        guard let attempt = attempts[id], attempt.send == send else { return }
        attempts[id] = nil
        try ledger.record(attempt.line, self)
        guard case .reply(let reply) = attempt.outcome else { return engine.recorded(id) }
        engine.replied(id, reply, at: now)
        ledger.reply(attempt, reply, at: now)
    }

    private mutating func cancel() throws(Violation) {
        try ledger.cancel(self)
        for (id, attempt) in attempts.sorted(by: { $0.key < $1.key }) {
            attempts[id] = nil
            switch attempt.outcome {
            case .reply where attempt.isRecording: engine.abandoned(id)
            case .failure(let failure) where attempt.isRecording:
                engine.abandoned(id, attempt.recorded ?? failure.error)
            default:
                let error = CloudComputeError(.cancelled, "cancelled")
                _ = engine.failed(id, FailureFacts(error, nil), at: now)
            }
        }
    }

    private mutating func schedule(_ event: Event, at time: Nanoseconds) {
        // The same time keeps its order.
        var index = events.count
        while index > 0, events[index - 1].time <= time { index -= 1 }
        events.insert((time, event), at: index)
    }

    func check(_ condition: Bool, _ rule: @autoclosure () -> String) throws(Violation) {
        if !condition { throw violation(rule()) }
    }

    func violation(_ rule: String) -> Violation {
        Violation(seed: scenario.seed, kind: scenario.kind, time: now, rule: rule)
    }
}
