import Files

/// Looks at outputs again and again.
package struct StatusReader {
    private let arguments: [String]
    private var counters: [String: LineCounter] = [:]

    package init(_ arguments: [String]) {
        self.arguments = arguments
    }

    /// Looks at what is there now.
    ///
    /// - Parameter now: Seconds since 1970.
    /// - Throws: ``MergeError``.
    package mutating func report(now: Double) throws(MergeError) -> StatusReport {
        // Shards and attempts may have come since the last look.
        let parts = try PartSet(arguments)
        var outputs: [OutputStatus] = []
        for output in parts.outputs {
            let status = BatchStatus.path(output: output).flatMap { StatusFile.read($0) }
            outputs.append(
                try OutputStatus(output, status, now: now) { () throws(MergeError) in
                    (try count(output), try count(BatchRun.errorsPath(output)))
                })
        }
        return StatusReport(outputs, absent: parts.absent)
    }

    private mutating func count(_ path: String) throws(MergeError) -> Int {
        try MergeError.reading { () throws(FileError) in try counters[path, default: LineCounter()].lines(in: path) }
    }
}
