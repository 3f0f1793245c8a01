package import JSON

extension ToolAnnotations {
    /// Reads what a server or a description says; what has another type says nothing.
    init(_ json: JSONValue?) {
        self.init()
        func hint(_ name: String) -> Bool? { if case .bool(let flag)? = json?[name] { flag } else { nil } }
        title = json?["title"]?.string
        readOnlyHint = hint("readOnlyHint")
        destructiveHint = hint("destructiveHint")
        idempotentHint = hint("idempotentHint")
        openWorldHint = hint("openWorldHint")
    }

    /// The annotations as JSON, with those that say something.
    package var json: JSONValue {
        var object = JSONObject()
        object["title"] = title.map { .string($0) }
        object["readOnlyHint"] = readOnlyHint.map { .bool($0) }
        object["destructiveHint"] = destructiveHint.map { .bool($0) }
        object["idempotentHint"] = idempotentHint.map { .bool($0) }
        object["openWorldHint"] = openWorldHint.map { .bool($0) }
        return .object(object)
    }
}
