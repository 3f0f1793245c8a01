import CloudComputeClient
import Files

@testable import Batch

/// Something that the journal promises and did not keep.
struct JournalViolation: Error, CustomStringConvertible {
    var description: String
}

/// The history of one output: runs, edits, kills and failures of the disk, all from one seed.
struct JournalSimulation {
    /// What is asked for: a line with a name by its name and body, another by its body alone.
    struct Question: Hashable {
        var customID: String?
        var body: [UInt8]
    }

    private var random: JournalRandom
    private let disk: JournalSimulatedDisk
    private var input: JournalSimulatedInput
    /// What each reply, by its number, answers.
    private var questions: [Question] = []
    /// The replies that were on the disk at some time, whether or not they still are.
    private let ledger = Ledger()
    private var onlyTwoPasses = true
    /// Whether each run is printed with what it left.
    var isTraced = false

    /// Replies that have been recorded, and those of them that have been on the disk.
    private final class Ledger {
        var recorded: Set<Int> = []
        var durable: Set<Int> = []
    }

    init(seed: UInt64) {
        random = JournalRandom(seed: seed)
        disk = JournalSimulatedDisk(random: JournalRandom(seed: ~seed))
        input = JournalSimulatedInput(&random)
        disk.onDurable = { [ledger] in ledger.durable.formUnion(ledger.recorded) }
    }

    /// Plays the history to its end.
    ///
    /// - Throws: ``JournalViolation``.
    mutating func play() throws {
        for _ in 0..<(2 + random.below(5)) {
            if random.once(in: 6) { try meetForeignFile() }
            if random.once(in: 6) { try refuseToSupersede() }
            switch random.below(4) {
            case 0: break
            case 1: disk.failureRate = 5 + random.below(40)
            default: disk.operationsLeft = random.below(40)
            }
            try run(failsRequests: true)
            for _ in 0..<random.below(3) { input.edit(&random) }
        }
        disk.failureRate = 0
        disk.operationsLeft = nil
        try run(failsRequests: false)
        try checkEnd()
    }

    /// One run, to its end or to that of the machine.
    private mutating func run(failsRequests: Bool) throws {
        let isClean = disk.failureRate == 0 && disk.operationsLeft == nil
        let knowsInput = !random.once(in: 3)
        onlyTwoPasses = onlyTwoPasses && knowsInput
        do {
            try attempt(knowsInput, failsRequests)
            if !disk.isDead { try checkNames("after a run") }
        } catch let error as BatchError {
            if isClean {
                throw JournalViolation(description: "A run on a sound disk failed: \(error)")
            }
        }
        let end: JournalSimulatedDisk.End = disk.isDead && random.once(in: 2) ? .powerLoss : .kill
        if case .kill = end { ledger.durable.formUnion(ledger.recorded) }
        disk.restart(after: end)
        ledger.recorded = []
        trace("run, knowing its input: \(knowsInput), on a sound disk: \(isClean), ended by \(end)")
        try checkNothingLost()
        if onlyTwoPasses { try checkNames("after a kill") }
    }

    private mutating func attempt(_ knowsInput: Bool, _ failsRequests: Bool) throws {
        let available = Dictionary(grouping: try stored(), by: { questions[$0] }).mapValues(\.count)
        let form = input.form
        var survey = InputScan(files: input.files, isComplete: knowsInput)
        if knowsInput { for line in input.inputLines { _ = survey.add(line, form: form) } }
        var journal = try JournalState.open(disk, survey: survey) { _ in true }
        var lines = input.inputLines[...]
        var underWay: [(BatchRequest, RequestFingerprint)] = []
        var sent: [Question: Int] = [:]
        var summary = BatchSummary()
        let window = 1 + random.below(4)
        let stopsAfter = failsRequests && random.once(in: 4) ? random.below(lines.count + 1) : Int.max
        defer { try? journal.finish() }
        while !lines.isEmpty || !underWay.isEmpty {
            if underWay.count < window, let line = lines.popFirst(), summary.alreadyDone + sent.count < stopsAfter {
                guard let (request, identity) = try journal.take(line, form: form, &summary) else { continue }
                let question = Question(
                    customID: request.isAutomatic ? nil : request.customID, body: request.body)
                sent[question, default: 0] += 1
                underWay.append((request, identity))
                continue
            }
            guard !underWay.isEmpty else { continue }
            let (request, identity) = underWay.remove(at: random.below(underWay.count))
            try answer(request, identity, fails: failsRequests && random.once(in: 4), &journal)
            if disk.isDead { return }
        }
        try journal.finish()
        if !disk.isDead { try checkSent(sent, available, knowsInput) }
    }

