import Batch
import CloudComputeClient
import Foundation
import TerminalUI

/// The summary of a batch for a person.
enum SummaryText {
    /// The most causes of failure that are listed.
    private static let maximumCauses = 10

    static func text(_ summary: BatchSummary, _ batch: BatchRun) -> String {
        var lines = [counts(summary)]
        lines.append(speed(summary))
        for (reason, count) in summary.unusualFinishes.sorted(by: { $0.value > $1.value }) {
            lines.append("  \(count) ended by \(ControlCharacterFilter.filterLine(reason.rawValue))")
        }
        if batch.output != "-" { lines.append("Results: \(batch.output)") }
        if summary.failed + summary.badLines > 0 {
            if batch.errors != "/dev/null" { lines.append("Failures: \(batch.errors)") }
            let causes = summary.causes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            for (message, count) in causes.prefix(maximumCauses) {
                lines.append("  \(count) × \(ControlCharacterFilter.filterLine(message))")
            }
            if causes.count > maximumCauses { lines.append("  … and \(causes.count - maximumCauses) other causes") }
            lines.append("The same command again tries the failures again.")
        }
        return lines.joined(separator: "\n")
    }

    private static func counts(_ summary: BatchSummary) -> String {
        var parts = ["\(summary.succeeded) ok", "\(summary.failed) failed"]
        if summary.alreadyDone > 0 { parts.append("\(summary.alreadyDone) done before") }
        if summary.badLines > 0 { parts.append("\(summary.badLines) bad lines") }
        return "\(summary.lines) \(summary.lines == 1 ? "line" : "lines"): " + parts.joined(separator: ", ")
    }

    private static func speed(_ summary: BatchSummary) -> String {
        let seconds = summary.elapsed / .seconds(1)
        let requests = Double(summary.succeeded + summary.failed)
        var parts = [String(format: "%.1f s", seconds)]
        if seconds > 0, requests > 0 { parts.append(String(format: "%.1f requests/s", requests / seconds)) }
        parts.append("\(summary.promptTokens) prompt and \(summary.completionTokens) completion tokens")
        return parts.joined(separator: ", ")
    }
}
