/// The output and the failures of a run, and what they say is done.
final class Journal {
    private var table: IdentityTable
    private let results: ResultFile
    private let failures: ResultFile
    /// Whether the output holds results that this run has made anew, which it could not know beforehand.
    private var hasStaleResults = false

    /// Opens both files, learns from the output what is done and takes out of it what this run makes anew.
    ///
    /// - Throws: ``BatchError``.
    init(output: String, errors: String, survey: InputSurvey) async throws(BatchError) {
        table = survey.table
        results = try await ResultFile(path: output)
        failures = try await ResultFile(path: errors)
        try await learn(survey)
    }

    private func learn(_ survey: InputSurvey) async throws(BatchError) {
        var table = table
        var hasStaleLines = false
        var number = 0
        let path = results.path
        try await results.forEachLine { line throws(BatchError) in
            number += 1
            guard let identity = ResultLine.identity(line) else {
                throw BatchError(
                    .usage, "\(path), line \(number), is not a result of this program; choose another output with -o.")
            }
            guard let known = table.find(identity) else { return table.note(identity, .done) }
            if !known.isSameBody, known.marks.contains(.seen) {
                // The line was edited since: the new one will be sent, the old result goes.
                hasStaleLines = true
            } else {
                hasStaleLines = hasStaleLines || known.marks.contains(.done)
                table.note(identity, .done)
            }
        }
        self.table = table
        if hasStaleLines {
            var kept = IdentityTable(expecting: table.count)
            try await results.rewrite { line in
                guard let identity = ResultLine.identity(line), table.isCurrent(identity),
                    kept.find(identity) == nil
                else { return false }
                kept.note(identity, .done)
                return true
            }
        }
        guard failures.size > 0 else { return }
        // What failed before is tried again in this run, and told of again if it fails again.
        try await failures.rewrite { line in
            guard let identity = ResultLine.identity(line) else { return false }
            return table.find(identity)?.marks.contains(.seen) != true
        }
    }

    /// Reads a line; returns its request, or `nil` where there is nothing to send.
    ///
    /// - Throws: ``BatchError`` where the reason cannot be recorded.
    func take(
        _ line: InputLine, form: RequestForm, _ summary: inout BatchSummary
    ) throws(BatchError) -> (request: BatchRequest, identity: LineIdentity)? {
        do throws(LineDefect) {
            let request = try form.request(line)
            let identity = LineIdentity(request)
            let known = table.find(identity)
            if known?.marks.contains(.taken) == true { throw LineDefect.duplicate }
            if let known, !known.isSameBody, known.marks.contains(.done) { hasStaleResults = true }
            let isDone = known?.isSameBody == true && known?.marks.contains(.done) == true
            table.note(identity, .taken)
            if isDone {
                summary.alreadyDone += 1
                return nil
            }
            return (request, identity)
        } catch {
            summary.badLines += 1
            try failures.append(ResultLine.bytes(defect: error, of: line))
            return nil
        }
    }

    /// Writes what came of a request.
    ///
    /// - Throws: ``BatchError``.
    func record(_ outcome: BatchOutcome) throws(BatchError) {
        let line = ResultLine.bytes(outcome)
        switch outcome.result {
        case .success: try results.append(line)
        case .failure: try failures.append(line)
        }
    }

    /// Brings both files to the disk.
    ///
    /// - Throws: ``BatchError``.
    func finish() async throws(BatchError) {
        if hasStaleResults {
            let table = table
            try await results.rewrite { ResultLine.identity($0).map(table.isCurrent) ?? false }
        }
        try results.sync()
        try failures.sync()
    }
}
