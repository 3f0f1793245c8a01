package import JSON
import Synchronization
package import Tools

/// Tools in memory: they give what a test says, and keep how they were called.
package final class FakeToolbox: Toolbox {
    /// A call that was made.
    package struct Call: Sendable, Hashable {
        package var tool: ToolDefinition
        package var arguments: JSONObject
    }

    private struct State {
        var tools: [ToolDefinition]
        var calls: [Call] = []
        var hasEnded = false
    }

    private let state: Mutex<State>
    private let answer: @Sendable (Call) async -> ToolResult

    /// Offers tools that answer as a closure says, by default with their arguments.
    package init(
        _ tools: [ToolDefinition],
        answer: @escaping @Sendable (Call) async -> ToolResult = { call in
            ToolResult(outcome: .done, text: JSONValue.object(call.arguments).jsonText, duration: .milliseconds(200))
        }
    ) {
        state = Mutex(State(tools: tools))
        self.answer = answer
    }

    /// The tools of a server, by their names.
    package static func tools(_ names: String..., server: String = "box") -> [ToolDefinition] {
        names.map { name in
            ToolDefinition(
                origin: .server(server), name: name, callName: "\(server)__\(name)", description: "Does \(name).",
                inputSchema: ["type": "object", "properties": [:]], identity: ["command": .string(server)])
        }
    }

    /// How tools were called.
    package var calls: [Call] { state.withLock { $0.calls } }
    /// Whether everything was ended.
    package var hasEnded: Bool { state.withLock { $0.hasEnded } }

    /// Offers other tools from now on.
    package func set(_ tools: [ToolDefinition]) { state.withLock { $0.tools = tools } }

    package func tools() async -> [ToolDefinition] { state.withLock { $0.tools } }

    package func call(
        _ tool: ToolDefinition, arguments: JSONObject, progress: @escaping @Sendable (ToolProgress) -> Void
    ) async -> ToolResult {
        let call = Call(tool: tool, arguments: arguments)
        state.withLock { $0.calls.append(call) }
        return await answer(call)
    }

    package func end() async { state.withLock { $0.hasEnded = true } }
}
