import CloudComputeClient
import Settings

/// What must hold before a key or a prompt goes anywhere.
extension Session {
    /// Refuses what would send keys and prompts unencrypted to another machine, unless the profile allows it.
    ///
    /// - Throws: ``CommandFailure``.
    static func checkEncryption(_ baseURL: BaseURL, _ settings: Settings, _ console: Console) throws {
        guard !baseURL.isSecure, !baseURL.isLoopback else { return }
        guard settings.allowsInsecureHTTP.content else {
            throw CommandFailure(
                "\(baseURL) would get keys and prompts unencrypted, so it is not used: begin the base URL with https://, or "
                    + "set allow_insecure_http: true in profiles.\(settings.profile.content) of "
                    + "\(settings.folders.configurationFile).", .configuration)
        }
        console.note(
            "Prompts\(settings.apiKey == nil && settings.apiKeyCommand == nil ? " go" : " and the API key go") to "
                + "\(baseURL.host) unencrypted, since the base URL begins with http://.")
    }

    /// The settings with the key that a command gives, once what is amiss with the files is said.
    ///
    /// - Throws: ``KeyProgramError`` where the command gives none.
    static func withKey(_ settings: Settings, _ console: Console) async throws -> Settings {
        for file in settings.exposedFiles { console.note(ErrorText.warning(of: file)) }
        guard let command = settings.apiKeyCommand else { return settings }
        var settings = settings
        settings.apiKey = Settings.Value(try await KeyProgram(command: command).key(), command.source)
        settings.apiKeyCommand = nil
        return settings
    }
}

extension Settings.Source {
    /// Whether it is the command line.
    var isFlag: Bool { if case .flag = self { true } else { false } }
}
