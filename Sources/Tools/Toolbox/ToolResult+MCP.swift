extension ToolResult {
    /// What a call of a server's tool gave.
    init(_ outcome: MCPCallOutcome, server: String) {
        switch outcome {
        case .result(let outcome, let text): self.init(outcome: outcome, text: text)
        case .failed(let words): self.init(outcome: .failed, text: "Error: \(words).")
        case .serverFailed(.interrupted), .interrupted:
            self.init(outcome: .interrupted, text: "Error: the call was interrupted.")
        case .serverFailed(let failure):
            self.init(outcome: .failed, text: "Error: the server \(server) failed: \(failure.reason).")
        case .timedOut(let time):
            self.init(
                outcome: .timedOut,
                text: "Error: the tool did not end within \(time.components.seconds) s and was given up.")
        }
    }
}

extension ServerFailure {
    /// Why the server does not work, as the end of a sentence; words of servers stand in it.
    package var reason: String {
        switch self {
        case .configuration(let problem): problem.reason
        case .cannotStart(let program, let reason): "\(program) cannot be started: \(reason)"
        case .ended(let status): "it ended (\(status))"
        case .silent(let seconds): "it did not answer within \(seconds) s"
        case .refused(let words):
            "it refused the first requests (\(words.prefix(3).map(Self.cut).joined(separator: "; ")))"
        case .unknownVersion(let version):
            "it speaks version \"\(Self.cut(version))\" of the protocol, which is not known here"
        case .brokenProtocol(let words): Self.cut(words)
        case .http(let status, let words):
            "its URL answers \(status), as no MCP server with streamable HTTP does"
                + (words.isEmpty ? "" : " (\(Self.cut(words)))")
        case .connection(let words): Self.cut(words.hasSuffix(".") ? String(words.dropLast()) : words)
        case .needsAuthorization:
            "it asks for a login (401), and OAuth is not spoken here: put a token into the entry's headers, or bridge it with "
                + "a program over stdio such as mcp-proxy"
        case .interrupted: "it was interrupted"
        }
    }
}

extension ServerFailure {
    private static func cut(_ words: String) -> String { VisibleText.cut(words, to: 300) }
}

extension ServerProblem {
    /// What is wrong with the entry, as the end of a sentence.
    package var reason: String {
        switch self {
        case .notAnObject: "its entry is not a JSON object"
        case .wrongType(let member, let expected): "\"\(member)\" should be \(expected)"
        case .nothingToStart: "its entry has neither \"command\" nor \"url\""
        case .commandAndURL: "its entry has both \"command\" and \"url\""
        case .unknownType(let type): "its type \"\(type)\" is not stdio or http"
        case .eventStreamType: "the type \"sse\" is deprecated and not supported; use the server's streamable HTTP"
        case .notExpanded(let member, let form): "\"\(member)\" has \(form), which is not run or asked for here"
        case .unsetVariable(let name, let member): "the variable \(name) in \"\(member)\" is not set"
        case .ownKey(let name, let member):
            "\"\(member)\" names \(name), and keys of this program are given to no server"
        case .badURL(let url):
            "\(SecretText.masked(addressLike: url)) is not a URL with https, or with http on this machine"
        case .badHeader(let name): "the header \"\(name)\" cannot be sent"
        case .badVariableName(let name): "\"\(name)\" cannot be the name of a variable"
        case .nul(let member): "\"\(member)\" has a NUL character"
        case .tooMany(let member, let limit): "\"\(member)\" has more than \(limit) elements"
        }
    }
}
