/// A plot of bars as inline SVG, drawn in the page's own colours.
struct BarPlot {
    private static let size = (width: 440.0, height: 190.0)
    private static let margin = (left: 58.0, bottom: 24.0, top: 10.0, right: 12.0)

    var name: String
    /// The value at the left end of the axis.
    var from: Double
    /// The value at its right end.
    var to: Double
    var heights: [Double]

    var html: HTML { "<figure><figcaption>\(name)</figcaption>\(svg)</figure>" }

    private var svg: HTML {
        guard let highest = heights.max(), highest > 0, highest.isFinite, from.isFinite, to.isFinite else {
            return "<p class=\"none\">no data</p>"
        }
        let (size, margin) = (Self.size, Self.margin)
        let width = size.width - margin.left - margin.right
        let height = size.height - margin.top - margin.bottom
        let step = width / Double(heights.count)
        let bars = heights.enumerated().filter { $0.element > 0 }.map { index, value in
            let tall = max(1, value / highest * height)
            return rectangle(margin.left + Double(index) * step, margin.top + height - tall, max(0.5, step - 1), tall)
        }
        let grid = AxisTicks(from: 0, to: highest, about: 4).values.map { value -> HTML in
            let y = margin.top + height * (1 - value / highest)
            return """
                <line x1="\(short(margin.left))" x2="\(short(size.width - margin.right))" y1="\(short(y))" y2="\(short(y))"/>\
                \(label(margin.left - 6, y + 4, "end", value))
                """
        }
        let axis = AxisTicks(from: from, to: to, about: 6).values.map { value -> HTML in
            let share = to > from ? (value - from) / (to - from) : 0
            let anchor = share < 0.05 ? "start" : share > 0.95 ? "end" : "middle"
            return label(margin.left + width * share, size.height - 6, anchor, value)
        }
        return """
            <svg viewBox="0 0 \(short(size.width)) \(short(size.height))" role="img" aria-label="\(name)">\(grid)\(bars)\(axis)</svg>
            """
    }

    private func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> HTML {
        "<rect x=\"\(short(x))\" y=\"\(short(y))\" width=\"\(short(width))\" height=\"\(short(height))\"/>"
    }

    private func label(_ x: Double, _ y: Double, _ anchor: String, _ value: Double) -> HTML {
        "<text x=\"\(short(x))\" y=\"\(short(y))\" text-anchor=\"\(anchor)\">\(ReportNumber.text(value))</text>"
    }

    private func short(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }
}
