import ArgumentParser
import CloudComputeClient
import JSON
import Localization
import Settings
import Terminal

struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show the settings in force and where they come from.",
        discussion: """
            Examples:
              cloudcompute config show
              cloudcompute config path
            """,
        subcommands: [ConfigShowCommand.self, ConfigPathCommand.self],
        defaultSubcommand: ConfigShowCommand.self)
}

struct ConfigShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "show",
        abstract: "Show each setting, its value and its source; only the last characters of the key are shown.",
        discussion: """
            Precedence: flag, environment, profile, default.

            Examples:
              cloudcompute config show
              cloudcompute config show --profile work --json
            """)

    @OptionGroup var model: ModelOption

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
        let settings = try CommandContext.settings(global, model: model.model)
        let withKey = Result { try CommandContext.settings(global, model: model.model, wantsKey: true) }
        let console = CommandContext.Console(global)
        let exposed = (try? withKey.get())?.exposedFiles ?? settings.exposedFiles
        for file in exposed { console.note(ErrorText.warning(of: file)) }
        let output = Output.standardOutput
        if json {
            let members = Language.english.during { Self.rows(settings, withKey) }.map { row -> JSONObject.Member in
                JSONObject.Member(
                    row.name, ["value": row.value.map { .string($0) } ?? .null, "source": .string(row.source)])
            }
            return try output.write(json: JSONValue.object(JSONObject(members)).jsonBytes + [0x0A])
        }
        var table = TextTable([
            (localized("SETTING"), .left), (localized("VALUE"), .left), (localized("SOURCE"), .left),
        ])
        for row in Self.rows(settings, withKey) { table.add([row.name, row.value ?? "-", row.source]) }
        try output.write(table.text(width: nil))
    }

    private typealias Row = (name: String, value: String?, source: String)

    private static func rows(_ settings: Settings, _ withKey: Result<Settings, any Error>) -> [Row] {
        func row<Content>(
            _ name: String, _ setting: Settings.Value<Content>?, _ text: (Content) -> String
        ) -> Row {
            (name, setting.map { text($0.content) }, localized(setting?.source.words ?? notSet))
        }
        return [
            row("profile", settings.profile) { $0 },
            row("base_url", settings.baseURL) { URLSecrets.hidden(url: $0) },
            key(withKey),
            row("model", settings.model) { $0 },
            row("tools", settings.tools) { $0.joined(separator: ", ") },
            row("allow_tools", settings.allowedTools) { $0.joined(separator: ", ") },
            row("ca_file", settings.caFile) { $0 },
            row("allow_insecure_http", settings.allowsInsecureHTTP) { $0 ? "true" : "false" },
        ]
    }

    private static var notSet: Message { Message("not set") }

    /// The row of the key, or of why there is none; a command is not run for it.
    private static func key(_ found: Result<Settings, any Error>) -> Row {
        let settings: Settings
        switch found {
        case .success(let found): settings = found
        case .failure(let error):
            return ("api_key", nil, ErrorText().sentence(error) ?? localized("interrupted"))
        }
        if let key = settings.apiKey { return ("api_key", key.content.description, localized(key.source.words)) }
        if let command = settings.apiKeyCommand {
            return ("api_key", localized("from a command"), localized(command.source.words))
        }
        if let source = settings.keylessBy { return ("api_key", localized("none"), localized(source.words)) }
        return ("api_key", nil, localized(notSet))
    }
}

struct ConfigPathCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "path",
        abstract: "Print the path of the configuration file, whether it exists or not.",
        discussion: """
            Example:
              $EDITOR "$(cloudcompute config path)"
              cp "$(cloudcompute config path --data)" backup.db
            """)

    @Flag(help: "Print the path of the stored conversations instead.")
    var data = false

    @OptionGroup(title: "Global options") var local: LocalOptions

    func run() async throws {
        let settings = try CommandContext.settings(local.global, model: nil)
        try Output.standardOutput.write(
            (data ? ConversationFile.path(settings) : settings.folders.configurationFile) + "\n")
    }
}
