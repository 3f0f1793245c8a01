import JSON
import Localization
import Tools

extension ToolDefinition {
    /// All that is known of a tool, as its origin says it.
    var report: JSONValue {
        var object: JSONObject = ["name": .string(callName)]
        switch origin {
        case .local: object["origin"] = "local"
        case .server(let server):
            object["origin"] = "server"
            object["server"] = .string(server)
        }
        object["tool"] = .string(name)
        object["description"] = .string(description)
        object["parameters"] = .object(inputSchema)
        object["annotations"] = annotations.json
        object["identity"] = .object(identity)
        return .object(object)
    }
}

extension ToolAnnotations {
    /// The hints as words; they are what the tool's origin says, and nothing depends on them.
    var words: [String] {
        [
            readOnlyHint == true ? localized("only reads") : nil,
            destructiveHint == true ? localized("may destroy") : nil,
            openWorldHint == true ? localized("talks with others") : nil,
        ].compactMap(\.self)
    }
}
