import ArgumentParser
import Localization
import Settings
import Terminal
import Tools

/// Where tools come from, for the commands about them.
struct ToolSources: ParsableArguments {
    @Option(
        help: ArgumentHelp("Take MCP servers from this file too; repeatable.", valueName: "file"), completion: .file())
    var mcpConfig: [String] = []

    /// What is set up; nothing is started.
    func configuration() throws -> ToolConfiguration {
        let folders = try XDGDirectories(environment: ProcessEnvironment.atStart)
        return try ToolConfiguration(folder: folders.configurationFolder, files: mcpConfig)
    }

    /// As ``configuration()``, and says what a person should know of it.
    func configuration(tellingOn console: CommandContext.Console) throws -> ToolConfiguration {
        let configuration = try configuration()
        for notice in configuration.notices { console.note(ErrorText.text(notice)) }
        return configuration
    }

    /// Runs the body with the tools of these names, and ends what was started for them in any case.
    ///
    /// - Throws: What the body throws; ``CommandFailure`` where there are no tools, since no server of theirs works.
    func withTools<Result: Sendable>(
        _ names: [String], in configuration: ToolConfiguration, _ console: CommandContext.Console,
        _ body: @escaping @Sendable (UserToolbox, [ToolDefinition]) async throws -> Result
    ) async throws -> Result {
        let selection = try ToolSelection(names, in: configuration)
        let notices = HeldNotices(console)
        let toolbox = UserToolbox(
            selection, of: configuration, environment: ProcessEnvironment.atStart, tell: { notices.tell($0) })
        return try await SignalWatch.interruptible {
            do {
                let tools = try await console.waiting { label in
                    label.text = localized("starting servers,")
                    return await toolbox.tools()
                }
                notices.release()
                if tools.isEmpty, notices.failures > 0 { throw CommandFailure(nil, .unavailable) }
                let result = try await body(toolbox, tools)
                await toolbox.end()
                return result
            } catch {
                notices.release()
                await toolbox.end()
                throw error
            }
        }
    }

    /// As ``withTools(_:in:_:_:)``, with the tool of a name among all those of its server.
    ///
    /// - Throws: ``CommandFailure`` where it has none of that name, with the near ones.
    func withTool<Result: Sendable>(
        _ name: String, in configuration: ToolConfiguration, _ console: CommandContext.Console,
        _ body: @escaping @Sendable (UserToolbox, ToolDefinition) async throws -> Result
    ) async throws -> Result {
        let server = configuration.servers.first { name.hasPrefix($0.name + "__") }
        return try await withTools([server?.name ?? name], in: configuration, console) { toolbox, tools in
            if let tool = tools.first(where: { $0.callName == name }) { return try await body(toolbox, tool) }
            let names = tools.map(\.callName)
            let near = NearName.all(to: name, among: names)
            let known = (near.isEmpty ? names : near).prefix(12).joined(separator: ", ")
            throw CommandFailure(
                known.isEmpty
                    ? localized("\(name) is not the name of a tool.")
                    : near.isEmpty
                        ? localized("\(name) is not the name of a tool; there are \(known).")
                        : localized("\(name) is not the name of a tool; did you mean \(known)?"),
                .badData)
        }
    }
}
