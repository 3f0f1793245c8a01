/// A plot of bars as inline SVG, drawn in the page's own colours.
struct BarPlot {
    private static let size = (width: 440.0, height: 180.0)
    private static let margin = (left: 46.0, bottom: 22.0, top: 8.0, right: 8.0)

    var name: String
    /// The value at the left end of the axis.
    var from: Double
    /// The value at its right end.
    var to: Double
    var heights: [Double]

    var html: String {
        "<figure><figcaption>\(ReportPage.escaped(name))</figcaption>\(svg)</figure>"
    }

    private var svg: String {
        let (size, margin) = (Self.size, Self.margin)
        let width = size.width - margin.left - margin.right
        let height = size.height - margin.top - margin.bottom
        guard let highest = heights.max(), highest > 0 else { return "<p class=\"none\">no data</p>" }
        let step = width / Double(heights.count)
        let bars = heights.enumerated().filter { $0.element > 0 }.map { index, value in
            let tall = max(1, value / highest * height)
            return rectangle(margin.left + Double(index) * step, margin.top + height - tall, max(0.5, step - 1), tall)
        }
        let grid = [0, 0.5, 1].map { share -> String in
            let y = margin.top + height * (1 - share)
            return
                "<line x1=\"\(margin.left)\" x2=\"\(size.width - margin.right)\" y1=\"\(short(y))\" y2=\"\(short(y))\"/>"
                + label(margin.left - 6, y + 4, "end", highest * share)
        }
        let axis = [0, 0.25, 0.5, 0.75, 1].map { share in
            label(
                margin.left + width * share, size.height - 6, share == 0 ? "start" : share == 1 ? "end" : "middle",
                from + (to - from) * share)
        }
        return
            "<svg viewBox=\"0 0 \(size.width) \(size.height)\" role=\"img\">\(grid.joined())\(bars.joined())\(axis.joined())</svg>"
    }

    private func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> String {
        "<rect x=\"\(short(x))\" y=\"\(short(y))\" width=\"\(short(width))\" height=\"\(short(height))\"/>"
    }

    private func label(_ x: Double, _ y: Double, _ anchor: String, _ value: Double) -> String {
        "<text x=\"\(short(x))\" y=\"\(short(y))\" text-anchor=\"\(anchor)\">\(ReportPage.number(value))</text>"
    }

    private func short(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }
}

/// The page's style: light and dark by the reader's setting, and black on white in print.
enum ReportStyle {
    static let css = """
        :root { color-scheme: light dark; --ink: #1c1e21; --soft: #6b7280; --line: #e3e5e8; --page: #fff; --bar: #2f6fdb; --good: #2f6fdb; --bad: #cf3b3b; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e7e9ec; --soft: #9aa2ad; --line: #33373d; --page: #16181b; --bar: #6ea0ff; --good: #6ea0ff; --bad: #ff7b72; } }
        @media print { :root { --ink: #000; --soft: #444; --line: #ccc; --page: #fff; --bar: #333; --good: #333; --bad: #888; } figure { break-inside: avoid; } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); max-width: 960px; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.4rem; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin-top: 2rem; }
        .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: .5rem; }
        .facts div { border: 1px solid var(--line); border-radius: 6px; padding: .5rem .75rem; }
        .facts b { display: block; font-size: 1.25rem; font-variant-numeric: tabular-nums; } .facts span { color: var(--soft); }
        .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 1rem; margin-top: 1.5rem; }
        figure { margin: 0; } figcaption { font-weight: 600; margin-bottom: .25rem; } .none { color: var(--soft); }
        svg { width: 100%; height: auto; } svg rect { fill: var(--bar); } svg line { stroke: var(--line); }
        svg text { fill: var(--soft); font-size: 11px; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; } td, th { padding: .2rem .8rem .2rem 0; text-align: right; border-bottom: 1px solid var(--line); }
        th { font-weight: 500; } tr th:first-child { text-align: left; overflow-wrap: anywhere; } .outcomes { width: 100%; }
        .share { width: 40%; } .share i { display: block; height: .7rem; min-width: 1px; border-radius: 2px; } .good { background: var(--good); } .bad { background: var(--bad); }
        footer { color: var(--soft); font-size: .85rem; margin: 2rem 0; }
        """
}
