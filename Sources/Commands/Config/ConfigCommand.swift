import ArgumentParser
import CloudComputeClient
import Settings
import TerminalUI

struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show the settings in force and where they come from.",
        subcommands: [ConfigShowCommand.self, ConfigPathCommand.self],
        defaultSubcommand: ConfigShowCommand.self)
}

struct ConfigShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show each setting, its value and its source; of the key only the end is shown.",
        discussion: """
            A flag counts before the environment, that before the profile, that before the
            default.

            Examples:
              cloudcompute config show
              cloudcompute config show --profile work --json
            """)

    @OptionGroup var model: ModelOption

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let settings = try Session.settings(global, model: model.model)
        let rows: [(name: String, value: String?, source: String)] = [
            ("profile", settings.profile.content, settings.profile.source.description),
            ("base_url", settings.baseURL.content, settings.baseURL.source.description),
            ("api_key", settings.apiKey?.content.description, settings.apiKey?.source.description ?? "not set"),
            ("model", settings.model?.content, settings.model?.source.description ?? "not set"),
        ]
        let output = Output.standardOutput
        if json {
            let members = rows.map { row -> JSONObject.Member in
                JSONObject.Member(
                    row.name,
                    ["value": row.value.map { .string($0) } ?? .null, "source": .string(row.source)])
            }
            return try output.write(JSONValue.object(JSONObject(members)).jsonText + "\n")
        }
        var table = TextTable([("SETTING", .left), ("VALUE", .left), ("SOURCE", .left)])
        for row in rows { table.add([row.name, row.value ?? "-", row.source]) }
        try output.write(table.text(width: nil))
    }
}

struct ConfigPathCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "path",
        abstract: "Print the path of the configuration file, whether it exists or not.",
        discussion: """
            Example:
              $EDITOR "$(cloudcompute config path)"
              cp "$(cloudcompute config path --data)" backup.db
            """)

    @Flag(help: "Print the path of the stored conversations instead.")
    var data = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let settings = try Session.settings(global, model: nil)
        try Output.standardOutput.write(
            (data ? ConversationFile.path(settings) : settings.folders.configurationFile) + "\n")
    }
}
