import CloudComputeClient
import ConversationStore
import Foundation
import JSON
import LineEditor
import Localization

/// Which versions are at work.
struct BuildFacts: Sendable {
    var program: String
    var swift: String
    var system: String
    var kernel: String
    var architecture: String
    var libedit: String
    /// `nil` where it does not tell.
    var sqlite: String?

    var check: DoctorCheck {
        .ok(
            "version",
            localized(
                "cloudcompute \(program) on \(system), kernel \(kernel) (\(architecture)), with Swift \(swift), "
                    + "libedit \(libedit) and SQLite \(sqlite ?? localized("of an unknown version"))."),
            [
                "program": .string(program), "system": .string(system), "kernel": .string(kernel),
                "architecture": .string(architecture), "swift": .string(swift), "libedit": .string(libedit),
                "sqlite": JSONValue(sqlite),
            ])
    }
}

extension BuildFacts {
    static func gather() -> BuildFacts {
        var names = utsname()
        let isKnown = uname(&names) == 0
        func text<Field>(_ field: Field) -> String {
            guard isKnown else { return "unknown" }
            return withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }
        return BuildFacts(
            program: CloudComputeClient.version, swift: swiftVersion, system: operatingSystem,
            kernel: text(names.release), architecture: text(names.machine), libedit: LineEditor.libraryVersion,
            sqlite: StoreDiagnosis.libraryVersion)
    }

    /// The version that the compiler tells.
    private static var swiftVersion: String {
        #if compiler(>=6.5)
            "6.5 or later"
        #elseif compiler(>=6.4)
            "6.4"
        #elseif compiler(>=6.3)
            "6.3"
        #else
            "6.2 or earlier"
        #endif
    }

    /// The system's name for itself.
    ///
    /// Fact: os-release(5).
    private static var operatingSystem: String {
        let release = (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)) ?? ""
        let entry = release.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
        let name = entry?.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" && $0 != "'" } ?? ""
        return name.isEmpty ? ProcessInfo.processInfo.operatingSystemVersionString : name
    }
}
