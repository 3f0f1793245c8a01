package import Localization

/// What a person should know of tools beside results: facts only.
package enum ToolNotice: Sendable, Hashable {
    /// A file holds values that look secret, and other accounts may read it.
    case exposedSecrets(path: String)
    /// A server could not be started, and is left out; the last lines of its standard error, of which nothing is known to be true.
    case serverFailed(name: String, ServerFailure, standardError: [String])
    /// Tools of a server cannot be offered: how many, and the first of them.
    case toolsDropped(server: String, count: Int, first: [DroppedTool])
    /// A chosen tool that its server does not have.
    case missingTool(server: String, tool: String)
    /// An executable or its description in the folder of tools cannot be used.
    case localToolUnusable(path: String, LocalToolProblem)
    /// A server lists more tools than are taken, or lists without end.
    case listCut(server: String, pages: Int)
    /// A server prints text among its messages.
    case noise(server: String)
}

/// A tool of a server that cannot be offered, and why.
package struct DroppedTool: Sendable, Hashable {
    /// So many of a server are told of by name.
    static let maximumTold = 8

    package var name: String
    package var problem: ToolDefinitionProblem

    /// Names a tool.
    package init(name: String, _ problem: ToolDefinitionProblem) {
        (self.name, self.problem) = (name, problem)
    }
}

/// Why a tool of a server is not offered.
package enum ToolDefinitionProblem: Sendable, Hashable {
    case schemaTooLarge(nodes: Int)
    case schemaTooDeep(levels: Int)
    case schemaNotAnObject
    case badName
    case repeatedName
    case badHeaderMark(Message)
}

/// Why a server does not work.
package enum ServerFailure: Error, Sendable, Hashable {
    case configuration(ServerProblem)
    /// The program cannot be started.
    case cannotStart(program: String, reason: Message)
    /// The program ended.
    case ended(status: Message)
    /// It did not answer in time.
    case silent(seconds: Int)
    /// It refused the first request, with the words of its errors.
    case refused([Message])
    /// It speaks a version that is not known here.
    case unknownVersion(String)
    /// It sent what the protocol does not allow.
    case brokenProtocol(Message)
    /// The URL answered as no server of this protocol does.
    case http(status: Int, words: String)
    /// No connection, or a broken one.
    case connection(Message)
    /// It wants a login by OAuth.
    case needsAuthorization
    /// The user stopped it.
    case interrupted
}

/// Why a local tool is not offered.
package enum LocalToolProblem: Sendable, Hashable {
    case noDescription
    case notExecutable
    case foreignOwner(UInt32)
    case writableByOthers
    case notAFile
    case badName
    case badDescription(Message)
    case schema(ToolDefinitionProblem)
}
