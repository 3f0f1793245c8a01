import Localization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One self-contained page with the measurements of a run: no scripts, nothing loaded, readable in print.
package struct ReportPage: Sendable {
    private static let steps = 40
    /// The most rows of outcomes and models.
    private static let maximumRows = (outcomes: 50, models: 5)
    /// The longest name or message that is shown, in scalars.
    private static let maximumNameLength = 400

    /// How every page of this program begins, by which it is known again.
    static func beginning(in language: Language) -> HTML {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="generator" content="cloudcompute batch report">
        """
    }

    private let measurements: BatchMeasurements
    /// Put in order once: each is looked at in several places.
    private let latencies, timesToFirstToken, timesPerOutputToken, interTokenLatencies: Distribution
    private let title: String

    /// Creates a page.
    ///
    /// - Parameter title: What the page is about, usually the file's name.
    package init(_ measurements: BatchMeasurements, title: String) {
        self.measurements = measurements
        latencies = measurements.latencies
        timesToFirstToken = measurements.timesToFirstToken
        timesPerOutputToken = measurements.timesPerOutputToken
        interTokenLatencies = measurements.interTokenLatencies
        self.title = title
    }

    /// The page as HTML.
    package var html: String { page.text }

    /// The policy lets the browser run and load nothing, should the escaping ever fail.
    private var page: HTML {
        """
        \(Self.beginning(in: .current))
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(Self.short(title))</title>
        <style>
        \(ReportStyle.css)
        </style>
        </head>
        <body>
        <h1>\(Self.short(title))</h1>
        <p class="about">\(about)</p>
        \(numbers)
        <div class="plots">
        \(plots)
        </div>
        \(times)
        \(outcomes)
        \(slowest)
        <footer>\(footer)</footer>
        </body>
        </html>

        """
    }

    /// What the numbers mean, and that some are not exact.
    private var footer: String {
        var sentences = [
            localized("Latency runs from sending a request, its last attempt, to the end of the answer."),
            localized("TTFT: to the first piece of text."),
            localized("TPOT: (latency − TTFT) ÷ (completion tokens − 1)."),
            localized("ITL: between two pieces of a stream."),
            localized(
                "Percentiles are interpolated; histograms end at the 99.5th percentile, and what lies beyond is counted in the "
                    + "last bar."),
            localized(
                "Pauses of more than \(ReportNumber.text(measurements.timeline.busy.pause)) s between requests, as between two "
                    + "runs, are not counted as time."),
        ]
        if latencies.isEstimate || interTokenLatencies.isEstimate {
            sentences.append(
                localized(
                    "Of more than \(ReportNumber.text(NumberCollector.exactCount)) numbers the percentiles and histograms are "
                        + "estimates that are off by at most \(NumberSketch.relativeError * 100) %."))
        }
        if let step = measurements.timeline.step {
            sentences.append(
                localized(
                    "Of more than \(ReportNumber.text(ReplyTimeline.exactCount)) replies the peak concurrency is the most that "
                        + "was seen every \(step) s."))
        }
        return sentences.joined(separator: " ")
    }

    /// When it ran and which models answered.
    private var about: String {
        var parts: [String] = []
        let spans = measurements.timeline.busy.spans
        if let first = spans.first, let last = spans.last {
            parts.append(localized("\(Self.date(first.lowerBound)) to \(Self.date(last.upperBound)) UTC"))
            if spans.count > 1 { parts.append(localized("in \(ReportNumber.text(spans.count)) runs")) }
        }
        let models = measurements.models.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        for (name, count) in models.prefix(Self.maximumRows.models) {
            parts.append(models.count == 1 ? Self.short(name) : "\(Self.short(name)): \(ReportNumber.text(count))")
        }
        if models.count > Self.maximumRows.models {
            parts.append(localized("and \(models.count - Self.maximumRows.models) other models"))
        }
        return parts.joined(separator: " · ")
    }

    private var numbers: HTML {
        let seconds = measurements.duration
        let perSecond = { (count: Int) in seconds > 0 ? ReportNumber.text(Double(count) / seconds) : "–" }
        var facts = [
            (localized("replies"), ReportNumber.text(measurements.completed)),
            (localized("failures"), ReportNumber.text(measurements.failed)),
            (localized("retries"), ReportNumber.text(measurements.retries)),
            (localized("seconds"), ReportNumber.text(seconds)),
            (localized("requests/s"), perSecond(measurements.completed)),
            (localized("prompt tokens"), ReportNumber.text(measurements.promptTokens)),
            (localized("completion tokens"), ReportNumber.text(measurements.completionTokens)),
            (localized("completion tokens/s"), perSecond(measurements.completionTokens)),
            (localized("peak concurrency"), ReportNumber.text(measurements.maximumConcurrency)),
        ]
        if let cost = measurements.cost { facts.append((localized("cost"), ReportNumber.text(cost))) }
        let cells = facts.map { "<div><b>\($0.1)</b><span>\($0.0)</span></div>" as HTML }
        return "<section class=\"facts\">\(cells)</section>"
    }

    private var plots: [HTML] {
        let streams = !timesToFirstToken.isEmpty
        let rates = ReplyRates(measurements.timeline)
        let bin = ReportNumber.text(rates.binWidth)
        var plots = [histogram(localized("Latency, ms"), latencies)]
        if streams {
            plots.append(histogram(localized("Time to first token, ms"), timesToFirstToken))
            plots.append(histogram(localized("Between tokens, ms"), interTokenLatencies))
        }
        plots.append(
            BarPlot(
                name: localized("Replies/s over time, s (bins of \(bin) s)"), from: 0, to: rates.end,
                heights: rates.replies
            ).html)
        plots.append(
            BarPlot(
                name: localized("Tokens/s over time, s (bins of \(bin) s)"), from: 0, to: rates.end,
                heights: rates.tokens
            ).html)
        plots.append(histogram(localized("Completion tokens per reply"), measurements.completionTokenCounts))
        if !streams, !latencies.isEmpty {
            let note = localized(
                "Times to the first token and between tokens are known only where replies were asked for as streams.")
            plots.append("<p class=\"none\">\(note)</p>")
        }
        return plots
    }

    private func histogram(_ name: String, _ distribution: Distribution) -> HTML {
        let (from, to, counts) = distribution.histogram(steps: Self.steps)
        return BarPlot(name: name, from: from, to: to, heights: counts.map(Double.init)).html
    }

    private var times: HTML {
        let metrics = [
            (localized("latency"), latencies), ("TTFT", timesToFirstToken), ("TPOT", timesPerOutputToken),
            ("ITL", interTokenLatencies),
        ].filter { !$0.1.isEmpty }
        guard !metrics.isEmpty else { return "" }
        let rows = metrics.map { name, distribution -> HTML in
            let cells = [distribution.mean] + [50, 90, 99, 100].map { distribution.percentile($0) }
            return "<tr><th>\(name)</th>\(cells.map { "<td>\(ReportNumber.text($0))</td>" as HTML })</tr>"
        }
        return """
            <h2>\(localized("Times, ms"))</h2>
            <table><tr><th></th><th>\(localized("mean"))</th><th>p50</th><th>p90</th><th>p99</th><th>\(localized("max"))</th></tr>\(rows)</table>
            """
    }

    private var outcomes: HTML {
        let all = Double(max(1, measurements.completed + measurements.failed))
        func rows(_ counts: [String: Int], _ kind: (String) -> String) -> [HTML] {
            counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.maximumRows.outcomes).map {
                name, count in
                """
                <tr><th>\(Self.short(BatchResult.words(name)))</th><td>\(ReportNumber.text(count))</td><td class="share">\
                <svg viewBox="0 0 100 1" preserveAspectRatio="none" class="\(kind(name))">\
                <rect width="\(ReportNumber.text(Double(count) / all * 100))" height="1"/></svg></td></tr>
                """
            }
        }
        let replies = rows(measurements.finishReasons) { ["length", "content_filter"].contains($0) ? "cut" : "good" }
        let failures = rows(measurements.causes) { _ in "bad" }
        guard !replies.isEmpty || !failures.isEmpty else {
            return "<p class=\"none\">\(localized("There are no results."))</p>"
        }
        return "<h2>\(localized("Outcomes"))</h2>\n<table class=\"outcomes\">\(replies)\(failures)</table>"
    }

    private var slowest: HTML {
        let slow = measurements.slowest
        guard slow.count > 1 else { return "" }
        let rows = slow.map { reply -> HTML in
            """
            <tr><th>\(Self.short(reply.customID))</th><td>\(ReportNumber.text(reply.latency))</td>\
            <td>\(ReportNumber.text(reply.completionTokens))</td></tr>
            """
        }
        return """
            <h2>\(localized("Slowest replies"))</h2>
            <table><tr><th>custom_id</th><th>\(localized("latency, ms"))</th><th>\(localized("completion tokens"))</th></tr>\(rows)</table>
            """
    }

    private static func short(_ text: String) -> String {
        guard
            let end = text.unicodeScalars.index(
                text.startIndex, offsetBy: maximumNameLength, limitedBy: text.unicodeScalars.endIndex),
            end < text.unicodeScalars.endIndex
        else { return text }
        return String(text.unicodeScalars[..<end]) + "…"
    }

    private static func date(_ seconds: Double) -> String {
        let style = Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: .gmt).year().month().day()
            .time(includingFractionalSeconds: false)
        return Date(timeIntervalSince1970: seconds).formatted(style)
    }
}
