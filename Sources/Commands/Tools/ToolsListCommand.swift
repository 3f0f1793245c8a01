import ArgumentParser
import JSON
import Localization
import Terminal
import Tools

struct ToolsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "list",
        abstract: "List tools; the servers that have them are started for that.",
        discussion: """
            Without names all tools are listed that are set up and not disabled.

            Examples:
              cloudcompute tools list
              cloudcompute tools list time git
              cloudcompute tools list --json | jq -r '.[].name'
            """)

    @Argument(help: "Servers, tools of servers (server__tool) and local tools.", completion: .stored(.tools))
    var names: [String] = []

    @Flag(help: "Print a JSON array.")
    var json = false

    @OptionGroup var sources: ToolSources
    @OptionGroup(title: "Global options") var local: LocalOptions

    private var global: GlobalOptions { local.global }

    func run() async throws {
        let console = CommandContext.Console(global)
        let configuration = try sources.configuration(tellingOn: console)
        guard !configuration.names.isEmpty else {
            if json { try console.output.write("[]\n") }
            return console.note(
                localized(
                    "No tools are set up: servers belong in \(configuration.path), executables in "
                        + "\(configuration.localFolder)."))
        }
        let all = names.isEmpty ? ["all"] : names
        let tools = try await sources.withTools(all, in: configuration, console) { $1 }
        if json {
            return try console.output.write(json: JSONValue.array(tools.map(\.report)).jsonBytes + [0x0A])
        }
        guard !tools.isEmpty else { return console.note(localized("There are no tools.")) }
        var table = TextTable([
            (localized("NAME"), .left), (localized("HINTS"), .left), (localized("DESCRIPTION"), .left),
        ])
        for tool in tools {
            let description = tool.modelDescription.split(whereSeparator: \.isNewline).first ?? ""
            table.add([tool.callName, tool.annotations.words.joined(separator: ", "), String(description)])
        }
        try console.output.write(table.text(width: console.output.columns))
    }
}
