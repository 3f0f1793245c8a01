import Foundation
import JSON
import Localization

/// How many files and connections may be open at once.
struct OpenFileFacts: Sendable {
    /// The limit in force, and how far the program may raise it itself; `nil` where the system does not tell.
    var limits: (soft: UInt64, hard: UInt64)?

    /// With fewer a batch has to work with fewer connections than it is asked for.
    static let enough: UInt64 = 1024

    var check: DoctorCheck {
        guard let limits else {
            return .skipped("open-files", localized("The system does not tell how many files may be open."))
        }
        func value(_ limit: UInt64) -> JSONValue { limit > UInt64(Int64.max) - 1 ? .null : .number(String(limit)) }
        func words(_ limit: UInt64) -> String {
            limit > UInt64(Int64.max) - 1 ? localized("any number") : String(limit)
        }
        let facts: JSONObject = ["soft": value(limits.soft), "hard": value(limits.hard)]
        guard limits.hard >= Self.enough else {
            return .warning(
                "open-files",
                localized("At most \(limits.hard) files and connections may be open, which bounds batches."),
                fix: localized(
                    "Raise the limit with `ulimit -Hn \(Self.enough)` as root, or in /etc/security/limits.conf."), facts
            )
        }
        return .ok(
            "open-files",
            localized(
                "\(words(limits.soft)) files and connections may be open, and up to \(words(limits.hard)) where batches need them."
            ),
            facts)
    }
}

extension OpenFileFacts {
    static func gather() -> OpenFileFacts {
        var limit = rlimit()
        guard getrlimit(OpenFileLimit.resource, &limit) == 0 else { return OpenFileFacts(limits: nil) }
        return OpenFileFacts(limits: (UInt64(limit.rlim_cur), UInt64(limit.rlim_max)))
    }
}
