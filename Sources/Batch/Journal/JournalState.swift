/// The rules of a run's results, failures and superseded results: what they say is done, and what may leave them.
///
/// A result leaves the output only once it stands among the superseded ones, and the other way round; a crash in between
/// leaves it in both, which the next start puts right.
struct JournalState {
    let disk: any JournalDisk
    var index: InputIndex
    var results: LineFile
    var failures: LineFile
    /// Where results go that are no longer asked for.
    var superseded: LineFile
    /// Whether the whole input was read before anything is sent, so that it is known what is asked for.
    let knowsInput: Bool
    let files: Set<String>
    /// The superseded results by what they answer, filled where it is not known beforehand which of them are asked for.
    var stored = StoredResults()
    /// What the superseded results say (`seen`), and what the output says too (`done`).
    var contents = FingerprintTable()
    /// Where the failures of this run begin.
    var failuresStart = 0
    /// Whether results are in the output that this run has made anew, which it could not know beforehand.
    var needsReview = false
    /// Where to go on looking among many equal lines, within one pass.
    var cursors: [UInt64: UInt32] = [:]
    /// Whether superseded results have been taken up again since they were last written anew.
    var hasReturned = false
    private var hasFailed = false

    /// Opens what is there and changes nothing.
    ///
    /// - Throws: ``BatchError``.
    init(_ disk: any JournalDisk, _ survey: InputScan) throws(BatchError) {
        self.disk = disk
        index = survey.index
        knowsInput = survey.isComplete
        files = survey.files
        results = try LineFile(.results, disk)
        failures = try LineFile(.failures, disk)
        // What goes into a pipe is not kept there, so nothing may move into it.
        superseded = try LineFile(.superseded, disk, isUsed: results.isRegular)
    }

    /// Opens the files, learns from them what is done and takes out of the output what is no longer asked for.
    ///
    /// - Parameter approve: Asked before more than a tenth of the results are superseded.
    /// - Throws: ``BatchError``; nothing has been changed then, unless the disk itself fails.
    static func open(
        _ disk: any JournalDisk, survey: InputScan, approve: (StaleResults) -> Bool
    ) throws(BatchError) -> JournalState {
        for _ in 0..<100 {
            var state = try JournalState(disk, survey)
            if try state.begin(approve) { return state }
        }
        throw .contestedOutput(disk.path(.results) ?? "")
    }

    /// Returns whether nobody else has made one of the files meanwhile.
    private mutating func begin(_ approve: (StaleResults) -> Bool) throws(BatchError) -> Bool {
        let findings = try learn()
        let review = findings.isUnusual ? try judge() : JournalReview()
        let stale = StaleResults(
            count: review.stale, total: findings.results, output: results.path, superseded: superseded.path)
        if stale.isMany, !approve(stale) { throw .staleResults(stale) }
        guard try results.make(disk) else { return false }
        do throws(BatchError) {
            guard try failures.make(disk) else {
                results.unmake(disk)
                return false
            }
        } catch {
            results.unmake(disk)
            throw error
        }
        try failures.repair(findings.failuresDamage)
        try superseded.repair(findings.supersededDamage)
        try results.repairEnd(findings.resultsDamage)
        try carryOut(review, isDamaged: findings.resultsDamage.isInside, findings.repeatsStored)
        failuresStart = failures.size
        if !knowsInput {
            try stored.read(superseded)
            needsReview = findings.results > 0
        }
        return true
    }

    /// Reads a line; returns its request, or `nil` where there is nothing to send.
    ///
    /// - Throws: ``BatchError`` where the reason, or a result that is brought back, cannot be recorded.
    mutating func take(
        _ line: InputLine, form: RequestBuilder, _ summary: inout BatchSummary
    ) throws(BatchError) -> (request: BatchRequest, identity: RequestFingerprint)? {
        let request: BatchRequest
        let identity: RequestFingerprint
        do throws(InputLineError) { (request, identity) = try index.identify(line, form: form, .taken) } catch {
            summary.badLines += 1
            try append(ResultLine.bytes(badLine: line, message: form.message(BadLine(line, error))), isResult: false)
            return nil
        }
        let known = index.table.find(identity)
        let hasResult = known?.marks.contains(.done) == true
        if hasResult, known?.isSameBody == false { needsReview = true }
        index.note(identity, at: line, .taken)
        let isDone = hasResult && known?.isSameBody == true
        if isDone {
            reserve(request)
        } else if !isDoneUnderItsName(request, identity), try !bringBack(request, identity) {
            return (request, identity)
        }
        summary.alreadyDone += 1
        return nil
    }

    /// Writes what came of a request.
    ///
    /// - Throws: ``BatchError``.
    mutating func record(_ outcome: BatchOutcome) throws(BatchError) {
        let line = ResultLine.bytes(outcome)
        switch outcome.result {
        case .success:
            try append(line, isResult: true)
            noteDone(outcome.request, outcome.identity)
        case .failure: try append(line, isResult: false)
        }
    }

    /// How many lines are done that have not been taken; 0 where the input is not known beforehand.
    var doneAhead: Int { knowsInput ? index.table.count(with: [.seen, .done], without: .taken) : 0 }

    /// Brings all files to the disk, and takes out what has been replaced.
    ///
    /// - Throws: ``BatchError``; called once more, it only brings to the disk what is there.
    mutating func finish() throws(BatchError) {
        if !hasFailed {
            // What a failure has left half done, the next start puts right.
            hasFailed = true
            if needsReview {
                try results.sync()
                try carryOut(try judge())
            }
            try cleanFailures()
        }
        try results.sync()
        try failures.sync()
        try superseded.sync()
    }

    mutating func append(_ line: [UInt8], isResult: Bool) throws(BatchError) {
        do throws(BatchError) {
            if isResult { try results.append(line) } else { try failures.append(line) }
        } catch {
            hasFailed = true
            throw error
        }
    }

    mutating func noteDone(_ request: BatchRequest, _ identity: RequestFingerprint) {
        index.table.note(identity, [.done, .taken])
        reserve(request)
    }

    /// No other result may have this line's name from now on.
    mutating func reserve(_ request: BatchRequest) {
        guard request.isAutomatic, let place = index.names.place(named: request.customID) else { return }
        index.reserved.insert(place)
    }

    /// Whether a result of the line was written when such lines were known by their name.
    private mutating func isDoneUnderItsName(_ request: BatchRequest, _ identity: RequestFingerprint) -> Bool {
        guard identity.isAutomatic else { return false }
        let named = RequestFingerprint(customID: request.customID, body: identity.body)
        guard let known = index.table.find(named), known.isSameBody, known.marks.contains(.done),
            known.marks.isDisjoint(with: [.seen, .taken])
        else { return false }
        index.table.mark(named.customID, adding: .taken)
        reserve(request)
        return true
    }

    /// Takes a superseded result up again that answers the request.
    private mutating func bringBack(_ request: BatchRequest, _ identity: RequestFingerprint) throws(BatchError) -> Bool
    {
        guard let offset = stored.take(identity, name: request.customID) else { return false }
        let line = try superseded.line(at: offset)
        let renamed = ResultLine.renamed(line, identity, customID: request.customID)
        try append(renamed + [UInt8(ascii: "\n")], isResult: true)
        noteDone(request, identity)
        needsReview = true
        return true
    }
}
