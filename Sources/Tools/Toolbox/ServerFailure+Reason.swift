package import Localization

extension ServerFailure {
    /// Why the server does not work, as the end of a sentence; words of servers stand in it.
    package var reason: Message {
        switch self {
        case .configuration(let problem): problem.reason
        case .cannotStart(let program, let reason): Message("\(program) cannot be started: \(reason)")
        case .ended(let status): Message("it ended (\(status))")
        case .silent(let seconds): Message("it did not answer within \(seconds) s")
        case .refused(let words):
            Message("it refused the first requests (\(Self.list(words)))")
        case .unknownVersion(let version):
            Message("it speaks version \"\(Self.cut(version))\" of the protocol, which is not known here")
        case .brokenProtocol(let words): words
        case .http(let status, let words):
            words.isEmpty
                ? Message("its URL answers \(status), as no MCP server with streamable HTTP does")
                : Message("its URL answers \(status), as no MCP server with streamable HTTP does (\(Self.cut(words)))")
        case .connection(let words): Self.cut(words.clause)
        case .needsAuthorization:
            Message(
                "it asks for a login (401), and OAuth is not spoken here: put a token into the entry's headers, or bridge it with "
                    + "a program over stdio such as mcp-proxy")
        case .interrupted: Message("it was interrupted")
        }
    }
}

extension ServerFailure {
    private static func cut(_ words: String) -> String { VisibleText.cut(words, to: longest) }

    private static func list(_ words: [Message]) -> Message {
        let words = words.prefix(3).map { cut($0) }
        return words.dropFirst().reduce(words.first ?? "") { Message("\($0); \($1)") }
    }

    private static func cut(_ words: Message) -> Message {
        words.english.unicodeScalars.count > longest ? Message(verbatim: cut(words.english)) : words
    }

    /// More of the words of servers is not shown, in characters.
    private static let longest = 300
}

extension ServerProblem {
    /// What is wrong with the entry, as the end of a sentence.
    package var reason: Message {
        switch self {
        case .notAnObject: Message("its entry is not a JSON object")
        case .wrongType(let member, let expected): Message("\"\(member)\" should be \(expected)")
        case .nothingToStart: Message("its entry has neither \"command\" nor \"url\"")
        case .commandAndURL: Message("its entry has both \"command\" and \"url\"")
        case .unknownType(let type): Message("its type \"\(type)\" is not stdio or http")
        case .eventStreamType:
            Message("the type \"sse\" is deprecated and not supported; use the server's streamable HTTP")
        case .notExpanded(let member, let form):
            Message("\"\(member)\" has \(form), which is not run or asked for here")
        case .unsetVariable(let name, let member): Message("the variable \(name) in \"\(member)\" is not set")
        case .ownKey(let name, let member):
            Message("\"\(member)\" names \(name), and keys of this program are given to no server")
        case .badURL(let url):
            Message("\(SecretText.masked(addressLike: url)) is not a URL with https, or with http on this machine")
        case .badHeader(let name): Message("the header \"\(name)\" cannot be sent")
        case .badVariableName(let name): Message("\"\(name)\" cannot be the name of a variable")
        case .nul(let member): Message("\"\(member)\" has a NUL character")
        case .tooMany(let member, let limit): Message("\"\(member)\" has more than \(limit) elements")
        }
    }
}
