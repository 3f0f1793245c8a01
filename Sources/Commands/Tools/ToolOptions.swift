import ArgumentParser
import Conversations
import Localization

/// The options by which `ask` and `chat` let a model call tools.
struct ToolOptions: ParsableArguments {
    @Option(
        name: [.customShort("T"), .long],
        help: ArgumentHelp(
            "Let the model call these tools: a server's, server__tool, a local one, all, or none; repeatable.",
            valueName: "name,…"),
        completion: .stored(.toolLists))
    var tools: [String] = []

    @Option(
        help: ArgumentHelp("Take MCP servers from this file too; repeatable.", valueName: "file"), completion: .file())
    var mcpConfig: [String] = []

    @Option(
        help: ArgumentHelp(
            "Run tools with matching names without asking; * stands for any characters. Repeatable.",
            valueName: "pattern"))
    var allowTool: [String] = []

    @Option(help: ArgumentHelp("Maximum rounds of tool calls in one turn.", valueName: "count"))
    var maxToolRounds = ToolAccess.standardRounds

    func validate() throws {
        if maxToolRounds < 1 {
            throw ValidationError(
                localized("--max-tool-rounds takes a number from 1 on, not \(maxToolRounds); -T none takes no tools."))
        }
        if allowTool.contains(where: \.isEmpty) {
            throw ValidationError(localized("--allow-tool takes a pattern of names, for example 'git__*'."))
        }
        if tools.contains(where: \.isEmpty) {
            throw ValidationError(localized("--tools takes names; none takes no tools."))
        }
    }
}
