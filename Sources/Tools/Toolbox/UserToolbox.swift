package import JSON

/// The chosen tools of the user: servers are started together when the tools are first asked for.
package actor UserToolbox: Toolbox {
    private enum Target {
        case local(LocalTool)
        case server(ServerRun, MCPTool)
    }

    private let selection: ToolSelection
    private let environment: [String: String]
    private let localTools: [LocalTool]
    private let servers: [ServerRun]
    private let tell: @Sendable (ToolNotice) -> Void
    /// The tools that were offered last.
    private var offered: [String: (definition: ToolDefinition, target: Target)] = [:]
    /// What was said of servers already.
    private var told: Set<ToolNotice> = []

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
        self.environment = environment
        self.tell = tell
        localTools = configuration.localTools.filter { selection.localTools.contains($0.definition.name) }
        let web = ToolWebOptions(environment: environment)
        servers = configuration.servers.filter { selection.servers[$0.name] != nil }.map {
            ServerRun($0, environment: environment, web: web, tell: tell)
        }
    }

    package func tools() async -> [ToolDefinition] {
        let results = await Self.tools(of: servers)
        var list: [(definition: ToolDefinition, target: Target)] = localTools.map { ($0.definition, .local($0)) }
        for (index, server) in servers.enumerated() {
            switch results[index] {
            case .success(let tools): list += chosen(tools, of: server)
            case .failure(let failure):
                let lines = server.errorLines
                tellOnce(.serverFailed(name: server.entry.name, failure, standardError: lines))
            case nil: break
            }
        }
        offered = Dictionary(list.map { ($0.definition.callName, $0) }) { first, _ in first }
        return list.map(\.definition)
    }

    private static func tools(of servers: [ServerRun]) async -> [Int: ServerTools] {
        await withTaskGroup(of: (Int, ServerTools).self) { group in
            for (index, server) in servers.enumerated() {
                group.addTask { (index, await server.tools()) }
            }
            var results: [Int: ServerTools] = [:]
            for await (index, tools) in group { results[index] = tools }
            return results
        }
    }

    private func chosen(
        _ tools: [(definition: ToolDefinition, tool: MCPTool)], of server: ServerRun
    ) -> [(definition: ToolDefinition, target: Target)] {
        let all = tools.map { (definition: $0.definition, target: Target.server(server, $0.tool)) }
        guard case .named(let names)? = selection.servers[server.entry.name] else { return all }
        let known = Set(all.map(\.definition.callName))
        for name in names.subtracting(known).sorted() {
            tellOnce(.missingTool(server: server.entry.name, tool: name))
        }
        return all.filter { names.contains($0.definition.callName) }
    }

    private func tellOnce(_ notice: ToolNotice) {
        if told.insert(notice).inserted { tell(notice) }
    }

    package func call(
        _ tool: ToolDefinition, arguments: JSONObject, progress: @escaping @Sendable (ToolProgress) -> Void
    ) async -> ToolResult {
        guard let (definition, target) = offered[tool.callName] else {
            return ToolResult(outcome: .unknownTool, text: "Error: no tool has the name \(tool.callName).")
        }
        // What was allowed is what it was, not what its server makes of it meanwhile.
        guard definition == tool else { return Self.changed(tool) }
        let start = ContinuousClock.now
        var result: ToolResult
        switch target {
        case .local(let tool): result = await LocalToolRun.run(tool, arguments, environment)
        case .server(let server, let tool):
            guard let tool = await server.current(tool, as: definition) else { return Self.changed(definition) }
            let outcome = await server.call(tool, arguments, progress: progress)
            result = ToolResult(outcome, server: server.entry.name)
        }
        result.cap()
        result.duration = .now - start
        return result
    }

    private static func changed(_ tool: ToolDefinition) -> ToolResult {
        ToolResult(outcome: .failed, text: "Error: the tool \(tool.callName) has changed meanwhile.")
    }

    package func end() async {
        await withTaskGroup(of: Void.self) { group in
            for server in servers { group.addTask { await server.end() } }
        }
    }
}

/// The tools of a server, or why there are none.
typealias ServerTools = Result<[(definition: ToolDefinition, tool: MCPTool)], ServerFailure>
