import Batch
import Localization
import Terminal

/// The measurements of a batch as text for a terminal.
enum ReportText {
    /// The most finish reasons and causes of failure that are listed.
    private static let maximumKinds = 10

    static func text(_ measurements: BatchMeasurements, width: Int?) -> String {
        var text = facts(measurements).text(width: width)
        let metrics = [
            (localized("latency, ms"), measurements.latencies), (localized("TTFT, ms"), measurements.timesToFirstToken),
            (localized("TPOT, ms"), measurements.timesPerOutputToken),
            (localized("ITL, ms"), measurements.interTokenLatencies),
        ].filter { !$0.1.isEmpty }
        if !metrics.isEmpty {
            var table = TextTable([
                (localized("TIME"), .left), (localized("MEAN"), .right), ("P50", .right), ("P90", .right),
                ("P99", .right),
                (localized("MAX"), .right),
            ])
            for (name, distribution) in metrics {
                let cells = [distribution.mean] + [50, 90, 99, 100].map { distribution.percentile($0) }
                table.add([name] + cells.map { ReportNumber.text($0) })
            }
            text += "\n" + table.text(width: width)
        }
        let kinds =
            ranked(measurements.finishReasons, localized("finished")) + ranked(measurements.causes, localized("failed"))
        if !kinds.isEmpty {
            var table = TextTable([
                (localized("OUTCOME"), .left), (localized("COUNT"), .right), (localized("REASON"), .left),
            ])
            for row in kinds { table.add(row) }
            text += "\n" + table.text(width: width)
        }
        return text
    }

    private static func facts(_ measurements: BatchMeasurements) -> TextTable {
        let seconds = measurements.duration
        let perSecond = { (count: Int) in seconds > 0 ? ReportNumber.text(Double(count) / seconds) : "–" }
        var table = TextTable([(localized("BATCH"), .left), ("", .right)])
        table.add([localized("replies"), ReportNumber.text(measurements.completed)])
        table.add([localized("failures"), ReportNumber.text(measurements.failed)])
        table.add([localized("retries"), ReportNumber.text(measurements.retries)])
        table.add([localized("seconds"), ReportNumber.text(seconds)])
        table.add([localized("requests/s"), perSecond(measurements.completed)])
        table.add([localized("prompt tokens"), ReportNumber.text(measurements.promptTokens)])
        table.add([localized("completion tokens"), ReportNumber.text(measurements.completionTokens)])
        table.add([localized("completion tokens/s"), perSecond(measurements.completionTokens)])
        table.add([localized("peak concurrency"), ReportNumber.text(measurements.maximumConcurrency)])
        if let cost = measurements.cost { table.add([localized("cost"), ReportNumber.text(cost)]) }
        return table
    }

    private static func ranked(_ counts: [String: Int], _ outcome: String) -> [[String]] {
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        var rows = sorted.prefix(maximumKinds).map {
            [outcome, ReportNumber.text($0.value), BatchResult.words($0.key)]
        }
        let rest = sorted.dropFirst(maximumKinds)
        if !rest.isEmpty {
            rows.append([outcome, ReportNumber.text(rest.count), localized("other reasons")])
        }
        return rows
    }
}
