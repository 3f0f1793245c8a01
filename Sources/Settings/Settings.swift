import Files
import Foundation
package import Pricing

/// The settings in force, each with where it comes from: flag before environment before profile before default.
package struct Settings: Sendable {
    /// Where a setting comes from.
    package enum Source: Sendable, Hashable {
        /// A flag on the command line.
        case flag(Flag)
        /// An environment variable.
        case environment(String)
        /// An entry of a profile in the configuration file.
        case profile(String, file: String)
        /// The file that `login` writes, and the server that took the key, as `https://host`, where the file says it.
        case login(file: String, origin: String?)
        /// The key that was typed at `login`.
        case typed
        /// The instance on which the model runs.
        case instance
        /// The sandbox inside this process.
        case sandbox
        /// Nothing was set.
        case standard
    }

    /// The settings that the command line can give.
    package enum Flag: Sendable, Hashable, CaseIterable {
        case profile, baseURL, apiKeyFile, model
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
        package var profile: String?
        package var baseURL: String?
        package var apiKeyFile: String?
        package var model: String?
        /// Whether the key is wanted: a file that holds it is read only then.
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
    /// The tools that a model may call where no command names others.
    package var tools: Value<[String]>?
    /// Patterns of the tools that run without a question, besides those that a command names.
    package var allowedTools: Value<[String]>?
    /// Whether keys and prompts may go to another machine unencrypted.
    package var allowsInsecureHTTP: Value<Bool>
    /// The file of certificates that are trusted in place of the system's, its path without `~`.
    package var caFile: Value<String>?
    /// The files that the profile names, their paths without `~`, whether they are used or not.
    package var profileFiles: [String]
    /// What the profile says of prices, by the model's id.
    package var prices: [String: TokenPrice]
    /// How many tokens the model takes, where the profile says so.
    package var contextLength: Int?
    /// Where files belong.
    package var folders: XDGDirectories
    /// Files with a key that other accounts may read; they are used all the same.
    package var exposedFiles: [SettingsFile]

    /// Finds the settings in force.
    ///
    /// - Parameters:
    ///   - flags: What the command line says.
    ///   - environment: The environment variables; an empty one counts as unset.
    ///   - standardBaseURL: The base URL where none is set.
    /// - Throws: ``SettingsError``.
    package init(flags: Flags, environment: [String: String], standardBaseURL: String) throws(SettingsError) {
        folders = try XDGDirectories(environment: environment)
        let path = folders.configurationFile
        let file = try ConfigurationFile(path: path)

        func variable(_ name: String) -> Value<String>? {
            guard let text = environment[name], !text.isEmpty else { return nil }
            return Value(text, .environment(name))
        }
        func flag(_ text: String?, _ flag: Flag) -> Value<String>? { text.map { Value($0, .flag(flag)) } }

        let profile =
            flag(flags.profile, .profile) ?? variable("CLOUDCOMPUTE_PROFILE")
            ?? file.defaultProfile.map { Value($0, .profile("profile", file: path)) } ?? Value("default", .standard)
        self.profile = profile
        guard let chosen = file.profiles[profile.content] ?? (profile.source == .standard ? .init() : nil) else {
            throw .unknownProfile(
                profile.content, profile.source, file: path, known: file.profiles.keys.sorted())
        }
        func entry<Content>(_ content: Content?, _ name: String) -> Value<Content>? {
            content.map { Value($0, .profile("profiles.\(profile.content).\(name)", file: path)) }
        }

        baseURL =
            flag(flags.baseURL, .baseURL) ?? variable("CLOUDCOMPUTE_BASE_URL")
            ?? entry(chosen.baseURL, "base_url") ?? Value(standardBaseURL, .standard)
        prices = chosen.prices
        contextLength = chosen.contextLength
        model = flag(flags.model, .model) ?? variable("CLOUDCOMPUTE_MODEL") ?? entry(chosen.model, "model")
        tools = entry(chosen.tools, "tools")
        allowedTools = entry(chosen.allowedTools, "allow_tools")
        allowsInsecureHTTP =
            entry(chosen.allowsInsecureHTTP, "allow_insecure_http") ?? Value(false, .standard)
        profileFiles = [chosen.apiKeyFile, chosen.caFile].compactMap { $0.map(HomeDirectory.expand) }
        caFile = entry(chosen.caFile.map(HomeDirectory.expand), "ca_file")
        exposedFiles = file.isExposed ? [.configuration(path)] : []
        guard flags.wantsKey else { return }
        if let file = flag(flags.apiKeyFile, .apiKeyFile) {
            apiKey = try takeKey(inFile: file)
        } else if chosen.wantsNoKey {
            keylessBy = entry("none", "api_key")?.source
        } else if let key = variable("CLOUDCOMPUTE_API_KEY") ?? entry(chosen.apiKey, "api_key") {
            apiKey = Value(APIKey(Self.trimmed(key.content)), key.source)
        } else if let command = entry(chosen.apiKeyCommand, "api_key_command") {
            apiKeyCommand = command
        } else if let file = entry(chosen.apiKeyFile, "api_key_file") {
            apiKey = try takeKey(inFile: file)
        } else {
            let path = folders.keyFile(ofProfile: profile.content)
            apiKey = try takeKey(inFile: Value(path, .login(file: path, origin: nil)), mayBeMissing: true)
        }
    }

    /// The names of the profiles in the configuration file, in order.
    ///
    /// - Throws: ``SettingsError``.
    package static func profileNames(environment: [String: String]) throws(SettingsError) -> [String] {
        let path = try XDGDirectories(environment: environment).configurationFile
        return try ConfigurationFile(path: path).profiles.keys.sorted()
    }

    /// A key without white space around it.
    private static func trimmed(_ key: String) -> String {
        // Most have none, and Foundation's first look for it takes longer than the rest of the settings.
        guard let first = key.utf8.first, let last = key.utf8.last else { return key }
        let printable: ClosedRange<UInt8> = 0x21...0x7E
        return printable.contains(first) && printable.contains(last)
            ? key : key.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Larger files hold no key, in bytes.
    private static let maximumKeyFileSize = 65_536

    private mutating func takeKey(
        inFile path: Value<String>, mayBeMissing: Bool = false
    ) throws(SettingsError) -> Value<APIKey>? {
        let file = SettingsFile.key(path.content, path.source)
        guard let (text, isReadableByOthers) = try TrustedFile(file).read(limit: Self.maximumKeyFileSize) else {
            if mayBeMissing { return nil }
            throw .badFile(file, .missing)
        }
        guard let content = KeyFileText(text) else { throw .badFile(file, .notAKey) }
        if isReadableByOthers { exposedFiles.append(file) }
        guard case .login(let file, _) = path.source else { return Value(content.key, path.source) }
        return Value(content.key, .login(file: file, origin: content.origin))
    }
}
