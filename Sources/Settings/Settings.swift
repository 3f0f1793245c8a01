import Files
import Foundation

/// The settings in force, each with where it comes from: flag before environment before profile before default.
package struct Settings: Sendable {
    /// Where a setting comes from.
    package enum Source: Sendable, Hashable, CustomStringConvertible {
        /// A flag on the command line.
        case flag(String)
        /// An environment variable.
        case environment(String)
        /// An entry of a profile in the file of settings.
        case profile(String, file: String)
        /// The file that `login` writes.
        case login(file: String)
        /// Nothing was set.
        case standard
        /// The sandbox inside this process.
        case sandbox

        /// The source in a few words.
        package var description: String {
            switch self {
            case .flag(let name): name
            case .environment(let name): "environment variable \(name)"
            case .profile(let entry, let file): "\(entry) in \(file)"
            case .login(let file): "login, in \(file)"
            case .standard: "default"
            case .sandbox: "--sandbox"
            }
        }
    }

    /// A setting and its source.
    package struct Value<Content: Sendable>: Sendable {
        /// What is in force.
        package var content: Content
        /// Where it comes from.
        package var source: Source

        /// Creates a setting.
        package init(_ content: Content, _ source: Source) {
            self.content = content
            self.source = source
        }
    }

    /// What the command line says.
    package struct Flags: Sendable {
        /// `--profile`.
        package var profile: String?
        /// `--base-url`.
        package var baseURL: String?
        /// `--api-key-file`.
        package var apiKeyFile: String?
        /// `-m`, `--model`.
        package var model: String?
        /// Whether a key is wanted at all.
        package var wantsKey = true

        /// Creates flags that say nothing.
        package init() {}
    }

    /// The profile's name.
    package var profile: Value<String>
    /// The base URL, not checked yet.
    package var baseURL: Value<String>
    /// The API key, if there is one; one that a command gives is not here before that is run.
    package var apiKey: Value<APIKey>?
    /// The command that gives the key, where there is no other.
    package var apiKeyCommand: Value<KeyCommand>?
    /// Where it says that the server wants no key.
    package var keylessBy: Source?
    /// The model to use where a command names none, if there is one.
    package var model: Value<String>?
    /// Whether keys and prompts may go to another machine unencrypted.
    package var allowsInsecureHTTP: Value<Bool>
    /// The file of certificates that are trusted in place of the system's, its path without `~`.
    package var caFile: Value<String>?
    /// What the profile says of prices, by the model's id.
    package var prices: [String: ModelPrice]
    /// Where files belong.
    package var folders: SettingsFolders
    /// What is to be put right though it is used, each with the command that does it.
    package var warnings: [String]

    /// Finds the settings in force.
    ///
    /// - Parameters:
    ///   - flags: What the command line says.
    ///   - environment: The environment variables; an empty one counts as unset.
    ///   - standardBaseURL: The base URL where none is set.
    /// - Throws: ``SettingsError``.
    package init(flags: Flags, environment: [String: String], standardBaseURL: String) throws(SettingsError) {
        folders = SettingsFolders(environment: environment)
        let path = folders.configurationFile
        let file = try ConfigurationFile(path: path)

        func variable(_ name: String) -> Value<String>? {
            guard let text = environment[name], !text.isEmpty else { return nil }
            return Value(text, .environment(name))
        }
        func flag(_ text: String?, _ name: String) -> Value<String>? { text.map { Value($0, .flag(name)) } }

        let profile =
            flag(flags.profile, "--profile") ?? variable("CLOUDCOMPUTE_PROFILE")
            ?? file.defaultProfile.map { Value($0, .profile("profile", file: path)) } ?? Value("default", .standard)
        self.profile = profile
        guard let chosen = file.profiles[profile.content] ?? (profile.source == .standard ? .init() : nil) else {
            let known = file.profiles.keys.sorted().joined(separator: ", ")
            throw SettingsError(
                .configuration,
                "There is no profile \"\(profile.content)\" (\(profile.source)) in \(path)"
                    + (known.isEmpty ? "." : "; it has \(known)."))
        }
        func entry<Content>(_ content: Content?, _ name: String) -> Value<Content>? {
            content.map { Value($0, .profile("profiles.\(profile.content).\(name)", file: path)) }
        }

        baseURL =
            flag(flags.baseURL, "--base-url") ?? variable("CLOUDCOMPUTE_BASE_URL")
            ?? entry(chosen.baseURL, "base_url") ?? Value(standardBaseURL, .standard)
        prices = chosen.prices
        model = flag(flags.model, "--model") ?? variable("CLOUDCOMPUTE_MODEL") ?? entry(chosen.model, "model")
        allowsInsecureHTTP =
            entry(chosen.allowsInsecureHTTP, "allow_insecure_http") ?? Value(false, .standard)
        caFile = entry(chosen.caFile.map(HomeFolder.expand), "ca_file")
        warnings = file.warning.map { [$0] } ?? []
        guard flags.wantsKey else { return }
        if let file = flag(flags.apiKeyFile, "--api-key-file") {
            apiKey = try takeKey(inFile: file, .unreadableFile)
        } else if chosen.wantsNoKey {
            keylessBy = entry("none", "api_key")?.source
        } else if let key = variable("CLOUDCOMPUTE_API_KEY") ?? entry(chosen.apiKey, "api_key") {
            apiKey = Value(APIKey(key.content.trimmingCharacters(in: .whitespacesAndNewlines)), key.source)
        } else if let command = entry(chosen.apiKeyCommand, "api_key_command") {
            apiKeyCommand = command
        } else if let file = entry(chosen.apiKeyFile, "api_key_file") {
            apiKey = try takeKey(inFile: file, .configuration)
        } else {
            let path = folders.keyFile(ofProfile: profile.content)
            apiKey = try takeKey(inFile: Value(path, .login(file: path)), .configuration, mayBeMissing: true)
        }
    }

    /// Larger files hold no key, in bytes.
    private static let maximumKeyFileSize = 65_536

    private mutating func takeKey(
        inFile file: Value<String>, _ kind: SettingsError.Kind, mayBeMissing: Bool = false
    ) throws(SettingsError) -> Value<APIKey>? {
        let name = "The key file \(file.content) (\(file.source))"
        let path = HomeFolder.expand(file.content)
        let trusted = TrustedFile(name: name, path: path, repair: "600", unreadable: kind)
        guard let (text, isReadableByOthers) = try trusted.read(limit: Self.maximumKeyFileSize) else {
            if mayBeMissing { return nil }
            throw SettingsError(kind, "\(name) cannot be read: no such file or directory.")
        }
        guard let key = APIKey(line: Array(text.utf8)) else {
            throw SettingsError(.configuration, "\(name) should hold the key on one line and nothing else.")
        }
        if isReadableByOthers {
            warnings.append("\(name) may be read by other accounts; run `chmod 600 \(ShellWord.quoted(path))`.")
        }
        return Value(key, file.source)
    }
}
