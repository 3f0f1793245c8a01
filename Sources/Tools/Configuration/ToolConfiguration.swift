/// The servers and local tools that the user has set up; reading it starts nothing.
package struct ToolConfiguration: Sendable {
    /// The servers in the order of the files; a file that is named on the command line counts before the user's own.
    package private(set) var servers: [ServerEntry] = []
    /// The local tools by name.
    package private(set) var localTools: [LocalTool] = []
    /// What a person should know of the files.
    package private(set) var notices: [ToolNotice] = []
    /// The file of servers in the configuration folder.
    package let path: String
    /// The folder of local tools.
    package let localFolder: String

    /// The names that may be chosen.
    package var names: [String] { servers.map(\.name) + localTools.map(\.definition.name) }

    /// Reads `mcp.json` and `tools/` of the configuration folder, where they are, and further files of servers.
    ///
    /// - Throws: ``ToolsError`` where a file cannot be used; an entry that cannot be used says so itself.
    package init(folder: String, files: [String] = []) throws(ToolsError) {
        path = "\(folder)/mcp.json"
        localFolder = "\(folder)/tools"
        for file in files.reversed() { try add(ServersFile.read(file, isNamed: true)) }
        try add(ServersFile.read(path, isNamed: false))
        (localTools, notices) = { ($0.tools, notices + $0.notices) }(LocalToolFolder.read(localFolder))
    }

    /// Adds the servers of a file whose names are not taken yet.
    private mutating func add(_ file: ServersFile) {
        let taken = Set(servers.map(\.name))
        servers += file.servers.filter { !taken.contains($0.name) }
        if file.exposesSecrets { notices.append(.exposedSecrets(path: file.path)) }
    }
}
