import CloudComputeClient
import JSON
import Localization

extension ServerEntry {
    /// The most arguments, variables and headers of one server.
    private static let limit = 256
    /// Members that say how to reach a server; all others mean something to other programs.
    private static let members: Set<String> = [
        "command", "args", "env", "cwd", "type", "url", "httpUrl", "headers", "disabled",
    ]

    /// Reads the entry of a server; what is wrong with it becomes its `problem`.
    init(name: String, configuredName: String, path: String, json: JSONValue) {
        self.init(name: name, configuredName: configuredName, path: path)
        guard let object = json.object else {
            problem = .notAnObject
            return
        }
        ignoredMembers = object.members.map(\.name).filter { !Self.members.contains($0) }
        do throws(ServerProblem) {
            switch object["disabled"] {
            case .bool(let flag): isDisabled = flag
            case nil, .null: break
            default: throw .wrongType(member: "disabled", expected: Message("true or false"))
            }
            let transport = try Self.transport(object)
            self.transport = transport
            try Self.check(type: Self.text(object, "type"))
            try Self.check(transport)
        } catch {
            problem = error
        }
    }

    private static func transport(_ object: JSONObject) throws(ServerProblem) -> Transport {
        let command = try text(object, "command")
        let (plainURL, httpURL) = (try text(object, "url"), try text(object, "httpUrl"))
        let url = plainURL ?? httpURL
        if command != nil, url != nil { throw .commandAndURL }
        if let url { return .http(url: url, headers: try variables(object, "headers")) }
        guard let command, !command.isEmpty else { throw .nothingToStart }
        var program = ProgramText(command: command)
        switch object["args"] {
        case nil, .null: break
        case .array(let words):
            guard words.count <= limit else { throw .tooMany(member: "args", limit: limit) }
            for word in words {
                guard case .string(let word) = word else {
                    throw .wrongType(member: "args", expected: Message("an array of strings"))
                }
                program.arguments.append(word)
            }
        default: throw .wrongType(member: "args", expected: Message("an array of strings"))
        }
        program.environment = try variables(object, "env")
        program.folder = try text(object, "cwd")
        return .process(program)
    }

    private static func text(_ object: JSONObject, _ member: String) throws(ServerProblem) -> String? {
        switch object[member] {
        case nil, .null: nil
        case .string(let text): text
        default: throw .wrongType(member: member, expected: Message("a string"))
        }
    }

    private static func variables(_ object: JSONObject, _ member: String) throws(ServerProblem) -> [Variable] {
        guard let value = object[member], !value.isNull else { return [] }
        guard let names = value.object else {
            throw .wrongType(member: member, expected: Message("an object of strings"))
        }
        guard names.members.count <= limit else { throw .tooMany(member: member, limit: limit) }
        var result: [Variable] = []
        for entry in names.members {
            // Ports and flags stand there as numbers and Booleans, too.
            let text: String? =
                if case .bool(let flag) = entry.value { flag ? "true" : "false" } else { entry.value.text }
            guard let text else { throw .wrongType(member: "\(member).\(entry.name)", expected: Message("a string")) }
            result.append(Variable(name: entry.name, value: text))
        }
        return result
    }

    private static func check(type: String?) throws(ServerProblem) {
        switch type {
        case nil, "stdio", "http", "streamable-http", "streamableHttp", "streamable_http": break
        case "sse": throw .eventStreamType
        case .some(let type): throw .unknownType(type)
        }
    }

    private static func check(_ transport: Transport) throws(ServerProblem) {
        for (member, text) in transport.texts {
            if text.utf8.contains(0) { throw .nul(member: member) }
            if let form = VariableText.foreignForm(in: text) { throw .notExpanded(member: member, form: form) }
        }
        switch transport {
        case .process(let program):
            for variable in program.environment {
                let name = variable.name
                guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "=")), !name.utf8.contains(0) else {
                    throw .badVariableName(name)
                }
                if VariableText.isOwnKey(name) { throw .ownKey(name, member: "env") }
            }
        case .http(let url, let headers):
            for header in headers where !HTTPExchange.isToken(header.name) { throw .badHeader(header.name) }
            // One that holds variables is looked at once they are known.
            if !url.utf8.contains(UInt8(ascii: "$")), !HTTPExchange.isAllowed(url: url) {
                throw .badURL(SecretText.masked(url: url))
            }
        }
    }
}

extension ServerEntry.Transport {
    /// The texts in which variables may stand, with the members that hold them.
    var texts: [(member: String, text: String)] {
        switch self {
        case .process(let program):
            [("command", program.command)] + program.arguments.map { ("args", $0) }
                + program.environment.map { ("env.\($0.name)", $0.value) }
                + (program.folder.map { [("cwd", $0)] } ?? [])
        case .http(let url, let headers): [("url", url)] + headers.map { ("headers.\($0.name)", $0.value) }
        }
    }
}
