import Foundation

/// The settings in force, each with where it comes from: flag before environment before profile before default.
public struct Settings: Sendable {
    /// Where a setting comes from.
    public enum Source: Sendable, Hashable, CustomStringConvertible {
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
        public var description: String {
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
    public struct Value<Content: Sendable>: Sendable {
        /// What is in force.
        public var content: Content
        /// Where it comes from.
        public var source: Source

        /// Creates a setting.
        public init(_ content: Content, _ source: Source) {
            self.content = content
            self.source = source
        }
    }

    /// What the command line says.
    public struct Flags: Sendable {
        /// `--profile`.
        public var profile: String?
        /// `--base-url`.
        public var baseURL: String?
        /// `--api-key-file`.
        public var apiKeyFile: String?
        /// `-m`, `--model`.
        public var model: String?

        /// Creates flags that say nothing.
        public init() {}
    }

    /// The profile's name.
    public var profile: Value<String>
    /// The base URL, not checked yet.
    public var baseURL: Value<String>
    /// The API key, if there is one.
    public var apiKey: Value<APIKey>?
    /// The model to use where a command names none, if there is one.
    public var model: Value<String>?
    /// What the profile says of prices, by the model's id.
    public var prices: [String: ModelPrice]
    /// Where files belong.
    public var folders: SettingsFolders

    /// Finds the settings in force.
    ///
    /// - Parameters:
    ///   - flags: What the command line says.
    ///   - environment: The environment variables; an empty one counts as unset.
    ///   - standardBaseURL: The base URL where none is set.
    /// - Throws: ``SettingsError``.
    public init(flags: Flags, environment: [String: String], standardBaseURL: String) throws(SettingsError) {
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
        func entry(_ text: String?, _ name: String) -> Value<String>? {
            text.map { Value($0, .profile("profiles.\(profile.content).\(name)", file: path)) }
        }

        baseURL =
            flag(flags.baseURL, "--base-url") ?? variable("CLOUDCOMPUTE_BASE_URL")
            ?? entry(chosen.baseURL, "base_url") ?? Value(standardBaseURL, .standard)
        prices = chosen.prices
        model = flag(flags.model, "--model") ?? variable("CLOUDCOMPUTE_MODEL") ?? entry(chosen.model, "model")
        if let file = flag(flags.apiKeyFile, "--api-key-file") {
            apiKey = Value(try Self.key(inFile: file, .unreadableFile), file.source)
        } else if let key = variable("CLOUDCOMPUTE_API_KEY") ?? entry(chosen.apiKey, "api_key") {
            apiKey = Value(APIKey(key.content.trimmingCharacters(in: .whitespacesAndNewlines)), key.source)
        } else if let file = entry(chosen.apiKeyFile, "api_key_file") {
            apiKey = Value(try Self.key(inFile: file, .configuration), file.source)
        } else {
            let path = folders.keyFile(ofProfile: profile.content)
            if FileManager.default.fileExists(atPath: path) {
                let file = Value(path, Source.login(file: path))
                apiKey = Value(try Self.key(inFile: file, .configuration), file.source)
            }
        }
    }

    private static func key(
        inFile file: Value<String>, _ kind: SettingsError.Kind
    ) throws(SettingsError) -> APIKey {
        let path = HomeFolder.expand(file.content)
        let data: Data
        do {
            // A pipe, as `<(…)` makes one, is read like a file, which Data(contentsOf:) refuses.
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            data = try file.read(upToCount: 65_536) ?? Data()
        } catch {
            throw SettingsError(
                kind, "The key file \(file.content) (\(file.source)) cannot be read: \(FileProblem.reason(error)).")
        }
        let text = String(data: data.prefix(65_536), encoding: .utf8)?.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let text, !text.isEmpty, !text.contains(where: \.isWhitespace) else {
            throw SettingsError(
                .configuration,
                "The key file \(file.content) (\(file.source)) should hold the key on one line and nothing else.")
        }
        return APIKey(text)
    }
}
