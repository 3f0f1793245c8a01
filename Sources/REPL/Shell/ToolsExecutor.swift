import Conversations
import Localization
import Tools

/// Does with the tools what `/tools` asks for.
struct ToolsExecutor: Sendable {
    let access: ToolAccess
    var policy: ConsentPolicy

    /// Carries an operation out, and starts what has to be started for it.
    ///
    /// - Throws: ``ChatCommandError`` where no tool is meant.
    mutating func perform(_ operation: ToolsOperation) async throws -> ToolsAnswer {
        let tools = await access.toolbox.tools()
        let offered = policy.offer(tools)
        func isAllowed(_ tool: ToolDefinition) -> Bool { policy.decision(for: tool) == .run }
        func fitting(_ pattern: String) throws -> [ToolDefinition] {
            let pattern = ToolPattern(pattern)
            let fitting = tools.filter { pattern.matches($0.callName) }
            guard !fitting.isEmpty else {
                throw ChatCommandError(localized("No tool fits \(pattern.text); /tools lists them."))
            }
            return fitting
        }
        switch operation {
        case .list: return .listed(tools.map { ($0, isAllowed($0)) })
        case .open: return .opened(count: offered.count)
        case .allow(let pattern):
            let meant = try fitting(pattern)
            policy.grant(meant)
            return .allowed(meant.map { VisibleText.escaped($0.callName) })
        case .ask(let pattern):
            let meant = try fitting(pattern)
            policy.revoke(meant)
            return .asked(meant.map { VisibleText.escaped($0.callName) })
        case .show(let name):
            guard let tool = tools.first(where: { $0.callName == name }) else {
                throw ChatCommandError(localized("There is no tool \(name); /tools lists them."))
            }
            return .shown(tool, isAllowed: isAllowed(tool))
        }
    }
}
