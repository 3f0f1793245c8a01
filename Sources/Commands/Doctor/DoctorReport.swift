import JSON
import Localization
import Terminal

/// All checks of `doctor`, from causes to consequences.
struct DoctorReport: Sendable, Hashable {
    var checks: [DoctorCheck]

    /// That of the first error; what comes after it may be its consequence.
    var exitCode: ExitCode { checks.first { $0.status == .error }?.exitCode ?? .done }

    /// The report as JSON.
    var json: JSONValue {
        func count(_ status: DoctorCheck.Status) -> JSONValue { JSONValue(checks.count { $0.status == status }) }
        return [
            "status": .string(worst.rawValue), "exit_code": JSONValue(Int(exitCode.rawValue)),
            "errors": count(.error), "warnings": count(.warning),
            "checks": .array(
                checks.map {
                    [
                        "id": .string($0.id), "status": .string($0.status.rawValue), "message": .string($0.message),
                        "fix": JSONValue($0.fix), "facts": .object($0.facts),
                    ]
                }),
        ]
    }

    /// The worst status that counts.
    var worst: DoctorCheck.Status {
        checks.contains { $0.status == .error } ? .error : checks.contains { $0.status == .warning } ? .warning : .ok
    }

    /// The report for a person: a line for each check, and below it what to do.
    ///
    /// - Parameters:
    ///   - symbols: Whether the terminal shows ✓ and ✗; else words stand in their place.
    ///   - columns: `nil` breaks no line.
    func text(symbols: Bool, columns: Int?) -> String {
        var lines: [String] = []
        for check in checks {
            let mark = Self.mark(check.status, symbols: symbols)
            let indent = String(repeating: " ", count: DisplayWidth.of(mark) + 1)
            lines.append(Self.hanging("\(mark) ", "\(check.id): \(check.message)", indent, columns))
            if let fix = check.fix {
                lines.append(Self.hanging(indent, localized("Fix: \(fix)"), indent + "     ", columns))
            }
        }
        return lines.joined(separator: "\n") + "\n\n" + WrappedText.text(summary, columns: columns) + "\n"
    }

    private var summary: String {
        let errors = checks.count { $0.status == .error }
        let warnings = checks.count { $0.status == .warning }
        let skipped = checks.count { $0.status == .skipped }
        let counts = Message(
            "\(checks.count) \(checks.count, "check", "checks"): \(errors) \(errors, "error", "errors"), \(warnings) "
                + "\(warnings, "warning", "warnings")")
        return skipped == 0 ? localized("\(counts).") : localized("\(counts), \(skipped) not made.")
    }

    private static func mark(_ status: DoctorCheck.Status, symbols: Bool) -> String {
        switch status {
        case .ok: symbols ? "✓" : "ok     "
        case .skipped: symbols ? "–" : "skipped"
        case .warning: symbols ? "!" : "warning"
        case .error: symbols ? "✗" : "error  "
        }
    }

    private static func hanging(_ start: String, _ text: String, _ indent: String, _ columns: Int?) -> String {
        let line = ControlCharacterFilter.filterLine(text)
        let rows = WrappedText.text(line, columns: columns.map { max(20, $0 - DisplayWidth.of(indent)) })
            .split(separator: "\n", omittingEmptySubsequences: false)
        return start + rows.joined(separator: "\n\(indent)")
    }
}
