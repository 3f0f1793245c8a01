import CloudComputeClient
import Localization
import Settings
import Terminal

/// What must hold before a key or a prompt goes anywhere.
extension CommandContext {
    /// Refuses what would send keys and prompts unencrypted to another machine, unless the profile allows it.
    ///
    /// - Throws: ``CommandFailure``.
    static func checkEncryption(_ baseURL: BaseURL, _ settings: Settings, _ console: Console) throws {
        guard !baseURL.isSecure, !baseURL.isLoopback else { return }
        guard settings.allowsInsecureHTTP.content else {
            throw CommandFailure(
                localized(
                    "\(baseURL) would get keys and prompts unencrypted, so it is not used: begin the base URL with https://, or "
                        + "set allow_insecure_http: true in profiles.\(settings.profile.content) of "
                        + "\(settings.folders.configurationFile)."), .configuration)
        }
        console.note(
            settings.apiKey == nil && settings.apiKeyCommand == nil
                ? localized("Prompts go to \(baseURL.host) unencrypted, since the base URL begins with http://.")
                : localized(
                    "Prompts and the API key go to \(baseURL.host) unencrypted, since the base URL begins with http://."
                ))
    }

    /// The settings with the key that a command gives, once what is amiss with the files is said.
    ///
    /// - Throws: ``KeyProgramError`` where the command gives none.
    static func withKey(_ settings: Settings, _ console: Console) async throws -> Settings {
        for file in settings.exposedFiles { console.note(ErrorText.warning(of: file)) }
        guard let command = settings.apiKeyCommand else { return settings }
        var settings = settings
        let program = KeyProgram(command: command, tell: { console.note($0) })
        let key = try await SignalWatch.interruptible { try await program.key() }
        settings.apiKey = Settings.Value(key, command.source)
        settings.apiKeyCommand = nil
        return settings
    }
}

extension Settings {
    /// The settings without a stored key that another server took.
    ///
    /// A server of this machine is asked without a key then, as it is where none is stored.
    ///
    /// - Throws: ``CommandFailure`` for a server elsewhere.
    func withoutKeyOfOthers(than baseURL: BaseURL) throws -> Settings {
        guard case .login(_, let origin?) = apiKey?.source, !origin.utf8.elementsEqual(baseURL.origin.utf8) else {
            return self
        }
        guard baseURL.isLoopback else {
            throw CommandFailure(
                localized(
                    "The stored key is for \(origin) and is not sent to \(baseURL.origin); run `cloudcompute login` for "
                        + "\(baseURL.origin), or pass --api-key-file FILE."), .configuration)
        }
        var settings = self
        settings.apiKey = nil
        return settings
    }
}

extension Settings.Source {
    /// Whether it is the command line.
    var isFlag: Bool { if case .flag = self { true } else { false } }

    /// Whether it is the environment.
    var isVariable: Bool { if case .environment = self { true } else { false } }
}
