import Files
import Foundation
import Testing

@testable import Settings

@Suite(.timeLimit(.minutes(1))) struct ProfileEntriesTests {
    private func settings(_ profile: String, _ environment: [String: String] = [:]) throws -> Settings {
        let home = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        let folder = home.appendingPathComponent("cloudcompute")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        try Data("profiles: {default: \(profile)}\n".utf8).write(to: folder.appendingPathComponent("config.yaml"))
        return try Settings(
            flags: Settings.Flags(), environment: environment.merging(["XDG_CONFIG_HOME": home.path]) { $1 },
            standardBaseURL: "https://standard")
    }

    @Test func noneMeansNoKeyWhateverTheEnvironmentHolds() throws {
        let settings = try settings("{api_key: none}", ["CLOUDCOMPUTE_API_KEY": "cc-0123456789"])
        #expect(settings.apiKey == nil && settings.keylessBy != nil)
    }

    @Test func aCommandIsSplitIntoWordsAndNotRun() throws {
        let settings = try settings(#"{api_key_command: 'pass show "my key" a\ b'}"#)
        #expect(settings.apiKey == nil)
        #expect(settings.apiKeyCommand?.content.words == ["pass", "show", "my key", "a b"])
    }

    @Test func theEnvironmentCountsBeforeTheCommand() throws {
        let settings = try settings("{api_key_command: pass}", ["CLOUDCOMPUTE_API_KEY": "cc-0123456789"])
        #expect(settings.apiKey?.content.secret == "cc-0123456789" && settings.apiKeyCommand == nil)
    }

    @Test(arguments: [
        ("pass | head", ShellWord.Mistake.needsShell("|")), ("pass \"x", .openQuote), (" ", .noProgram),
        ("\"\"", .noProgram),
    ])
    func aCommandThatCannotBeRunIsNamed(command: String, mistake: ShellWord.Mistake) throws {
        let error = try #require(throws: SettingsError.self) { try settings("{api_key_command: '\(command)'}") }
        if case .badCommand(mistake, entry: "profiles.default.api_key_command", file: _) = error { return }
        Issue.record("\(error)")
    }

    @Test func anEntryThatCannotBeUsedIsNamed() throws {
        let maybe = try #require(throws: SettingsError.self) { try settings("{allow_insecure_http: maybe}") }
        if case .notABoolean(entry: "profiles.default.allow_insecure_http", file: _) = maybe {
        } else {
            Issue.record("\(maybe)")
        }
        let unknown = try #require(throws: SettingsError.self) { try settings("{ca_files: x}") }
        if case .unknownEntry("profiles.default.ca_files", file: _, let known) = unknown {
            #expect(known.contains("ca_file"))
        } else {
            Issue.record("\(unknown)")
        }
    }

    @Test func insecureHTTPAndCertificatesAreRead() throws {
        let set = try settings("{allow_insecure_http: true, ca_file: ~/ca.pem}")
        #expect(set.allowsInsecureHTTP.content)
        #expect(set.caFile?.content == HomeDirectory.expand("~/ca.pem"))
        #expect(try !settings("{}").allowsInsecureHTTP.content)
    }

    @Test(arguments: [
        ("a 'b c' d", ["a", "b c", "d"]), (#"a\ b "c\"d\x" '' e"f"g"#, ["a b", #"c"d\x"#, "", "efg"]), ("  ", []),
        (#"'$HOME' "$" "|" \;"#, ["$HOME", "$", "|", ";"]),
    ])
    func wordsAreThoseOfAShell(text: String, words: [String]) throws {
        #expect(try ShellWord.split(text) == words)
        #expect(try ShellWord.split(words.map(ShellWord.quoted).joined(separator: " ")) == words)
    }

    @Test func onlyTheFirstLineOfACommandIsTheKey() {
        #expect(KeyCommand.key(inOutput: Array(" cc-1 \r\nuser: joe\n".utf8))?.secret == "cc-1")
        #expect(KeyCommand.key(inOutput: Array("\ncc-1\n".utf8)) == nil)
        #expect(KeyCommand.key(inOutput: Array("two words\n".utf8)) == nil)
    }
}
