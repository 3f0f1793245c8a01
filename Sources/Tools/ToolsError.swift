package import Files
package import Localization

/// What is wrong with the configuration of tools, or with the choice of them: facts only.
package enum ToolsError: Error, Sendable, Hashable {
    /// A file of servers cannot be used.
    case badFile(path: String, isNamed: Bool, FileProblem)
    /// No server and no tool has that name; the near ones, and all that there are.
    case unknownName(String, near: [String], known: [String])
    /// A server is chosen that its entry says cannot be used.
    case unusableServer(String, path: String, ServerProblem)
    /// `none` stands beside other names.
    case noneAmongOthers

    /// What is wrong with a file of servers.
    package enum FileProblem: Sendable, Hashable {
        case unreadable(FileError)
        case foreignOwner(UInt32)
        case writableByOthers
        case replaceableByOthers(folder: String)
        case notText
        case notJSON(reason: Message, line: Int, column: Int)
        case notAnObject
        case noServers
        case tooManyServers(limit: Int)
        case repeatedName(String)
        case emptyName
    }
}
