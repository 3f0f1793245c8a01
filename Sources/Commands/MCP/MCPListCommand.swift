import ArgumentParser
import JSON
import Localization
import Terminal
import Tools

struct MCPListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.leaf(
        commandName: "list",
        abstract: "List the servers that are set up, without starting any and without their secrets.",
        discussion: """
            Examples:
              cloudcompute mcp list
              cloudcompute mcp list --json | jq -r '.[].name'
            """)

    @Flag(help: "Print a JSON array.")
    var json = false

    @OptionGroup var sources: ToolSources
    @OptionGroup(title: "Global options") var local: LocalOptions

    private var global: GlobalOptions { local.global }

    func run() async throws {
        let console = CommandContext.Console(global)
        let configuration = try sources.configuration(tellingOn: console)
        let servers = configuration.servers
        if json {
            return try console.output.write(json: JSONValue.array(servers.map(\.report)).jsonBytes + [0x0A])
        }
        guard !servers.isEmpty else {
            return console.note(
                localized(
                    "No servers are set up in \(configuration.path); docs/tools.md shows how, and --mcp-config FILE takes others."
                )
            )
        }
        var table = TextTable([
            (localized("NAME"), .left), (localized("STATE"), .left), (localized("SERVER"), .left),
            (localized("VARIABLES"), .left),
        ])
        for server in servers {
            let state =
                server.problem != nil
                ? localized("unusable") : server.isDisabled ? localized("disabled") : localized("ready")
            table.add([server.name, state, server.place, server.secretNames.joined(separator: " ")])
        }
        try console.output.write(table.text(width: console.output.columns))
        for server in servers {
            if let problem = server.problem {
                console.note(localized("\(server.name) cannot be used: \(problem.reason)."))
            }
            if !server.ignoredMembers.isEmpty {
                console.note(
                    localized(
                        "\(server.name): not read are \(server.ignoredMembers.joined(separator: ", ")), "
                            + "which are other programs' own."))
            }
        }
    }
}
