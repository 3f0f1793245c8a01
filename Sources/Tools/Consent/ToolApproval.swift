import Crypto
package import JSON

/// A tool that a user has allowed for good: its whole definition and where it comes from.
package struct ToolApproval: Sendable, Hashable {
    /// The tool as it was allowed.
    package let definition: ToolDefinition
    /// What stands for the texts that the definition leaves out, and what makes it another in each approval.
    private let (digest, salt): (String, String)

    /// Approves of a tool as it is now.
    package init(_ tool: ToolDefinition) {
        definition = tool.pinned.shown
        salt = (0..<4).map { _ in String(UInt64.random(in: 0 ... .max), radix: 36) }.joined()
        digest = Self.digest(tool.masked, salt)
    }

    /// Whether it allows a tool as that is now.
    func allows(_ tool: ToolDefinition) -> Bool {
        definition == tool.pinned.shown && digest == Self.digest(tool.masked, salt)
    }

    private static func digest(_ texts: [String], _ salt: String) -> String {
        let text = JSONValue.array(([salt] + texts).map { .string($0) }).jsonBytes
        return SHA256.hash(data: text).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Reads an approval; `nil` where it is none.
    package init?(_ json: JSONValue) {
        guard let name = json["tool"]?["name"]?.string, let schema = json["tool"]?["inputSchema"]?.object,
            let identity = json["identity"]?.object
        else { return nil }
        // One that was kept without them allows nothing.
        digest = json["masked"]?["sha256"]?.string ?? ""
        salt = json["masked"]?["salt"]?.string ?? ""
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
        json["masked"] = ["sha256": .string(digest), "salt": .string(salt)]
        return .object(json)
    }
}

extension ToolDefinition {
    /// The definition without the texts that are not shown.
    fileprivate var shown: ToolDefinition {
        var shown = self
        shown.masked = []
        return shown
    }

    /// What its origin says of it.
    var originJSON: JSONValue {
        [
            "name": .string(name), "description": .string(description), "inputSchema": .object(inputSchema),
            "annotations": annotations.json,
        ]
    }
}
