import ArgumentParser

struct MCPCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mcp",
        abstract: "List and try the MCP servers whose tools a model may call.",
        discussion: """
            Servers are named in mcp.json of the configuration folder, in the form that \
            other clients have as well, or in a file that --mcp-config names.

            Examples:
              cloudcompute mcp list
              cloudcompute mcp test
              cloudcompute mcp test time --mcp-config servers.json
            """,
        subcommands: [MCPListCommand.self, MCPTestCommand.self],
        defaultSubcommand: MCPListCommand.self)
}
