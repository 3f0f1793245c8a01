package import JSON

/// The chosen tools of the user: servers are started together when the tools are first asked for.
package actor UserToolbox: Toolbox {
    private let configuration: ToolConfiguration
    private let selection: ToolSelection
    private let environment: [String: String]
    private let tell: @Sendable (ToolNotice) -> Void

    /// Makes a toolbox; nothing is started yet.
    ///
    /// - Parameters:
    ///   - environment: This process's variables, for `${…}`; children get few of them, and never a key.
    ///   - tell: Gets what a person should know, such as a server that does not start.
    package init(
        _ selection: ToolSelection, of configuration: ToolConfiguration, environment: [String: String],
        tell: @escaping @Sendable (ToolNotice) -> Void
    ) {
        self.selection = selection
        self.configuration = configuration
        self.environment = environment
        self.tell = tell
    }

    package func tools() async -> [ToolDefinition] {
        configuration.localTools.map(\.definition).filter { selection.localTools.contains($0.name) }
    }

    package func call(
        _ tool: ToolDefinition, arguments: JSONObject, progress: @escaping @Sendable (ToolProgress) -> Void
    ) async -> ToolResult {
        ToolResult(outcome: .unknownTool, text: "Error: no tool has the name \(tool.callName).")
    }

    package func end() async {}
}
