import JSON

/// Makes a value that fits a JSON schema, for `response_format` of type `json_schema`.
///
/// The value is small whatever the schema says, so that no schema takes the sandbox's time or memory: where it would
/// grow too large, arrays stay short and members are left out.
struct SchemaExample {
    private static let maximumDepth = 32
    private static let longestString = 4096
    private static let longestArray = 16

    private let root: JSONValue
    /// How much more may be made, in characters or so.
    private var budget = 65_536

    /// A value for the schema; where it says nothing, a string.
    static func value(for schema: JSONValue?) -> JSONValue {
        var example = SchemaExample(root: schema ?? .null)
        return example.value(for: schema, depth: 0)
    }

    private init(root: JSONValue) {
        self.root = root
    }

    private mutating func value(for schema: JSONValue?, depth: Int) -> JSONValue {
        budget -= 8
        guard let schema, schema.object != nil, depth < Self.maximumDepth, budget > 0 else { return "sandbox" }
        if let constant = schema["const"] { return constant }
        if let first = schema["enum"]?.array?.first { return first }
        if let target = schema["$ref"]?.string.flatMap({ resolve($0) }) { return value(for: target, depth: depth + 1) }
        for name in ["anyOf", "oneOf", "allOf"] {
            if let first = schema[name]?.array?.first { return value(for: first, depth: depth + 1) }
        }
        let type = schema["type"]?.string ?? schema["type"]?.array?.first?.string
        switch type ?? (schema["properties"] != nil ? "object" : "string") {
        case "object": return object(schema, depth)
        case "array": return array(schema, depth)
        case "integer", "number": return schema["minimum"] ?? 1
        case "boolean": return true
        case "null": return .null
        default:
            let least = min(max(schema["minLength"]?.int ?? 0, 0), Self.longestString)
            let padding = max(0, min(least - 7, budget))
            budget -= padding
            return .string("sandbox" + String(repeating: "x", count: padding))
        }
    }

    private mutating func object(_ schema: JSONValue, _ depth: Int) -> JSONValue {
        var members: [JSONObject.Member] = []
        for member in schema["properties"]?.object?.members ?? [] where budget > 0 {
            members.append(JSONObject.Member(member.name, value(for: member.value, depth: depth + 1)))
        }
        return .object(JSONObject(members))
    }

    private mutating func array(_ schema: JSONValue, _ depth: Int) -> JSONValue {
        let before = budget
        let element = value(for: schema["items"], depth: depth + 1)
        let size = max(1, before - budget)
        let count = min(max(schema["minItems"]?.int ?? 1, 1), Self.longestArray, 1 + max(0, budget) / size)
        budget -= size * (count - 1)
        return .array(Array(repeating: element, count: count))
    }

    /// Follows `#/$defs/name`.
    private func resolve(_ reference: String) -> JSONValue? {
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/").reduce(root) { $0?[String($1)] }
    }
}
