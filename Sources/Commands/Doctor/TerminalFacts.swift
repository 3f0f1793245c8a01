import JSON
import Localization
import Terminal

/// What the program writes to.
struct TerminalFacts: Sendable {
    var term: String?
    var isOutputTerminal: Bool
    var isInputTerminal: Bool
    var columns: Int?
    var rows: Int?
    var allowsColor: Bool

    private var facts: JSONObject {
        [
            "term": JSONValue(term), "output": .bool(isOutputTerminal), "input": .bool(isInputTerminal),
            "columns": columns.map { JSONValue($0) } ?? .null, "rows": rows.map { JSONValue($0) } ?? .null,
            "color": .bool(allowsColor),
        ]
    }

    var check: DoctorCheck {
        guard isOutputTerminal else {
            return .ok(
                "terminal",
                localized("The output is no terminal (TERM is \(term ?? localized("not set")))."), facts)
        }
        guard let term, !term.isEmpty, term != "dumb" else {
            return .warning(
                "terminal",
                localized(
                    "TERM is \(term.map { "\"\($0)\"" } ?? localized("not set")), so lines are neither edited nor coloured."
                ),
                fix: localized("Run `export TERM=xterm-256color`, or what your terminal's manual names."), facts)
        }
        guard let columns, let rows else {
            return .warning(
                "terminal", localized("The terminal (\(term)) does not tell its size."),
                fix: localized("Run `stty cols 80 rows 24`."), facts)
        }
        return .ok(
            "terminal",
            allowsColor
                ? localized("\(term), \(columns) columns by \(rows) rows, with colour.")
                : localized("\(term), \(columns) columns by \(rows) rows, without colour."),
            facts)
    }
}

extension TerminalFacts {
    static func gather(_ console: CommandContext.Console, _ environment: [String: String]) -> TerminalFacts {
        TerminalFacts(
            term: environment["TERM"], isOutputTerminal: console.output.isTerminal,
            isInputTerminal: StandardInput.isTerminal, columns: console.output.columns, rows: console.output.rows,
            allowsColor: console.allowsColor)
    }
}
