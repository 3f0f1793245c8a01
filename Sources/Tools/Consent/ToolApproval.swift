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
        var annotations = ToolAnnotations()
        let hints = json["tool"]?["annotations"]
        annotations.title = hints?["title"]?.string
        annotations.readOnlyHint = hints?["readOnlyHint"]?.bool
        annotations.destructiveHint = hints?["destructiveHint"]?.bool
        annotations.idempotentHint = hints?["idempotentHint"]?.bool
        annotations.openWorldHint = hints?["openWorldHint"]?.bool
        definition = ToolDefinition(
            origin: json["server"]?.string.map { .server($0) } ?? .local, name: name, callName: "",
            description: json["tool"]?["description"]?.string ?? "", inputSchema: schema, annotations: annotations,
            identity: identity)
    }

    /// The approval as it is kept and shown.
    package var json: JSONValue {
        var json: JSONObject = [:]
        if case .server(let name) = definition.origin { json["server"] = .string(name) }
        json["identity"] = .object(definition.identity)
        json["tool"] = definition.json
        return .object(json)
    }
}

extension ToolDefinition {
    /// What its origin says of it.
    var json: JSONValue {
        var hints: JSONObject = [:]
        if let title = annotations.title { hints["title"] = .string(title) }
        if let hint = annotations.readOnlyHint { hints["readOnlyHint"] = .bool(hint) }
        if let hint = annotations.destructiveHint { hints["destructiveHint"] = .bool(hint) }
        if let hint = annotations.idempotentHint { hints["idempotentHint"] = .bool(hint) }
        if let hint = annotations.openWorldHint { hints["openWorldHint"] = .bool(hint) }
        return [
            "name": .string(name), "description": .string(description), "inputSchema": .object(inputSchema),
            "annotations": .object(hints),
        ]
    }
}
