import JSON
import Localization

/// The window in which a question is shown.
package struct ConsentWindow: Sendable, Hashable {
    /// Its width.
    package let columns: Int
    /// Its height.
    package let rows: Int

    /// Takes what a terminal says of itself, or what terminals used to be where it says nothing.
    package init(columns: Int?, rows: Int?) {
        self.columns = max(20, columns ?? 80)
        self.rows = max(8, rows ?? 24)
    }
}

/// The question in rows of a window.
extension ConsentQuestion {
    /// Stands before each row of text from outside, so that none can pass for the program's own.
    private static let mark = "│ "
    /// More rows of what is no argument are not shown.
    static let maximumRows = 200
    /// More of a definition is not compared, in rows, and more of a description is not shown, in characters.
    private static let (maximumCompared, maximumDescription) = (2000, 16_384)

    /// The question as far as it fits, and whether something was left out.
    package func parts(_ window: ConsentWindow) -> (rows: [String], isCut: Bool) {
        let head = [heading] + hints
        let change =
            difference(window, limit: Self.maximumRows) + (former == nil ? [] : [localized("  The arguments:")])
        let arguments = arguments(window)
        func height(_ rows: [String]) -> Int { rows.reduce(0) { $0 + VisibleText.rows($1, window.columns).count } }
        let room = window.rows - 1 - height(head) - height([prompt(isSeen: true)])
        let all = change + arguments
        guard all.count > room else { return (head + all, false) }
        // The arguments come first in what room there is.
        let shown = max(2, room - 1)
        let shownChange = Array(change.prefix(max(shown - arguments.count, shown / 2)))
        let shownArguments = arguments.prefix(shown - shownChange.count)
        let rest = all.count - shownChange.count - shownArguments.count
        return (head + shownChange + shownArguments + [localized("  … and \(rest) more lines")], true)
    }

    /// All arguments.
    func arguments(_ window: ConsentWindow) -> [String] {
        marked(VisibleText.lines(.object(arguments)), window, limit: .max)
    }

    /// How the definition differs from the one that was allowed.
    func difference(_ window: ConsentWindow, limit: Int) -> [String] {
        guard let former else { return [] }
        let changes = lines(of: tool, window).difference(from: lines(of: former, window))
        let lines = changes.removals.map { Self.line("-", $0) } + changes.insertions.map { Self.line("+", $0) }
        let rows =
            lines.isEmpty
            ? [
                localized(
                    "  Its program, a file that it is given, or a part that is masked or not compared here is another one."
                )
            ]
            : marked(lines, window, limit: limit)
        return [localized("  Its definition has changed:")] + rows
    }

    private static func line(_ sign: String, _ change: CollectionDifference<String>.Change) -> String {
        switch change {
        case .insert(_, let element, _), .remove(_, let element, _): "\(sign) \(element)"
        }
    }

    /// A definition in pieces that can be compared: a long line of it may have changed anywhere.
    private func lines(of tool: ToolDefinition, _ window: ConsentWindow) -> [String] {
        var tool = tool
        let size = tool.description.utf8.count
        tool.description = Self.cut(tool.description)
        let lines =
            VisibleText.lines(tool.originJSON) + VisibleText.lines(.object(tool.identity))
            + (size > tool.description.utf8.count ? [localized("description of \(size) bytes")] : [])
        return Array(lines.flatMap { VisibleText.rows($0, window.columns - 4) }.prefix(Self.maximumCompared))
    }

    /// As much of a description as is looked at.
    static func cut(_ description: String) -> String { VisibleText.cut(description, to: maximumDescription) }

    func marked(_ lines: [String], _ window: ConsentWindow, limit: Int) -> [String] {
        var rows: [String] = []
        for line in lines {
            for row in VisibleText.rows(line, window.columns - 3) {
                if rows.count >= limit { return rows + [localized("  … and more, which is not shown")] }
                rows.append(Self.mark + row)
            }
        }
        return rows
    }
}