    private mutating func answer(
        _ request: BatchRequest, _ identity: RequestFingerprint, fails: Bool, _ journal: inout JournalState
    ) throws {
        let timings = BatchTimings(sentAt: 1, latency: .milliseconds(1), attempts: 1)
        let number = questions.count
        questions.append(Question(customID: request.isAutomatic ? nil : request.customID, body: request.body))
        let answer = RawChatResponse(
            statusCode: fails ? 500 : 200, requestID: nil, retryAfter: nil, body: Array("{\"reply\":\(number)}".utf8))
        let result: Result<ChatReply, CloudComputeError> =
            fails ? .failure(CloudComputeError(.serverFailure, "no")) : .success(ChatReply())
        try journal.record(
            BatchOutcome(request: request, identity: identity, answer: answer, result: result, timings: timings))
        if !fails { ledger.recorded.insert(number) }
    }
}

extension JournalSimulation {
    /// Puts something of somebody else's into a file and expects it to be left alone.
    private mutating func meetForeignFile() throws {
        let role = [JournalRole.results, .failures, .superseded][random.below(3)]
        let before = disk.contents
        let own = before[role] ?? []
        let foreign = Array(
            ["notes", "notes\n", "{\"precious\": true}", "\u{0}\u{0}x", "{\"id\":\"batch_req_zz", "\n", "{}\n{}\n"][
                random.below(7)
            ].utf8)
        disk.replace(role, by: random.once(in: 2) ? foreign + own : own + foreign)
        let changed = disk.contents
        // After an unfinished line of ours, the other's text is a part of that line.
        let isRefused = own.isEmpty || own.last == UInt8(ascii: "\n") || changed[role]?.starts(with: foreign) == true
        var survey = InputScan(files: input.files, isComplete: true)
        for line in input.inputLines { _ = survey.add(line, form: input.form) }
        if isRefused {
            if (try? JournalState.open(disk, survey: survey) { _ in true }) != nil {
                throw JournalViolation(description: "A foreign file of \(role) was taken: \(foreign)")
            }
            if disk.contents != changed {
                throw JournalViolation(description: "A foreign file of \(role) was changed.")
            }
        }
        disk.replace(role, by: before[role])
    }

    /// Refuses to let results be superseded and expects nothing to change.
    private mutating func refuseToSupersede() throws {
        var other = input
        other.model = "other"
        var survey = InputScan(files: other.files, isComplete: true)
        for line in other.inputLines { _ = survey.add(line, form: other.form) }
        let before = disk.contents
        var wasAsked = false
        _ = try? JournalState.open(disk, survey: survey) { _ in
            wasAsked = true
            return false
        }
        if wasAsked, disk.contents != before { throw JournalViolation(description: "A refused run changed something.") }
    }

    private func trace(_ what: String) {
        guard isTraced else { return }
        print("== \(what)\ninput (\(input.model)):")
        for line in input.inputLines {
            if case .text(let text) = line.content {
                print("\(line.stem):\(line.number) \(String(decoding: text, as: UTF8.self))")
            }
        }
        for role in [JournalRole.results, .failures, .superseded] {
            guard let bytes = disk.contents[role] else { continue }
            print("\(role):\n\(String(decoding: bytes, as: UTF8.self).replacing("\u{0}", with: "~"))")
        }
    }

