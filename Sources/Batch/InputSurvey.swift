/// What one pass over the input found before anything is sent.
struct InputSurvey: Sendable {
    /// A line that cannot be sent, and why.
    struct Finding: Sendable {
        var file: String
        var line: Int
        var defect: LineDefect
    }

    /// The most findings that are kept; the rest are counted.
    static let maximumFindings = 20

    /// Who is in the input, each marked as seen; empty where the input can be read only once.
    private(set) var table = IdentityTable()
    private(set) var lines = 0
    private(set) var findings: [Finding] = []
    private(set) var defects = 0

    /// Reads the input.
    ///
    /// - Throws: ``BatchError`` where it cannot be read, or where defects are to stop the run and there are any.
    init(_ source: InputSource, form: RequestForm, stopsAtDefects: Bool) async throws(BatchError) {
        guard source.isRepeatable else { return }
        table = try await source.open().pass(form: form) { line, result in
            lines += 1
            guard case .failure(let defect) = result else { return }
            defects += 1
            if findings.count < Self.maximumFindings {
                findings.append(Finding(file: line.file, line: line.number, defect: defect))
            }
        }
        if stopsAtDefects, defects > 0 { throw Self.refusal(findings, defects) }
    }

    private static func refusal(_ findings: [Finding], _ defects: Int) -> BatchError {
        var lines = findings.map { finding in
            "\(finding.file), line \(finding.line), column \(finding.defect.column): \(finding.defect.reason)."
        }
        if defects > findings.count { lines.append("… and \(defects - findings.count) more.") }
        let count = defects == 1 ? "A line of the input is" : "\(defects) lines of the input are"
        return BatchError(
            .badData,
            "\(count) not fit to send, so nothing was sent; mend them or use --on-bad-line skip.\n"
                + lines.joined(separator: "\n"))
    }
}
