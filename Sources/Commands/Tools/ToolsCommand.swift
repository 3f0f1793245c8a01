import ArgumentParser

struct ToolsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tools",
        abstract: "List, show and run the tools that a model may call in ask and chat.",
        discussion: """
            Tools come from MCP servers, which mcp.json of the configuration folder names, \
            and from executables in its folder tools; docs/tools.md tells how to set them \
            up.

            Examples:
              cloudcompute tools list
              cloudcompute tools show time__convert_time
              cloudcompute tools run time__get_current_time '{"timezone": "Europe/Moscow"}'
            """,
        subcommands: [
            ToolsListCommand.self, ToolsShowCommand.self, ToolsRunCommand.self, ToolsApprovalsCommand.self,
        ],
        defaultSubcommand: ToolsListCommand.self)
}
