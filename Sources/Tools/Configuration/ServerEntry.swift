package import Localization

/// An MCP server as the configuration names it; variables are not put in yet.
package struct ServerEntry: Sendable, Hashable {
    /// How the server is reached.
    package enum Transport: Sendable, Hashable {
        /// A program that is started and talked to over its standard input and output.
        case process(ProgramText)
        /// A URL to which messages are posted, and the headers that go with them.
        case http(url: String, headers: [Variable])
    }

    /// A program as the configuration names it.
    package struct ProgramText: Sendable, Hashable {
        package var command: String
        package var arguments: [String] = []
        package var environment: [Variable] = []
        package var folder: String?
    }

    /// A name and a text with `${…}` in it.
    package struct Variable: Sendable, Hashable {
        package var name: String
        package var value: String
    }

    /// The name by which users and models know it: 1 to 32 of `A-Z a-z 0-9 _ -`.
    package var name: String
    /// The name in the file.
    package var configuredName: String
    /// The file that names it.
    package var path: String
    /// How it is reached; `nil` where the entry does not say so.
    package var transport: Transport?
    /// Whether the entry says that it is not to be used.
    package var isDisabled = false
    /// Why it cannot be used.
    package var problem: ServerProblem?
    /// Members of the entry that mean something to other programs only.
    package var ignoredMembers: [String] = []
}

/// Why the entry of a server cannot be used: facts only.
package enum ServerProblem: Error, Sendable, Hashable {
    /// The entry is no object.
    case notAnObject
    /// A member has a value of another type.
    case wrongType(member: String, expected: Message)
    /// The entry has neither a command nor a URL.
    case nothingToStart
    /// The entry has both.
    case commandAndURL
    /// A type of connection that is not known.
    case unknownType(String)
    /// The deprecated HTTP+SSE.
    case eventStreamType
    /// A member holds what another program would run or ask for: `$(`, `${input:`.
    case notExpanded(member: String, form: String)
    /// A variable that is not set, and has no default.
    case unsetVariable(String, member: String)
    /// A variable that holds this program's own key.
    case ownKey(String, member: String)
    /// The URL is none, or not https and not of this machine.
    case badURL(String)
    /// A header that HTTP does not allow.
    case badHeader(String)
    /// A name that no environment variable can have.
    case badVariableName(String)
    /// A text with a NUL in it, which no program can be given.
    case nul(member: String)
    /// More of something than is taken.
    case tooMany(member: String, limit: Int)
}
