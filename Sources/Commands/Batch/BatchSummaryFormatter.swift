import Batch
import CloudComputeClient
import Foundation
import Localization
import Terminal

/// The summary of a batch for a person.
enum BatchSummaryFormatter {
    /// The most causes of failure that are listed.
    private static let maximumCauses = 10

    /// - Parameter columns: The width at which rows are broken between words; `nil` breaks none.
    static func text(_ summary: BatchSummary, _ batch: BatchRun, columns: Int?) -> String {
        var lines = [counts(summary), speed(summary)]
        for verdict in ReplyOutcome.allCases where verdict != .ok {
            if let count = summary.verdicts[verdict] { lines.append("  \(count) \(meaning(verdict))") }
        }
        if let pool = summary.pool {
            lines.append(text(pool, in: batch.output))
        } else if let output = summary.output, output != "-" {
            lines.append(localized("Results: \(output)"))
        }
        if summary.failed + summary.badLines > 0 {
            if batch.errors != "/dev/null", summary.pool == nil {
                lines.append(localized("Failures: \(summary.errors ?? batch.errors)"))
            }
            let causes = summary.causes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            for (message, count) in causes.prefix(maximumCauses) {
                lines.append("  \(count) × \(ControlCharacterFilter.filterLine(message))")
            }
            if causes.count > maximumCauses {
                lines.append(localized("  … and \(causes.count - maximumCauses) other causes"))
            }
        }
        if summary.postponed > 0 {
            lines.append(
                localized("\(summary.postponed) put off by the server for longer than --max-wait; try again later."))
        }
        if let reason = halt(summary.halt) { lines.append(reason) }
        return lines.map { wrapped($0, columns) }.joined(separator: "\n")
    }

    private static func wrapped(_ line: String, _ columns: Int?) -> String {
        guard let columns, line.hasPrefix("  ") else { return WrappedText.text(line, columns: columns) }
        return "  " + WrappedText.paragraph(line, columns: columns, indent: 4).drop { $0 == " " }
    }

    private static func counts(_ summary: BatchSummary) -> String {
        // Of a pool, what others do is not left over.
        let lines = summary.pool == nil ? summary.total ?? summary.lines : summary.lines
        var parts = [localized("\(summary.succeeded) ok"), localized("\(summary.failed) failed")]
        if summary.alreadyDone > 0 { parts.append(localized("\(summary.alreadyDone) done before")) }
        if summary.badLines > 0 { parts.append(localized("\(summary.badLines) bad lines")) }
        let left = lines - summary.succeeded - summary.failed - summary.alreadyDone - summary.badLines
        if left > 0 { parts.append(localized("\(left) left")) }
        return localized("\(lines) \(lines, "line", "lines"): ") + parts.joined(separator: ", ")
    }

    private static func text(_ pool: PoolSummary, in folder: String) -> String {
        pool.failedChunks > 0
            ? localized(
                "Pool \(folder): \(pool.doneChunks) of \(pool.chunks) chunks done, \(pool.failedChunks) of them with lines that "
                    + "failed")
            : localized("Pool \(folder): \(pool.doneChunks) of \(pool.chunks) chunks done")
    }

    private static func speed(_ summary: BatchSummary) -> String {
        let seconds = summary.elapsed / .seconds(1)
        let requests = Double(summary.succeeded + summary.failed)
        var parts = [localized("\(String(format: "%.1f", seconds)) s")]
        if seconds > 0, requests > 0 {
            parts.append(localized("\(String(format: "%.1f", requests / seconds)) requests/s"))
        }
        parts.append(localized("\(summary.promptTokens) prompt and \(summary.completionTokens) completion tokens"))
        if let cost = summary.cost { parts.append(localized("cost \(String(format: "%.6f", cost))")) }
        return parts.joined(separator: ", ")
    }

    private static func meaning(_ verdict: ReplyOutcome) -> String {
        switch verdict {
        case .ok: "ok"
        case .length: localized("cut off by the limit on tokens (length)")
        case .contentFilter: localized("cut off by a content filter (content_filter)")
        case .refusal: localized("refused by the model (refusal)")
        case .toolCalls: localized("answered by tool calls (tool_calls)")
        case .invalidJSON: localized("not the JSON that was asked for (invalid_json)")
        }
    }

    private static func halt(_ halt: StopReason?) -> String? {
        switch halt {
        case .cost(let limit): localized("Stopped: the cost has reached --max-cost \(limit).")
        case .tokens(let limit): localized("Stopped: the tokens have reached --max-tokens-total \(limit).")
        case .deadline: localized("Stopped: --deadline has passed.")
        case .jobEnd: localized("Stopped: the job ends within --stop-before.")
        case .request: localized("Stopped.")
        case .tryLater: localized("Stopped: the server asks for waits that are longer than --max-wait.")
        default: nil
        }
    }
}
