import CloudComputeClient

/// Makes a value that fits a JSON schema, for `response_format` of type `json_schema`.
enum SchemaExample {
    /// A value for the schema; where it says nothing, a string.
    static func value(for schema: JSONValue?, root: JSONValue? = nil, depth: Int = 0) -> JSONValue {
        guard let schema, schema.object != nil, depth < 32 else { return "sandbox" }
        let root = root ?? schema
        if let constant = schema["const"] { return constant }
        if let first = schema["enum"]?.array?.first { return first }
        if let target = schema["$ref"]?.string.flatMap({ resolve($0, in: root) }) {
            return value(for: target, root: root, depth: depth + 1)
        }
        for name in ["anyOf", "oneOf", "allOf"] {
            if let first = schema[name]?.array?.first { return value(for: first, root: root, depth: depth + 1) }
        }
        let type = schema["type"]?.string ?? schema["type"]?.array?.first?.string
        switch type ?? (schema["properties"] != nil ? "object" : "string") {
        case "object":
            let members = schema["properties"]?.object?.members ?? []
            return .object(
                JSONObject(
                    members.map { JSONObject.Member($0.name, value(for: $0.value, root: root, depth: depth + 1)) }))
        case "array":
            let count = min(max(schema["minItems"]?.int ?? 1, 1), 16)
            let element = value(for: schema["items"], root: root, depth: depth + 1)
            return .array(Array(repeating: element, count: count))
        case "integer", "number": return schema["minimum"] ?? 1
        case "boolean": return true
        case "null": return .null
        default:
            let least = schema["minLength"]?.int ?? 0
            return .string("sandbox" + String(repeating: "x", count: max(0, min(least, 4096) - 7)))
        }
    }

    /// Follows `#/$defs/name`.
    private static func resolve(_ reference: String, in root: JSONValue) -> JSONValue? {
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/").reduce(root) { $0?[String($1)] }
    }
}
