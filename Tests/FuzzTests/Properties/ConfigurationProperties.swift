import Localization
import Pricing
import YAML

@testable import Settings

/// Any settings file is read, or refused with an error that names a place in it.
enum ConfigurationProperties {
    private static let path = "/c/config.yaml"

    static func check(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        try checkFile(text)
        try checkKeyFile(text)
        try require(try ShellWord.split(ShellWord.quoted(text)) == [text], "A quoted word is another one")
        let folders = try XDGDirectories(environment: ["HOME": "/h"])
        let key = folders.keyFile(ofProfile: text)
        // By bytes, since a name may begin with a mark, which makes one character with what stands before it.
        let folder = "/h/.config/cloudcompute/".utf8
        let isInside = key.utf8.starts(with: folder) && !key.utf8.dropFirst(folder.count).contains(UInt8(ascii: "/"))
        try require(isInside, "The key lies in \(key)")
        _ = (URLSecrets.hidden(url: text), URLSecrets.hidden(in: text))
    }

    private static func checkFile(_ text: String) throws {
        var file = ConfigurationFile()
        do throws(SettingsError) { try file.read(text, in: path) } catch { return try checkPlace(error) }
        for (name, profile) in file.profiles {
            let texts = [profile.baseURL, profile.model, profile.apiKey, profile.apiKeyFile, profile.caFile]
            try require(
                texts.allSatisfy { $0.map { !$0.isEmpty && !$0.utf8.contains(0) } ?? true }, "An entry of \(name)")
            try require(profile.apiKeyCommand?.words.first?.isEmpty != true, "The command of \(name) is empty")
            for price in profile.prices.values {
                for amount in [price.prompt, price.completion, price.cachedPrompt ?? 0] {
                    try require(amount >= 0 && amount.isFinite, "\(name) has the price \(amount)")
                }
            }
        }
    }

    private static func checkPlace(_ error: SettingsError) throws {
        switch error {
        case .unknownEntry(_, let file, let known):
            try require(file == path && !known.isEmpty, "\(error)")
        case .notABoolean(let entry, let file), .notANumber(let entry, let file), .badCommand(_, let entry, let file):
            try require(file == path && entry.utf8.starts(with: "profiles.".utf8), "\(error)")
        case .badYAML(let error, let file):
            try require(file == path, file)
            try error.checkPlace()
        case .unknownProfile, .noHome, .badFile: throw Broken("\(error)")
        }
    }

    private static func checkKeyFile(_ text: String) throws {
        guard let file = KeyFileText(text) else { return }
        let again = KeyFileText(file.text)
        try require(again?.key == file.key && again?.origin == file.origin, "A key file is written as another one")
        let secret = file.key.secret
        try require(secret.utf8.count < 12 || !"\(file.key)".contains(secret), "The key shows itself")
    }
}

extension YAMLError {
    /// Throws where the error names no place of the text.
    func checkPlace() throws {
        if let line { try require(line > 0, "\(self)") }
        switch problem {
        case .tooLarge, .tooManyAliases: break
        case .notYAML(let message):
            let words = message.english
            let namesPlace = line != nil || words.contains(" at byte ") || words.contains("it has more than one")
            try require(namesPlace, "\(self)")
        case .notAMapping, .notAName, .notText: try require(line != nil, "\(self)")
        }
    }
}
