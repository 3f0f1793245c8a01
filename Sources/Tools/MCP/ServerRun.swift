import JSON
import Synchronization

/// A chosen server while it is in use: the connection, and its tools under the names that models call.
final class ServerRun: Sendable {
    let entry: ServerEntry
    private let connection: MCPConnection
    private let identity: JSONObject
    private let masked: [String]

    init(
        _ entry: ServerEntry, environment: [String: String], web: ToolWebOptions,
        tell: @escaping @Sendable (ToolNotice) -> Void
    ) {
        self.entry = entry
        identity = entry.identity
        masked = entry.masked + entry.resolved(environment)
        let name = entry.name
        let told = ToldOnce()
        connection = MCPConnection(isProcess: entry.isProcess) { notice in
            switch notice {
            case .noise: told.once("noise") { tell(.noise(server: name)) }
            case .dropped(let count, let tools):
                told.once("dropped") { tell(.toolsDropped(server: name, count: count, first: tools)) }
            case .listCut(let pages): told.once("cut") { tell(.listCut(server: name, pages: pages)) }
            }
        } makeTransport: { () throws(ServerFailure) in
            do throws(ServerProblem) {
                return try entry.makeTransport(environment, web)
            } catch {
                throw .configuration(error)
            }
        }
    }

    /// The tools, with those that their server knows them by.
    func tools() async -> Result<[(definition: ToolDefinition, tool: MCPTool)], ServerFailure> {
        await connection.tools().map { tools in
            zip(tools, CallName.ofTools(tools.map(\.name), server: entry.name)).map { tool, callName in
                var definition = ToolDefinition(
                    origin: .server(entry.name), name: tool.name, callName: callName, description: tool.description,
                    inputSchema: tool.inputSchema, annotations: tool.annotations, identity: identity)
                definition.masked = masked
                return (definition, tool)
            }
        }
    }

    /// The tool as it is to be called now; a server that ended since its last answer is started again for that.
    ///
    /// - Returns: `nil` where the tool is another one by then.
    func current(_ tool: MCPTool, as definition: ToolDefinition) async -> MCPTool? {
        guard connection.endedIdle, case .success(let tools) = await tools() else { return tool }
        return tools.first { $0.definition == definition }?.tool
    }

    var info: MCPServerInfo? { connection.info }
    var errorLines: [String] { connection.errorLines }

    func call(
        _ tool: MCPTool, _ arguments: JSONObject, progress: @escaping @Sendable (ToolProgress) -> Void
    ) async -> MCPCallOutcome {
        await connection.call(tool, arguments, progress: progress)
    }

    func end() async { await connection.end() }
}

/// What was told already: a server that changes at each turn is told of once.
private final class ToldOnce: Sendable {
    private let kinds = Mutex<Set<String>>([])

    func once(_ kind: String, _ tell: () -> Void) {
        if kinds.withLock({ $0.insert(kind).inserted }) { tell() }
    }
}

extension ServerEntry {
    package var isProcess: Bool { if case .process = transport { true } else { false } }

    /// What approvals of the server's tools depend on: no value of a variable or a header, and no variable put in.
    var identity: JSONObject {
        switch transport {
        case .process(let program):
            var identity: JSONObject = [
                "command": .string(program.command),
                "args": .array(SecretText.masked(arguments: program.arguments).map { .string($0) }),
            ]
            identity["cwd"] = program.folder.map { .string($0) }
            identity["env"] = .array(program.environment.map(\.name).sorted().map { .string($0) })
            return identity
        case .http(let url, let headers):
            return [
                "url": .string(SecretText.masked(url: url)),
                "headers": .array(headers.map(\.name).sorted().map { .string($0) }),
            ]
        case nil: return [:]
        }
    }

    /// What the identity leaves out and approvals depend on all the same, without variables put in; what these lead to is
    /// that of ``resolved(_:)``.
    var masked: [String] {
        switch transport {
        case .process(let program):
            program.arguments + program.environment.map { "\($0.name)=\($0.value)" }.sorted()
        case .http(let url, _): [url]
        case nil: []
        }
    }

    func makeTransport(
        _ environment: [String: String], _ web: ToolWebOptions
    ) throws(ServerProblem) -> any MCPTransport {
        if let problem { throw problem }
        switch transport {
        case .process(let program): return ProgramTransport(try ServerProgram(program, environment))
        case .http(let url, let headers):
            return try WebTransport(url: url, headers: headers, environment, web)
        case nil: throw .nothingToStart
        }
    }
}
