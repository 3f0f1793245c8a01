import Files

/// Where files belong, by the XDG base directory rules.
///
/// Fact: https://specifications.freedesktop.org/basedir-spec/latest/ — a relative path there counts as unset.
package struct XDGDirectories: Sendable, Hashable {
    /// The file of settings, `$XDG_CONFIG_HOME/cloudcompute/config.yaml`.
    package let configurationFile: String
    /// The folder of settings, `$XDG_CONFIG_HOME/cloudcompute`.
    package var configurationFolder: String { String(configurationFile.dropLast("/config.yaml".count)) }
    /// The folder for what is no setting and no document, such as input history: `$XDG_STATE_HOME/cloudcompute`.
    package let stateFolder: String
    /// The folder for what the user made, such as conversations: `$XDG_DATA_HOME/cloudcompute`.
    package let dataFolder: String
    /// The stored conversations.
    package var conversationFile: String { dataFolder + "/conversations.db" }
    /// The folder for what can be had again, such as the ids of a server's models: `$XDG_CACHE_HOME/cloudcompute`; `nil`
    /// where there is none.
    package let cacheFolder: String?

    /// The file in which `login` keeps a profile's key: one for each name, whatever stands in it.
    package func keyFile(ofProfile name: String) -> String {
        let safe = name.unicodeScalars.map { scalar in
            Self.isSafe(scalar)
                ? String(scalar)
                : String(scalar).utf8.map { "%" + String(UInt16($0) | 0x100, radix: 16).dropFirst() }.joined()
        }
        return configurationFile.dropLast("config.yaml".count) + safe.joined() + ".key"
    }

    /// Whether a scalar, whatever stands beside it, is a letter, a digit or a mark on one, or one of `-_.`.
    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: scalar == "-" || scalar == "_" || scalar == "."
        }
    }

    /// Finds the folders from environment variables.
    ///
    /// - Parameter accountHome: The home folder where `HOME` names none: by default the one that the system knows.
    /// - Throws: ``SettingsError`` where a folder depends on the home folder and there is none.
    package init(
        environment: [String: String], accountHome: @autoclosure () -> String? = HomeDirectory.ofAccount
    ) throws(SettingsError) {
        func base(_ name: String, _ fallback: String) throws(SettingsError) -> String {
            if let path = environment[name], path.utf8.first == UInt8(ascii: "/") { return path }
            let variable = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
            guard let home = variable ?? accountHome() else { throw .noHome(needed: name) }
            return "\(home)/\(fallback)"
        }
        configurationFile = try base("XDG_CONFIG_HOME", ".config") + "/cloudcompute/config.yaml"
        dataFolder = try base("XDG_DATA_HOME", ".local/share") + "/cloudcompute"
        stateFolder = try base("XDG_STATE_HOME", ".local/state") + "/cloudcompute"
        cacheFolder = (try? base("XDG_CACHE_HOME", ".cache")).map { $0 + "/cloudcompute" }
    }
}
