package import JSON

/// A tool that a user has allowed for good: its whole definition and where it comes from.
package struct ToolApproval: Sendable, Hashable {
    /// The tool as it was allowed.
    package let definition: ToolDefinition

    /// Approves of a tool as it is now.
    package init(_ tool: ToolDefinition) {
        definition = tool.pinned
    }

    /// Reads an approval; `nil` where it is none.
    package init?(_ json: JSONValue) {
        guard let name = json["tool"]?["name"]?.string, let schema = json["tool"]?["inputSchema"]?.object,
            let identity = json["identity"]?.object
        else { return nil }
        definition = ToolDefinition(
            origin: json["server"]?.string.map { .server($0) } ?? .local, name: name, callName: "",
            description: json["tool"]?["description"]?.string ?? "", inputSchema: schema,
            annotations: ToolAnnotations(json["tool"]?["annotations"]),
            identity: identity)
    }

    /// The approval as it is kept and shown.
    package var json: JSONValue {
        var json: JSONObject = [:]
        if case .server(let name) = definition.origin { json["server"] = .string(name) }
        json["identity"] = .object(definition.identity)
        json["tool"] = definition.originJSON
        return .object(json)
    }
}

extension ToolDefinition {
    /// What its origin says of it.
    var originJSON: JSONValue {
        [
            "name": .string(name), "description": .string(description), "inputSchema": .object(inputSchema),
            "annotations": annotations.json,
        ]
    }
}
