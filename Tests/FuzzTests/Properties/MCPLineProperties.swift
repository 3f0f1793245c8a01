import JSON

@testable import Tools

/// Whatever lines a server writes, however they are cut, each call ends once, and what goes back is one message a line.
enum MCPLineProperties {
    private static let limits = {
        var limits = MCPClientState.Limits()
        (limits.pages, limits.tools, limits.listBytes, limits.uselessBytes) = (4, 8, 2048, 4096)
        return limits
    }()

    static func check(_ bytes: [UInt8]) throws {
        let lines = try checkedLines(bytes)
        for isProcess in [true, false] {
            var talk = Talk(state: MCPClientState(isProcess: isProcess, limits: limits))
            try talk.take(talk.state.start(now: .zero))
            for line in lines { try talk.hear(line) }
            try talk.end()
        }
    }

    /// The lines are those between line feeds, in whatever pieces they come.
    private static func checkedLines(_ bytes: [UInt8]) throws -> [[UInt8]] {
        let parts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().map(Array.init)
        for longest in [1, 7, Int.max] {
            var splitter = LineSplitter()
            var lines: [[UInt8]] = []
            for piece in Pieces(of: bytes.count, longest: longest) { lines += splitter.push(Array(bytes[piece])) }
            try require(lines == parts, "Other lines in pieces of \(longest)")
        }
        var short = LineSplitter(limit: 64)
        let taken = short.push(bytes)
        try require(
            taken == Array(parts.prefix(taken.count)) && taken.allSatisfy { $0.count <= 64 }, "A line is too long")
        return parts
    }
}

/// A client that calls each tool as soon as it knows one.
private struct Talk {
    var state: MCPClientState
    private var now = Duration.zero
    private var open: Set<Int> = []
    private var ended: Set<Int> = []

    init(state: MCPClientState) { self.state = state }

    mutating func hear(_ line: [UInt8]) throws {
        now += .milliseconds(40)
        try take(state.receive(line, now: now))
        try require(Set(state.tools.map(\.name)).count == state.tools.count, "Two tools have one name")
        try require(state.tools.count <= state.limits.tools, "\(state.tools.count) tools")
        try take(state.refresh(now: now))
        guard let tool = state.tools.first, open.count < 4, !state.hasFailed else { return }
        let (id, actions) = state.call(tool, ["a": 1], now: now)
        try require(open.insert(id).inserted && !ended.contains(id), "The call \(id) is there already")
        try take(actions)
    }

    mutating func take(_ actions: [MCPClientState.Action]) throws {
        for action in actions {
            switch action {
            case .send(let message):
                let bytes = message.bytes
                try require(!bytes.contains(0x0A), "A message has a line end")
                _ = try JSONValue(parsing: bytes)
            case .finished(let id, _):
                try require(open.remove(id) != nil, "The call \(id) ends without being open")
                ended.insert(id)
            case .progress(let id, let progress):
                try require(open.contains(id), "Progress of \(id), which is not open")
                try require(progress.message.unicodeScalars.count <= 501, "The progress is long")
            case .restart: try take(state.restarted(now: now))
            case .ready, .failed, .abandon, .notice: break
            }
        }
    }

    /// What is open when the server ends gets its result then.
    mutating func end() throws {
        try take(state.fail(.interrupted))
        try require(open.isEmpty, "The calls \(open) have no end")
        try require(state.receive(Array("{}".utf8), now: now).isEmpty, "A server that has failed is heard")
    }
}
