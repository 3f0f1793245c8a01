@preconcurrency import Dispatch

/// The output and the failures of a run, and what they say is done.
final class Journal {
    private var state: JournalState

    /// Opens the files, learns from the output what is done and takes out of it what is no longer asked for.
    ///
    /// - Parameters:
    ///   - superseded: Where results go that are no longer asked for; by default beside the output.
    ///   - exclusion: What keeps other runs from the files.
    ///   - others: The results of other attempts at the same lines, which count as done.
    ///   - approve: Asked before more than a tenth of the results are superseded; called on a thread that may wait.
    /// - Throws: ``BatchError``.
    init(
        output: String, errors: String, superseded: String? = nil, survey: InputScan,
        exclusion: FileSystemDisk.Exclusion = .lock, others: [String] = [],
        approve: @escaping @Sendable (StaleResults) -> Bool = { _ in true }
    ) async throws(BatchError) {
        let result = await withCheckedContinuation { continuation in
            // Reading the output may take long, and somebody may be asked.
            DispatchQueue(label: "cloudcompute.batch-journal").async {
                let disk = FileSystemDisk(
                    results: output, failures: errors, superseded: superseded ?? BatchRun.supersededPath(output),
                    exclusion: exclusion, others: others)
                // Nothing here holds the files once the run has them: their locks end with the run.
                continuation.resume(
                    returning: Result { () throws(BatchError) in
                        try JournalState.open(disk, survey: survey, approve: approve)
                    })
            }
        }
        state = try result.get()
    }

    /// Reads a line; returns its request, or `nil` where there is nothing to send.
    ///
    /// - Throws: ``BatchError`` where the reason cannot be recorded.
    func take(
        _ line: InputLine, form: RequestBuilder, _ summary: inout BatchSummary
    ) throws(BatchError) -> (request: BatchRequest, identity: RequestFingerprint)? {
        try state.take(line, form: form, &summary)
    }

    /// Writes what came of a request.
    ///
    /// - Throws: ``BatchError``.
    func record(_ outcome: BatchOutcome) throws(BatchError) { try state.record(outcome) }

    /// How many lines are done that have not been taken; 0 where the input is not known beforehand.
    var doneAhead: Int { state.doneAhead }

    /// Brings all files to the disk, and takes out what has been replaced.
    ///
    /// - Throws: ``BatchError``.
    func finish() async throws(BatchError) { try state.finish() }
}
