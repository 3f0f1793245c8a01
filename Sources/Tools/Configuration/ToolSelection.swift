/// Which of the configured tools are meant: what `-T` says.
package struct ToolSelection: Sendable, Hashable {
    /// The tools of a server that are meant.
    package enum Part: Sendable, Hashable {
        case all
        case named(Set<String>)
    }

    /// The chosen servers, and what is chosen of each: call names such as `git__git_log`.
    package private(set) var servers: [String: Part] = [:]
    /// The chosen local tools.
    package private(set) var localTools: Set<String> = []

    /// Whether nothing is chosen.
    package var isEmpty: Bool { servers.isEmpty && localTools.isEmpty }

    /// No tools.
    package static let none = ToolSelection()

    private init() {}

    /// Reads names: of servers, of one tool of a server (`server__tool`), of local tools, `all`, `none`; commas part them.
    ///
    /// - Throws: ``ToolsError`` for a name that is not known, or of a server that cannot be used. `all` leaves out servers
    ///   that are disabled; a server that is named is used all the same.
    package init(_ words: [String], in configuration: ToolConfiguration) throws(ToolsError) {
        let names = words.flatMap { $0.split { $0 == "," || $0 == " " }.map(String.init) }
        guard !names.contains("none") else {
            if Set(names) != ["none"] { throw .noneAmongOthers }
            return
        }
        for name in names { try add(name, configuration) }
    }

    private mutating func add(_ name: String, _ configuration: ToolConfiguration) throws(ToolsError) {
        if name == "all" {
            for server in configuration.servers where !server.isDisabled { servers[server.name] = .all }
            localTools.formUnion(configuration.localTools.map(\.definition.name))
            return
        }
        if let server = configuration.servers.first(where: { $0.name == name || $0.configuredName == name }) {
            if let problem = server.problem { throw .unusableServer(server.name, path: server.path, problem) }
            servers[server.name] = .all
            return
        }
        if configuration.localTools.contains(where: { $0.definition.name == name }) {
            localTools.insert(name)
            return
        }
        guard let server = configuration.servers.first(where: { name.hasPrefix($0.name + "__") }) else {
            let known = configuration.names
            throw .unknownName(name, near: NearName.all(to: name, among: known), known: known)
        }
        if let problem = server.problem { throw .unusableServer(server.name, path: server.path, problem) }
        if case .named(let tools)? = servers[server.name] {
            servers[server.name] = .named(tools.union([name]))
        } else if servers[server.name] == nil {
            servers[server.name] = .named([name])
        }
    }
}
