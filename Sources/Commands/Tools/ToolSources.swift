import ArgumentParser
import Settings
import Synchronization
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

    /// Runs the body with the tools of these names, and ends what was started for them in any case.
    ///
    /// - Throws: What the body throws; ``CommandFailure`` where there are no tools, since no server of theirs works.
    func withTools<Result: Sendable>(
        _ names: [String], in configuration: ToolConfiguration, _ console: CommandContext.Console,
        _ body: @escaping @Sendable (UserToolbox, [ToolDefinition]) async throws -> Result
    ) async throws -> Result {
        let selection = try ToolSelection(names, in: configuration)
        let failures = Atomic(0)
        let toolbox = UserToolbox(
            selection, of: configuration, environment: ProcessEnvironment.atStart,
            tell: { notice in
                if case .serverFailed = notice { failures.add(1, ordering: .relaxed) }
                console.note(ErrorText.text(notice))
            })
        return try await SignalWatch.interruptible {
            do {
                let tools = await toolbox.tools()
                try Task.checkCancellation()
                if tools.isEmpty, failures.load(ordering: .relaxed) > 0 { throw CommandFailure(nil, .unavailable) }
                let result = try await body(toolbox, tools)
                await toolbox.end()
                return result
            } catch {
                await toolbox.end()
                throw error
            }
        }
    }
}
