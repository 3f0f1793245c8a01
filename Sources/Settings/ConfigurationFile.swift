import Pricing
import YAML

/// What `config.yaml` says: profiles by name, and which of them to use.
///
/// ```yaml
/// profile: work
/// profiles:
///   work:
///     base_url: https://app.cloudcompute.ru/api/v1
///     model: qwen/qwen3.8-flash
///     api_key_file: ~/.config/cloudcompute/work.key
/// ```
struct ConfigurationFile: Sendable {
    struct Profile: Sendable {
        var baseURL: String?
        var model: String?
        var apiKey: String?
        var apiKeyFile: String?
        var apiKeyCommand: KeyCommand?
        var allowsInsecureHTTP: Bool?
        var caFile: String?
        var tools: [String]?
        var allowedTools: [String]?
        var contextLength: Int?
        var prices: [String: TokenPrice] = [:]

        /// Whether `api_key: none` says that the server wants no key.
        var wantsNoKey: Bool { apiKey == "none" }
    }

    /// Larger files are refused, in bytes.
    private static let maximumSize = 1 << 20

    var defaultProfile: String?
    var profiles: [String: Profile] = [:]
    /// Whether it holds a key that other accounts may read.
    var isExposed = false

    /// A file that says nothing.
    init() {}

    /// Reads the file; one that does not exist says nothing.
    ///
    /// - Throws: ``SettingsError`` that names the file and the entry.
    init(path: String) throws(SettingsError) {
        let file = TrustedFile(.configuration(path))
        guard let (text, isReadableByOthers) = try file.read(limit: Self.maximumSize) else { return }
        try read(text, in: path)
        isExposed = isReadableByOthers && profiles.values.contains { $0.apiKey != nil && !$0.wantsNoKey }
    }

    /// Takes what the file's text says.
    ///
    /// - Throws: ``SettingsError`` that names the file and the entry.
    mutating func read(_ text: String, in path: String) throws(SettingsError) {
        guard let document = try YAMLNode.root(of: text, in: path) else { return }
        for (name, value) in try document.entries(in: path) {
            switch name {
            case "profile": defaultProfile = try value.text(of: name, in: path)
            case "profiles":
                for (name, value) in try value.entries(in: path) {
                    profiles[name] = try Self.profile(value, "profiles.\(name)", path)
                }
            default: throw .unknownEntry(name, file: path, known: ["profile", "profiles"])
            }
        }
    }

    private static let profileEntries = [
        "base_url", "model", "api_key", "api_key_file", "api_key_command", "ca_file", "allow_insecure_http", "prices",
        "tools", "allow_tools", "context_length",
    ]

    private static func profile(_ node: YAMLNode, _ place: String, _ path: String) throws(SettingsError) -> Profile {
        var profile = Profile()
        guard !node.isEmpty else { return profile }
        for (name, value) in try node.entries(in: path) {
            if name == "prices" {
                profile.prices = try prices(value, "\(place).prices", path)
                continue
            }
            if name == "tools" {
                profile.tools = try value.texts(of: "\(place).tools", in: path)
                continue
            }
            if name == "allow_tools" {
                profile.allowedTools = try value.texts(of: "\(place).allow_tools", in: path)
                continue
            }
            let text = try value.text(of: "\(place).\(name)", in: path)
            switch name {
            case "base_url": profile.baseURL = text
            case "model": profile.model = text
            case "api_key": profile.apiKey = text
            case "api_key_file": profile.apiKeyFile = text
            case "api_key_command":
                do throws(ShellWord.Mistake) { profile.apiKeyCommand = try KeyCommand(text) } catch {
                    throw .badCommand(error, entry: "\(place).\(name)", file: path)
                }
            case "context_length":
                guard let length = Int(text), length > 0 else {
                    throw .notANumber(entry: "\(place).\(name)", file: path)
                }
                profile.contextLength = length
            case "ca_file": profile.caFile = text
            case "allow_insecure_http":
                guard text == "true" || text == "false" else {
                    throw .notABoolean(entry: "\(place).\(name)", file: path)
                }
                profile.allowsInsecureHTTP = text == "true"
            default:
                throw .unknownEntry("\(place).\(name)", file: path, known: profileEntries)
            }
        }
        return profile
    }

    private static func prices(
        _ node: YAMLNode, _ place: String, _ path: String
    ) throws(SettingsError) -> [String: TokenPrice] {
        var prices: [String: TokenPrice] = [:]
        for (model, value) in try node.entries(in: path) {
            var (prompt, completion, cachedPrompt) = (0.0, 0.0, Double?.none)
            for (name, value) in try value.entries(in: path) {
                let entry = "\(place).\(model).\(name)"
                guard let number = Double(try value.text(of: entry, in: path)),
                    TokenPrice(prompt: number, completion: number) != nil
                else { throw .notANumber(entry: entry, file: path) }
                switch name {
                case "prompt": prompt = number
                case "cached_prompt": cachedPrompt = number
                case "completion": completion = number
                default: throw .unknownEntry(entry, file: path, known: ["prompt", "cached_prompt", "completion"])
                }
            }
            prices[model] = TokenPrice(
                prompt: prompt, completion: completion, cachedPrompt: cachedPrompt, unit: 1_000_000)
        }
        return prices
    }
}
