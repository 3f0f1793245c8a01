import JSON

/// What one check of `doctor` came to.
struct DoctorCheck: Sendable, Hashable {
    enum Status: String, Sendable, CaseIterable {
        case ok
        /// It could not be made, or was not asked for.
        case skipped
        case warning
        case error
    }

    /// Its name, which scripts may rely on.
    var id: String
    var status: Status
    /// One sentence.
    var message: String
    /// What to do about it.
    var fix: String?
    /// What was found, for a program to read.
    var facts: JSONObject
    /// What the command ends with where this is the first error.
    var exitCode: ExitCode

    static func ok(_ id: String, _ message: String, _ facts: JSONObject = [:]) -> DoctorCheck {
        DoctorCheck(id: id, status: .ok, message: message, fix: nil, facts: facts, exitCode: .done)
    }

    static func skipped(_ id: String, _ message: String, _ facts: JSONObject = [:]) -> DoctorCheck {
        DoctorCheck(id: id, status: .skipped, message: message, fix: nil, facts: facts, exitCode: .done)
    }

    static func warning(_ id: String, _ message: String, fix: String, _ facts: JSONObject = [:]) -> DoctorCheck {
        DoctorCheck(id: id, status: .warning, message: message, fix: fix, facts: facts, exitCode: .done)
    }

    static func error(
        _ id: String, _ message: String, fix: String, _ exitCode: ExitCode, _ facts: JSONObject = [:]
    ) -> DoctorCheck {
        DoctorCheck(id: id, status: .error, message: message, fix: fix, facts: facts, exitCode: exitCode)
    }
}

extension JSONValue {
    /// A text, or `null` for none.
    init(_ text: String?) { self = text.map { .string($0) } ?? .null }

    /// A time in whole milliseconds, or `null` for none.
    init(milliseconds duration: Duration?) {
        self = duration.map { JSONValue(Int(clamping: $0.wholeMilliseconds)) } ?? .null
    }
}

extension Duration {
    /// From none to as many as can be told.
    var wholeMilliseconds: Int64 { Int64(Swift.min(Swift.max(0, self / .milliseconds(1)), 9e15)) }
}
