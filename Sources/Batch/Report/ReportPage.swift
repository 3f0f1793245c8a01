#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One self-contained page with the measurements of a run: no scripts, nothing loaded, readable in print.
public struct ReportPage: Sendable {
    private static let steps = 40

    private let measurements: BatchMeasurements
    private let title: String

    /// Creates a page.
    ///
    /// - Parameter title: What the page is about, usually the file's name.
    public init(_ measurements: BatchMeasurements, title: String) {
        self.measurements = measurements
        self.title = title
    }

    /// The page as HTML.
    public var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(Self.escaped(title))</title>
        <style>
        \(ReportStyle.css)
        </style>
        </head>
        <body>
        <h1>\(Self.escaped(title))</h1>
        \(numbers)
        <div class="plots">
        \(plots.joined(separator: "\n"))
        </div>
        \(table)
        \(outcomes)
        <footer>Latency runs from sending a request, its last attempt, to the end of the answer. TTFT: to the first piece of
        text. TPOT: (latency − TTFT) ÷ (completion tokens − 1). ITL: between two pieces of a stream. Percentiles are
        interpolated.</footer>
        </body>
        </html>

        """
    }

    private var numbers: String {
        let seconds = measurements.duration
        let perSecond = { (count: Int) in seconds > 0 ? Self.number(Double(count) / seconds) : "–" }
        let facts = [
            ("replies", "\(measurements.completed)"), ("failures", "\(measurements.failed)"),
            ("seconds", Self.number(seconds)), ("requests/s", perSecond(measurements.completed)),
            ("prompt tokens", "\(measurements.promptTokens)"),
            ("completion tokens", "\(measurements.completionTokens)"),
            ("completion tokens/s", perSecond(measurements.completionTokens)),
            ("at once, at most", "\(measurements.maximumConcurrency)"),
        ]
        let cells = facts.map { "<div><b>\($0.1)</b><span>\($0.0)</span></div>" }
        return "<section class=\"facts\">\(cells.joined())</section>"
    }

    private var plots: [String] {
        var plots = [histogram("Latency, ms", measurements.replies.map(\.latency))]
        if !measurements.timesToFirstToken.isEmpty {
            plots.append(histogram("Time to first token, ms", measurements.timesToFirstToken))
            plots.append(histogram("Between tokens, ms", measurements.interTokenLatencies))
        }
        plots.append(overTime("Replies per second over time, s") { _ in 1 })
        plots.append(overTime("Completion tokens per second over time, s") { Double($0.completionTokens) })
        plots.append(histogram("Completion tokens per reply", measurements.replies.map { Double($0.completionTokens) }))
        return plots
    }

    private func histogram(_ name: String, _ numbers: [Double]) -> String {
        let (from, to, counts) = Distribution(numbers).histogram(steps: Self.steps)
        return BarPlot(name: name, from: from, to: to, heights: counts.map(Double.init)).html
    }

    /// Counts what ended in each of equal spans of the run, as a rate.
    private func overTime(_ name: String, _ weight: (BatchMeasurements.Reply) -> Double) -> String {
        let duration = measurements.duration
        guard duration > 0, let start = measurements.replies.map(\.sentAt).min() else {
            return BarPlot(name: name, from: 0, to: 0, heights: []).html
        }
        var heights = Array(repeating: 0.0, count: Self.steps)
        for reply in measurements.replies {
            let end = reply.sentAt + reply.latency / 1000 - start
            heights[min(Self.steps - 1, max(0, Int(end / duration * Double(Self.steps))))] += weight(reply)
        }
        let span = duration / Double(Self.steps)
        return BarPlot(name: name, from: 0, to: duration, heights: heights.map { $0 / span }).html
    }

    private var table: String {
        let metrics = [
            ("latency", measurements.replies.map(\.latency)), ("TTFT", measurements.timesToFirstToken),
            ("TPOT", measurements.timesPerOutputToken), ("ITL", measurements.interTokenLatencies),
        ].filter { !$0.1.isEmpty }
        let rows = metrics.map { name, numbers in
            let distribution = Distribution(numbers)
            let cells =
                [distribution.mean] + [50, 90, 99].map { distribution.percentile($0) } + [distribution.sorted.last ?? 0]
            return "<tr><th>\(name)</th>\(cells.map { "<td>\(Self.number($0))</td>" }.joined())</tr>"
        }
        return """
            <h2>Times, ms</h2>
            <table><tr><th></th><th>mean</th><th>p50</th><th>p90</th><th>p99</th><th>max</th></tr>\(rows.joined())</table>
            """
    }

    private var outcomes: String {
        func rows(_ counts: [String: Int], _ kind: String) -> String {
            let all = max(1, measurements.completed + measurements.failed)
            return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(50).map { name, count in
                let width = Double(count) / Double(all) * 100
                return "<tr><th>\(Self.escaped(name))</th><td>\(count)</td>"
                    + "<td class=\"share\"><i class=\"\(kind)\" style=\"width:\(Self.number(width))%\"></i></td></tr>"
            }.joined()
        }
        let replies = rows(measurements.finishReasons, "good")
        let failures = rows(measurements.causes, "bad")
        return "<h2>Outcomes</h2>\n<table class=\"outcomes\">\(replies)\(failures)</table>"
    }

    /// A number with as many digits as a reader wants.
    static func number(_ number: Double) -> String {
        let size = abs(number)
        if size >= 100 || number == number.rounded() { return "\(Int(number.rounded()))" }
        let scale = size >= 10 ? 10.0 : size >= 1 ? 100 : 1000
        return "\((number * scale).rounded() / scale)"
    }

    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }
}
