/// Lines that are written again and again: over one another on a terminal, elsewhere where they have changed.
package struct LiveBlock: Sendable {
    private let output: Output
    private let isLive: Bool
    private var last = ""
    /// The rows that stand on the screen now.
    private var rows = 0

    /// - Parameter isLive: Whether a block takes the place of the one before.
    package init(_ output: Output, isLive: Bool) {
        self.output = output
        self.isLive = isLive
    }

    /// Shows a block of whole lines.
    ///
    /// - Throws: ``OutputError``.
    package mutating func show(_ text: String) throws(OutputError) {
        guard isLive else {
            if text != last { try output.write(last.isEmpty ? text : "\n" + text) }
            last = text
            return
        }
        let lines = Self.visible(text, rows: output.rows, columns: output.columns)
        try output.write((rows > 0 ? "\r\u{1B}[\(rows)A\u{1B}[J" : "") + lines.map { $0 + "\n" }.joined())
        rows = lines.count
    }

    /// Shows a JSON object on a line of its own, where it has changed.
    ///
    /// - Throws: ``OutputError``.
    package mutating func show(json: [UInt8]) throws(OutputError) {
        let text = String(decoding: json, as: UTF8.self)
        if text != last { try output.write(json: json + [UInt8(ascii: "\n")]) }
        last = text
    }

    /// As many lines as the screen has room for, the last ones, since what sums up stands there; each fits a row.
    static func visible(_ text: String, rows: Int?, columns: Int?) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        if let rows, lines.count > rows - 1 {
            lines = Array(lines.prefix(1) + lines.dropFirst().suffix(max(0, rows - 2)))
        }
        guard let columns, columns > 1 else { return lines }
        return lines.map { DisplayWidth.cut($0, to: columns - 1) }
    }
}
