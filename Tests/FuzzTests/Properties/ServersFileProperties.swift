import JSON

@testable import Tools

/// Any file of servers is refused with a place in it, or gives servers of which each is to be used or says why it is not.
enum ServersFileProperties {
    private static let path = "/c/mcp.json"
    private static let environment = ["A": "${B}", "EMPTY": "", "CLOUDCOMPUTE_API_KEY": "cc-never-given-away"]

    static func check(_ bytes: [UInt8]) throws {
        try checkComments(bytes)
        switch Result(catching: { () throws(ToolsError.FileProblem) in try ServersFile.servers(bytes, path: path) }) {
        case .success(let (servers, holdsSecrets)): try check(servers, holdsSecrets)
        case .failure(let problem): try check(problem, bytes)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        try checkVariables(text)
        let masked = SecretText.masked(url: text)
        try require(SecretText.masked(url: masked) == masked, "A masked URL is masked again: \(masked)")
    }

    private static func checkComments(_ bytes: [UInt8]) throws {
        let blanked = JSONComments.blanked(bytes)
        let changed = zip(bytes, blanked).filter { $0 != $1 }
        try require(
            blanked.count == bytes.count && changed.allSatisfy { $0 != 0x0A && $1 == 0x20 }, "Places have changed")
        guard (try? JSONValue(parsing: bytes)) != nil else { return }
        try require(blanked == bytes, "JSON without comments is changed")
    }

    private static func check(_ problem: ToolsError.FileProblem, _ bytes: [UInt8]) throws {
        switch problem {
        case .notJSON(_, let line, let column):
            let lines = bytes.count { $0 == 0x0A } + 1
            try require((1...lines).contains(line) && (1...bytes.count + 1).contains(column), "\(problem)")
        case .notText, .notAnObject, .noServers, .tooManyServers, .repeatedName, .emptyName: break
        case .unreadable, .foreignOwner, .writableByOthers, .replaceableByOthers: throw Broken("\(problem)")
        }
    }

    private static func check(_ servers: [ServerEntry], _ holdsSecrets: Bool) throws {
        try require(servers.count <= 100, "\(servers.count) servers")
        try require(Set(servers.map(\.name)).count == servers.count, "Two servers have one name")
        try require(holdsSecrets == servers.contains(where: \.holdsSecrets), "Secrets are not told of")
        for server in servers {
            let isName = CallName.isUsable(server.name) && server.name.utf8.count <= 32 && !server.name.contains("__")
            try require(isName && !server.configuredName.isEmpty, "The name \(server.name)")
            try require(server.problem != nil || server.transport != nil, "\(server.name) has neither way nor problem")
            guard server.problem == nil, let transport = server.transport else { continue }
            for (member, text) in transport.texts {
                try require(!text.utf8.contains(0) && !text.contains("$("), "\(member) of \(server.name)")
            }
            if case .process(let program) = transport {
                try require(!program.command.isEmpty, "\(server.name) has an empty command")
            }
        }
    }

    /// The values of variables are put in once, and never this program's own key.
    private static func checkVariables(_ text: String) throws {
        let names = VariableText.names(in: text)
        try require(names.allSatisfy { !$0.isEmpty }, "A variable without a name")
        let expansion = Result { () throws(ServerProblem) in
            try VariableText.expand(text, member: "m", environment)
        }
        switch expansion {
        case .success(let expanded):
            if !text.contains("${") { try require(expanded == text, "A text without variables changes") }
            try require(!expanded.contains("cc-never-given-away"), "The key is put in")
        case .failure(.unsetVariable(let name, _)), .failure(.ownKey(let name, _)):
            try require(!name.isEmpty, "A variable without a name")
        case .failure(.nul): break
        case .failure(let problem): throw Broken("\(problem)")
        }
    }
}
