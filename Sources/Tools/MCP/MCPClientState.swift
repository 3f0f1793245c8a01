import CloudComputeClient
import JSON
import Localization

/// The client's side of the protocol as a value, in both eras: it is told what came and what time it is, and answers with
/// what to send and what has happened.
///
/// A handshake is tried first: servers are known that end or hang when the first request is that of the stateless era, and
/// every server answers the handshake, be it with an error.
struct MCPClientState: Sendable {
    /// What is to be done, or has happened.
    enum Action: Sendable, Equatable {
        case send(MCPMessage)
        /// The program is to be started again.
        case restart
        /// The server's tools are known, for the first time or anew.
        case ready
        /// Nothing more will come of the server.
        case failed(ServerFailure)
        case progress(call: Int, ToolProgress)
        case finished(call: Int, MCPCallOutcome)
        /// Nobody waits any more for the answer to a request.
        case abandon(request: Int)
        case notice(Notice)
    }

    /// What a person should know.
    enum Notice: Sendable, Equatable {
        case noise
        /// Tools that are left out: how many, and the first of them.
        case dropped(count: Int, first: [DroppedTool])
        case listCut(pages: Int)
    }

    enum Phase: Sendable, Equatable {
        case idle, initializing, restarting, discovering, listing, ready
        case failed(ServerFailure)
    }

    /// The bounds on a server.
    struct Limits: Sendable {
        var startup = Duration.seconds(30)
        /// The least time for the second start of a program that ended at the handshake.
        var restart = Duration.seconds(5)
        var idle = Duration.seconds(120)
        var call = Duration.seconds(600)
        var progressPace = Duration.milliseconds(100)
        var pages = 100
        var tools = 1000
        /// The bytes of a whole list, and of what comes unasked between two messages that count.
        var listBytes = 32 << 20
        var uselessBytes = 64 << 20
        /// So many of the latter are forgotten in a second, and an empty line counts as so many.
        var (uselessPace, emptyLine) = (64 << 10, 1024)
    }

    /// A request that waits for its answer.
    struct Pending: Sendable {
        enum Kind: Sendable, Equatable {
            case initialize, discover
            case list(cursor: String?)
            case call
        }

        var kind: Kind
        var message: MCPMessage
        var started: Duration
        var heard: Duration
        var lastProgress: Duration?
        /// Whether it is sent for the second time, in a new session.
        var isRepeated = false
    }

    let limits: Limits
    /// Whether there is a program that can be started again.
    let isProcess: Bool
    var phase = Phase.idle
    var info: MCPServerInfo?
    var tools: [MCPTool] = []
    var pending: [Int: Pending] = [:]
    /// Whether the list of tools is known to be out of date.
    var isStale = false

    var lastID = 0
    var startedAt = Duration.zero
    /// What the server answered to the handshake.
    var refusals: [Message] = []
    var listing = MCPToolList()
    /// How a program ended at the handshake, how long that took, and when its second start has to have answered.
    var handshakeEnd: (status: Message, after: Duration, deadline: Duration?)?
    /// Requests that a lost session left, to be sent again.
    var requeued: [Pending] = []
    var uselessBytes = 0
    /// Up to when such bytes are forgotten.
    var uselessSince = Duration.zero
    var hasToldNoise = false

    init(isProcess: Bool, limits: Limits = Limits()) {
        self.isProcess = isProcess
        self.limits = limits
    }

    var hasFailed: Bool { if case .failed = phase { true } else { false } }
    var isModern: Bool { info?.isModern ?? (phase == .discovering) }

    /// Begins; to be called once, when messages can be sent.
    mutating func start(now: Duration) -> [Action] {
        startedAt = now
        phase = .initializing
        let parameters: JSONObject = [
            "protocolVersion": .string(MCPVersion.legacy), "capabilities": [:], "clientInfo": Self.client,
        ]
        return [request(.initialize, "initialize", parameters, now)]
    }

    /// Goes on after the program was started again.
    mutating func restarted(now: Duration) -> [Action] {
        guard phase == .restarting else { return [] }
        // What ignores the request of the other era did not need long to end either.
        let former = handshakeEnd?.after ?? .zero
        handshakeEnd?.deadline = now + max(limits.restart, former * 2)
        return discover(now: now)
    }

    mutating func discover(now: Duration) -> [Action] {
        phase = .discovering
        return [request(.discover, "server/discover", [:], now)]
    }