    /// The whole results in a file.
    private func results(_ role: JournalRole) throws -> [(line: [UInt8], name: String, number: Int)] {
        let bytes = disk.contents[role] ?? []
        var found: [(line: [UInt8], name: String, number: Int)] = []
        for piece in bytes.split(whereSeparator: { $0 == 0 || $0 == UInt8(ascii: "\n") }) {
            let line = Array(piece)
            guard ResultLine.identity(line) != nil, ResultLine.kind(line) != nil,
                let number = Self.replyNumber(line)
            else { continue }
            found.append((line, ResultLine.customID(line), number))
        }
        return found
    }

    /// The number in `{"reply":7}`, found without reading the line as JSON, which would take most of the time.
    private static func replyNumber(_ line: [UInt8]) -> Int? {
        var start = ResultLine.customIDRange(line).upperBound
        while start < line.count, line[start] != replyName[0] || !line[start...].starts(with: replyName) { start += 1 }
        let digits = line[min(line.count, start + replyName.count)...].prefix { $0 != UInt8(ascii: "}") }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    private static let replyName = Array("{\"reply\":".utf8)

    /// The replies that are in the output or superseded.
    private func stored() throws -> Set<Int> {
        Set(try results(.results).map(\.number)).union(try results(.superseded).map(\.number))
    }

    private func checkNothingLost() throws {
        let lost = ledger.durable.subtracting(try stored())
        if let reply = lost.first { throw JournalViolation(description: "Reply \(reply) is lost.") }
    }

    private func checkNames(_ when: String) throws {
        let names = try results(.results).map(\.name)
        if Set(names).count < names.count {
            throw JournalViolation(description: "A custom_id stands twice in the output \(when): \(names.sorted())")
        }
    }

    /// No request may be paid again while its reply is there.
    private func checkSent(_ sent: [Question: Int], _ available: [Question: Int], _ knowsInput: Bool) throws {
        var asked: [Question: Int] = [:]
        for line in input.inputLines {
            guard let request = try? input.form.request(line) else { continue }
            asked[Question(customID: request.isAutomatic ? nil : request.customID, body: request.body), default: 0] += 1
        }
        for (question, count) in sent {
            // Of equal lines of a pipe it is not known beforehand how many will come.
            if !knowsInput, question.customID == nil { continue }
            let needed = max(0, (asked[question] ?? 0) - (available[question] ?? 0))
            if count > needed {
                throw JournalViolation(
                    description:
                        "\(String(decoding: question.body, as: UTF8.self)) was sent \(count) times, not \(needed).")
            }
        }
    }

    /// After a run without faults everything that is asked for is there, once, under its name.
    private func checkEnd() throws {
        var survey = InputScan(files: input.files, isComplete: true)
        var expected: [String: [UInt8]] = [:]
        for line in input.inputLines {
            if case .success(let request) = survey.add(line, form: input.form) {
                expected[request.customID] = request.body
            }
        }
        let results = try results(.results)
        for (name, body) in expected {
            guard let result = results.first(where: { $0.name == name }) else {
                throw JournalViolation(description: "\(name) has no result.")
            }
            if questions[result.number].body != body {
                throw JournalViolation(description: "\(name) has the reply to another request.")
            }
        }
        let numbers = results.map(\.number)
        let superseded = try self.results(.superseded).map(\.number)
        if Set(numbers + superseded).count < numbers.count + superseded.count {
            throw JournalViolation(description: "A reply stands twice: \(numbers), \(superseded)")
        }
        let failures = try self.results(.failures).map(\.name)
        if let name = failures.first(where: { expected[$0] != nil }) {
            throw JournalViolation(description: "\(name) has succeeded and still stands among the failures.")
        }
    }
}
