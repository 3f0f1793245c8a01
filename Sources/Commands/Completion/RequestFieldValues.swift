import REPL

/// What `-p` completes to: the fields that requests have, and what those of them take that take words.
enum RequestFieldValues {
    private static let values: [String: [String]] = [
        "reasoning_effort": ["none", "minimal", "low", "medium", "high"]
    ]

    /// Fields with `=` behind them; once that is typed, the values.
    static func candidates(typed: String) -> [Candidate] {
        guard let mark = typed.firstIndex(of: "=") else { return RequestField.known.map { Candidate($0 + "=") } }
        let name = String(typed[..<mark])
        return (values[name] ?? []).map { Candidate("\(name)=\($0)") }
    }
}