    /// Asks for the tools again, where the server said that they changed.
    mutating func refresh(now: Duration) -> [Action] {
        guard phase == .ready, isStale else { return [] }
        startedAt = now
        return beginListing(now: now)
    }

    mutating func beginListing(now: Duration) -> [Action] {
        phase = .listing
        isStale = false
        listing = MCPToolList()
        return [request(.list(cursor: nil), "tools/list", nil, now)]
    }

    /// Calls a tool.
    ///
    /// - Returns: The call's number, and what is to be done.
    mutating func call(_ tool: MCPTool, _ arguments: JSONObject, now: Duration) -> (id: Int, actions: [Action]) {
        guard phase == .ready || phase == .listing && !tools.isEmpty else {
            lastID += 1
            return (lastID, [.finished(call: lastID, .failed("the server does not run"))])
        }
        let parameters: JSONObject = ["name": .string(tool.name), "arguments": .object(arguments)]
        let action = request(.call, "tools/call", parameters, now, tool: tool, arguments: arguments)
        return (lastID, [action])
    }

    /// Gives up a call, since the user wants that.
    mutating func cancel(_ id: Int) -> [Action] {
        giveUp(id, .interrupted, "the user interrupted it")
    }

    mutating func giveUp(_ id: Int, _ outcome: MCPCallOutcome, _ reason: String) -> [Action] {
        if let index = requeued.firstIndex(where: { $0.message.id == id }) {
            requeued.remove(at: index)
            return [.finished(call: id, outcome)]
        }
        guard let entry = pending.removeValue(forKey: id), entry.kind == .call else { return [] }
        var actions: [Action] = []
        // Where each request has a connection of its own, closing that is the message.
        if isProcess || !isModern {
            let parameters: JSONObject = ["requestId": JSONValue(id), "reason": .string(reason)]
            actions.append(.send(stamped(.notification("notifications/cancelled", parameters))))
        }
        return actions + [.abandon(request: id), .finished(call: id, outcome)]
    }

    /// Gives up a start or a listing, since the user wants that; a server that is ready stays.
    mutating func interrupt() -> [Action] { phase == .ready || phase == .idle ? [] : fail(.interrupted) }

    /// Ends: whatever waits is told why.
    mutating func fail(_ failure: ServerFailure) -> [Action] {
        if case .failed = phase { return [] }
        phase = .failed(failure)
        let calls = (Array(pending.values) + requeued).filter { $0.kind == .call }.compactMap(\.message.id).sorted()
        (pending, requeued) = ([:], [])
        return calls.map { .finished(call: $0, .serverFailed(failure)) } + [.failed(failure)]
    }

    static let client: JSONValue = ["name": "cloudcompute", "version": .string(CloudComputeClient.version)]

    mutating func request(
        _ kind: Pending.Kind, _ method: String, _ parameters: JSONObject?, _ now: Duration, tool: MCPTool? = nil,
        arguments: JSONObject = [:]
    ) -> Action {
        lastID += 1
        var meta: JSONObject = [:]
        if isModern {
            meta["io.modelcontextprotocol/protocolVersion"] = .string(MCPVersion.modern)
            meta["io.modelcontextprotocol/clientInfo"] = Self.client
            meta["io.modelcontextprotocol/clientCapabilities"] = [:]
        }
        if kind == .call { meta["progressToken"] = JSONValue(lastID) }
        var parameters = parameters
        if !meta.members.isEmpty {
            var whole = parameters ?? [:]
            whole["_meta"] = .object(meta)
            parameters = whole
        }
        var message = stamped(.request(lastID, method, parameters))
        message.tool = tool?.name
        if isModern, let tool { message.parameterHeaders = tool.parameterHeaders(arguments) }
        pending[lastID] = Pending(kind: kind, message: message, started: now, heard: now)
        return .send(message)
    }

    /// A message with the version that its headers name.
    func stamped(_ message: MCPMessage) -> MCPMessage {
        var message = message
        message.isModern = isModern
        message.version = isModern ? MCPVersion.modern : info?.protocolVersion
        return message
    }
}

/// How a call ended.
enum MCPCallOutcome: Sendable, Equatable {
    case result(ToolResult.Outcome, String)
    case failed(String)
    case serverFailed(ServerFailure)
    case timedOut(Duration)
    case interrupted
}
