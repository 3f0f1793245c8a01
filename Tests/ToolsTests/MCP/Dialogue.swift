import JSON

@testable import Tools

/// A client's state in talk with a server that a function plays; time stands still unless it is moved.
struct Dialogue {
    typealias Server = (MCPMessage) -> [[UInt8]]

    var state: MCPClientState
    let server: Server
    var now = Duration.zero
    private(set) var sent: [MCPMessage] = []
    private(set) var outcomes: [Int: MCPCallOutcome] = [:]
    private(set) var progress: [ToolProgress] = []
    private(set) var notices: [MCPClientState.Notice] = []
    private(set) var failure: ServerFailure?
    private(set) var abandoned: [Int] = []
    private(set) var restarts = 0
    private(set) var readies = 0
    /// A call that ended twice.
    private(set) var isBroken = false

    init(isProcess: Bool = true, limits: MCPClientState.Limits = .init(), _ server: @escaping Server) {
        state = MCPClientState(isProcess: isProcess, limits: limits)
        self.server = server
    }

    mutating func start() { take(state.start(now: now)) }

    @discardableResult
    mutating func call(_ name: String, _ arguments: JSONObject = [:]) -> Int {
        let tool = state.tools.first { $0.name == name }
        guard let tool else { return 0 }
        let (id, actions) = state.call(tool, arguments, now: now)
        take(actions)
        return id
    }

    mutating func receive(_ text: String) { take(state.receive(Array(text.utf8), now: now)) }

    mutating func take(_ actions: [MCPClientState.Action]) {
        for action in actions {
            switch action {
            case .send(let message):
                sent.append(message)
                for line in server(message) { take(state.receive(line, now: now)) }
            case .restart:
                restarts += 1
                take(state.restarted(now: now))
            case .ready: readies += 1
            case .failed(let failure): self.failure = failure
            case .progress(_, let progress): self.progress.append(progress)
            case .finished(let id, let outcome):
                if outcomes.updateValue(outcome, forKey: id) != nil { isBroken = true }
            case .abandon(let id): abandoned.append(id)
            case .notice(let notice): notices.append(notice)
            }
        }
    }

    /// Calls a tool, and the text of its result; `nil` where there is none.
    mutating func result(_ name: String, _ arguments: JSONObject = [:]) -> String? {
        let id = call(name, arguments)
        return text(id)
    }

    /// The text of a call's result.
    func text(_ id: Int) -> String? { if case .result(_, let text)? = outcomes[id] { text } else { nil } }
}

/// A server that plays by the rules of one era.
func politeServer(modern: Bool, tools: [JSONValue] = [["name": "t"]]) -> Dialogue.Server {
    { message in
        guard let id = message.id, let method = message.method else { return [] }
        func answer(_ result: JSONValue) -> [[UInt8]] {
            [(["jsonrpc": "2.0", "id": JSONValue(id), "result": result] as JSONValue).jsonBytes]
        }
        switch method {
        case "initialize" where !modern:
            return answer(["protocolVersion": "2025-11-25", "capabilities": [:], "serverInfo": ["name": "s"]])
        case "server/discover" where modern:
            return answer(["supportedVersions": ["2026-07-28"], "resultType": "complete"])
        case "tools/list": return answer(["tools": .array(tools)])
        case "tools/call" where message.tool == "hang": return []
        case "tools/call": return answer(["content": [["type": "text", "text": .string(message.tool ?? "")]]])
        default:
            return [
                ([
                    "jsonrpc": "2.0", "id": JSONValue(id),
                    "error": ["code": -32022, "message": .string("no \(method)")],
                ]
                    as JSONValue).jsonBytes
            ]
        }
    }
}
