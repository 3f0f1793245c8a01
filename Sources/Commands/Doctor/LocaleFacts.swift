import Foundation
import JSON
import Localization

/// Which locale is in force, and how it writes letters.
struct LocaleFacts: Sendable {
    /// The variable that decides; `nil` where none is set.
    var variable: String?
    /// The locale's name.
    var name: String
    /// How the system writes letters there; `nil` where it has no such locale.
    var codeset: String?

    /// Whether letters are UTF-8.
    var isUTF8: Bool {
        codeset.map { ["utf8", "utf-8"].contains($0.lowercased()) } ?? false
    }

    private var facts: JSONObject {
        ["variable": JSONValue(variable), "name": .string(name), "codeset": JSONValue(codeset), "utf8": .bool(isUTF8)]
    }

    var check: DoctorCheck {
        let place =
            variable.map { "\(name) (\($0))" }
            ?? localized("\(name), since LC_ALL, LC_CTYPE and LANG are not set")
        // It leaves the language of messages as it is.
        let fix =
            variable == "LC_ALL"
            ? localized("Run `export LC_ALL= LC_CTYPE=C.UTF-8 LC_MESSAGES=\(name)`.")
            : localized("Run `export LC_CTYPE=C.UTF-8`.")
        guard let codeset else {
            return .warning(
                "locale", localized("The locale is \(place), which this system does not have."), fix: fix,
                facts)
        }
        guard isUTF8 else {
            return .warning(
                "locale", localized("The locale is \(place), which writes \(codeset) and not UTF-8."),
                fix: fix, facts)
        }
        return .ok("locale", localized("The locale is \(place), which is UTF-8."), facts)
    }
}

extension LocaleFacts {
    /// - Parameter environment: The environment variables.
    static func gather(_ environment: [String: String]) -> LocaleFacts {
        // Fact: POSIX, Base Definitions 8.2: LC_ALL before LC_CTYPE before LANG, an empty one like none.
        let set = ["LC_ALL", "LC_CTYPE", "LANG"].lazy
            .compactMap { name in environment[name].flatMap { $0.isEmpty ? nil : (name, $0) } }.first
        let name = set?.1 ?? "C"
        var facts = LocaleFacts(variable: set?.0, name: name)
        guard let locale = newlocale(LC_CTYPE_MASK, name, nil) else { return facts }
        defer { freelocale(locale) }
        if let text = nl_langinfo_l(nl_item(CODESET), locale) { facts.codeset = String(cString: text) }
        return facts
    }
}
