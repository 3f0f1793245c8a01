import JSON
import Localization
import Tools

extension ServerEntry {
    /// Where the server is, without what looks like a secret.
    var place: String {
        switch transport {
        case .process(let program):
            ([program.command] + SecretText.masked(arguments: program.arguments)).joined(separator: " ")
        case .http(let url, _): SecretText.masked(url: url)
        case nil: ""
        }
    }

    /// The names of the variables or headers that it gets.
    var secretNames: [String] {
        switch transport {
        case .process(let program): program.environment.map(\.name)
        case .http(_, let headers): headers.map(\.name)
        case nil: []
        }
    }

    /// The entry as JSON, without any value of a variable or a header.
    var report: JSONValue {
        var object: JSONObject = [
            "name": .string(name), "file": .string(path), "disabled": .bool(isDisabled),
        ]
        if configuredName != name { object["configured_name"] = .string(configuredName) }
        func list(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
        switch transport {
        case .process(let program):
            object["type"] = "stdio"
            object["command"] = .string(program.command)
            object["args"] = list(SecretText.masked(arguments: program.arguments))
            object["cwd"] = program.folder.map { .string($0) } ?? .null
            object["env"] = list(secretNames)
        case .http(let url, _):
            object["type"] = "http"
            object["url"] = .string(SecretText.masked(url: url))
            object["headers"] = list(secretNames)
        case nil: object["type"] = .null
        }
        object["problem"] = problem.map { .string($0.reason.english) } ?? .null
        object["ignored"] = list(ignoredMembers)
        return .object(object)
    }
}
