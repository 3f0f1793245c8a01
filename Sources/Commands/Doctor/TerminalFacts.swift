import JSON
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
            return .ok("terminal", "The output is no terminal (TERM is \(term ?? "not set")).", facts)
        }
        guard let term, !term.isEmpty, term != "dumb" else {
            return .warning(
                "terminal",
                "TERM is \(term.map { "\"\($0)\"" } ?? "not set"), so lines are neither edited nor coloured.",
                fix: "Run `export TERM=xterm-256color`, or what your terminal's manual names.", facts)
        }
        guard let columns, let rows else {
            return .warning(
                "terminal", "The terminal (\(term)) does not tell its size.", fix: "Run `stty cols 80 rows 24`.", facts)
        }
        return .ok(
            "terminal", "\(term), \(columns) columns by \(rows) rows, \(allowsColor ? "with" : "without") colour.",
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
