import Batch
import CloudComputeClient
import Foundation
import Terminal

/// The summary of a batch for a person.
enum BatchSummaryFormatter {
    /// The most causes of failure that are listed.
    private static let maximumCauses = 10

    static func text(_ summary: BatchSummary, _ batch: BatchRun) -> String {
        var lines = [counts(summary), speed(summary)]
        for verdict in ReplyOutcome.allCases where verdict != .ok {
            if let count = summary.verdicts[verdict] { lines.append("  \(count) \(meaning(verdict))") }
        }
        if let pool = summary.pool {
            lines.append(text(pool, in: batch.output))
        } else if let output = summary.output, output != "-" {
            lines.append("Results: \(output)")
        }
        if summary.failed + summary.badLines > 0 {
            if batch.errors != "/dev/null", summary.pool == nil {
                lines.append("Failures: \(summary.errors ?? batch.errors)")
            }
            let causes = summary.causes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            for (message, count) in causes.prefix(maximumCauses) {
                lines.append("  \(count) × \(ControlCharacterFilter.filterLine(message))")
            }
            if causes.count > maximumCauses { lines.append("  … and \(causes.count - maximumCauses) other causes") }
        }
        if summary.postponed > 0 {
            lines.append("\(summary.postponed) put off by the server for longer than --max-wait; try again later.")
        }
        if let reason = halt(summary.halt) { lines.append(reason) }
        return lines.joined(separator: "\n")
    }

    private static func counts(_ summary: BatchSummary) -> String {
        // Of a pool, what others do is not left over.
        let lines = summary.pool == nil ? summary.total ?? summary.lines : summary.lines
        var parts = ["\(summary.succeeded) ok", "\(summary.failed) failed"]
        if summary.alreadyDone > 0 { parts.append("\(summary.alreadyDone) done before") }
        if summary.badLines > 0 { parts.append("\(summary.badLines) bad lines") }
        let left = lines - summary.succeeded - summary.failed - summary.alreadyDone - summary.badLines
        if left > 0 { parts.append("\(left) left") }
        return "\(lines) \(lines == 1 ? "line" : "lines"): " + parts.joined(separator: ", ")
    }

    private static func text(_ pool: PoolSummary, in folder: String) -> String {
        var parts = ["\(pool.doneChunks) of \(pool.chunks) chunks done"]
        if pool.failedChunks > 0 { parts.append("\(pool.failedChunks) of them with lines that failed") }
        return "Pool \(folder): " + parts.joined(separator: ", ")
    }

    private static func speed(_ summary: BatchSummary) -> String {
        let seconds = summary.elapsed / .seconds(1)
        let requests = Double(summary.succeeded + summary.failed)
        var parts = [String(format: "%.1f s", seconds)]
        if seconds > 0, requests > 0 { parts.append(String(format: "%.1f requests/s", requests / seconds)) }
        parts.append("\(summary.promptTokens) prompt and \(summary.completionTokens) completion tokens")
        if let cost = summary.cost { parts.append(String(format: "cost %.6f", cost)) }
        return parts.joined(separator: ", ")
    }

    private static func meaning(_ verdict: ReplyOutcome) -> String {
        switch verdict {
        case .ok: "ok"
        case .length: "cut off by the limit on tokens (length)"
        case .contentFilter: "cut off by a content filter (content_filter)"
        case .refusal: "refused by the model (refusal)"
        case .toolCalls: "answered by tool calls (tool_calls)"
        case .invalidJSON: "not the JSON that was asked for (invalid_json)"
        }
    }

    private static func halt(_ halt: StopReason?) -> String? {
        switch halt {
        case .cost(let limit): "Stopped: the cost has reached --max-cost \(limit)."
        case .tokens(let limit): "Stopped: the tokens have reached --max-tokens-total \(limit)."
        case .deadline: "Stopped: --deadline has passed."
        case .jobEnd: "Stopped: the job ends within --stop-before."
        case .request: "Stopped."
        case .tryLater: "Stopped: the server asks for waits that are longer than --max-wait."
        default: nil
        }
    }
}
