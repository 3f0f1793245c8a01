import CloudComputeClient

@testable import Batch

/// One run of a shard in memory, which takes a step at a time, so that several work at once.
struct ShardProcess {
    let disk: JournalSimulatedDisk
    private var journal: JournalState
    private let form: RequestBuilder
    private var lines: ArraySlice<InputLine>
    private var underWay: [(request: BatchRequest, identity: RequestFingerprint)] = []
    private var summary = BatchSummary()
    /// How many requests have been sent.
    private(set) var sent = 0
    /// The lines that the shard is to do.
    let ids: Set<String>
    private(set) var isDone = false

    /// Reads the input and opens the output as a run does.
    ///
    /// - Throws: ``BatchError``.
    init(_ disk: JournalSimulatedDisk, _ sharding: Sharding, _ input: JournalSimulatedInput) throws(BatchError) {
        self.disk = disk
        form = input.form
        let all = input.inputLines
        var survey = InputScan(files: input.files, isComplete: true, sharding: sharding)
        var ids: Set<String> = []
        for line in all {
            guard case .success(let request) = survey.add(line, form: form) else { continue }
            if survey.share?.contains(line.stem, line.number) ?? true { ids.insert(request.customID) }
        }
        self.ids = ids
        lines = all.filter { survey.share?.contains($0.stem, $0.number) ?? true }[...]
        journal = try JournalState.open(disk, survey: survey) { _ in true }
    }

    /// Takes a line, answers a request, or ends.
    ///
    /// - Throws: ``BatchError``.
    mutating func step(_ random: inout JournalRandom) throws(BatchError) {
        if underWay.count < 3, let line = lines.popFirst() {
            if let (request, identity) = try journal.take(line, form: form, &summary) {
                sent += 1
                underWay.append((request, identity))
            }
        } else if !underWay.isEmpty {
            let (request, identity) = underWay.remove(at: random.below(underWay.count))
            try journal.record(
                BatchOutcome(
                    request: request, identity: identity,
                    answer: RawChatResponse(statusCode: 200, requestID: nil, retryAfter: nil, body: Array("{}".utf8)),
                    result: .success(ChatReply()), timings: BatchTimings(sentAt: 1, latency: .zero, attempts: 1)))
        } else {
            try journal.finish()
            isDone = true
        }
    }
}
