import Foundation
import Settings
import Testing
import YAML

@Suite(.timeLimit(.minutes(2))) struct SettingsTests {
    /// Makes a home folder with a configuration file and runs the body with an environment that points to it.
    private func withHome(
        _ configuration: String?, _ body: ([String: String], URL) throws -> Void
    ) throws {
        let home = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: home) }
        let folder = home.appendingPathComponent("config/cloudcompute")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if let configuration {
            try configuration.write(to: folder.appendingPathComponent("config.yaml"), atomically: true, encoding: .utf8)
        }
        try body(["HOME": home.path, "XDG_CONFIG_HOME": home.appendingPathComponent("config").path], home)
    }

    private func settings(
        _ environment: [String: String], _ change: (inout Settings.Flags) -> Void = { _ in }
    ) throws -> Settings {
        var flags = Settings.Flags()
        change(&flags)
        return try Settings(flags: flags, environment: environment, standardBaseURL: "https://standard")
    }

    private static let twoProfiles = """
        profile: work
        profiles:
          work:
            base_url: https://work
            model: work-model
            api_key: cc-work-0123456789
          home:
            model: home-model
        """

    @Test func flagBeatsEnvironmentBeatsProfileBeatsDefault() throws {
        try withHome(Self.twoProfiles) { environment, _ throws in
            var environment = environment
            #expect(try settings(environment).baseURL.content == "https://work")
            #expect(try settings(environment) { $0.profile = "home" }.baseURL.content == "https://standard")
            #expect(try settings(environment) { $0.profile = "home" }.model?.content == "home-model")
            environment["CLOUDCOMPUTE_BASE_URL"] = "https://environment"
            #expect(try settings(environment).baseURL.content == "https://environment")
            #expect(try settings(environment).baseURL.source == .environment("CLOUDCOMPUTE_BASE_URL"))
            #expect(try settings(environment) { $0.baseURL = "https://flag" }.baseURL.content == "https://flag")
            environment["CLOUDCOMPUTE_PROFILE"] = "home"
            environment["CLOUDCOMPUTE_MODEL"] = "environment-model"
            #expect(try settings(environment).profile.content == "home")
            #expect(try settings(environment).model?.content == "environment-model")
            #expect(try settings(environment) { $0.model = "flag-model" }.model?.content == "flag-model")
            environment["CLOUDCOMPUTE_MODEL"] = ""
            #expect(try settings(environment).model?.content == "home-model")
        }
    }

    @Test func theKeyComesFromFileEnvironmentOrProfileAndNeverShows() throws {
        try withHome(Self.twoProfiles) { environment, home throws in
            let file = home.appendingPathComponent("key")
            try "cc-file-0123456789\n".write(to: file, atomically: true, encoding: .utf8)
            var environment = environment
            #expect(try settings(environment).apiKey?.content.secret == "cc-work-0123456789")
            environment["CLOUDCOMPUTE_API_KEY"] = " cc-env-0123456789\n"
            #expect(try settings(environment).apiKey?.content.secret == "cc-env-0123456789")
            let all = try settings(environment) { $0.apiKeyFile = file.path }
            #expect(all.apiKey?.content.secret == "cc-file-0123456789")
            var dumped = ""
            dump(all, to: &dumped)
            #expect(!dumped.contains("0123456789") && !"\(all)".contains("0123456789"))
            #expect("\(all)".contains("cc-****6789"))
        }
    }

    @Test func nothingSetGivesTheDefaults() throws {
        try withHome(nil) { environment, _ throws in
            let settings = try settings(environment)
            #expect(settings.baseURL.content == "https://standard")
            #expect(settings.apiKey == nil)
            #expect(settings.model == nil)
        }
    }

    @Test(arguments: [
        ("profiles:\n  a:\n    modle: x\n", "profiles.a.modle"), ("profil: x\n", "profil"), ("[1, 2]\n", "line 1"),
        ("a: b: c\n", "line 1"), ("profiles:\n  a:\n    model: [x]\n", "profiles.a.model"), ("profile: nope\n", "nope"),
    ])
    func mistakesInTheFileAreNamed(text: String, named: String) throws {
        try withHome(text) { environment, _ throws in
            let error = try #require(throws: SettingsError.self) { try settings(environment) }
            let (file, facts) =
                switch error {
                case .unknownProfile(let name, .profile, let file, _): (file, name)
                case .unknownEntry(let name, let file, _): (file, name)
                case .badYAML(let error, let file):
                    switch error.problem {
                    case .notText(let entry): (file, entry)
                    default: (file, error.line.map { "line \($0)" } ?? "")
                    }
                default: ("", "\(error)")
                }
            #expect(file.hasSuffix("/config.yaml") && facts.contains(named), "\(error)")
        }
    }

    @Test func aMissingKeyFileIsNamed() throws {
        try withHome(nil) { environment, _ throws in
            #expect(throws: SettingsError.badFile(.key("/no/key", .flag(.apiKeyFile)), .missing)) {
                try settings(environment) { $0.apiKeyFile = "/no/key" }
            }
        }
    }
}
