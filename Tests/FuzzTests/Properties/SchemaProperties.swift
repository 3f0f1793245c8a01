import JSON

/// A check ends, says the same again, and keeps the laws of the keywords.
enum SchemaProperties {
    /// - Parameter bytes: `[schema, value]`.
    static func check(_ bytes: [UInt8]) throws {
        guard let pair = (try? JSONValue(parsing: bytes))?.array, pair.count == 2, let schema = JSONSchema(pair[0])
        else { return }
        let value = pair[1]
        let mismatch = schema.mismatch(value)
        try require(mismatch?.isEmpty != true, "A mismatch says nothing")
        try require(schema.mismatch(value) == mismatch, "Another answer to the same question")
        try require(found(["const": value], value) == nil, "A value is not its constant")
        try require(found(["enum": [1, value]], value) == nil, "A value is not one of its enumeration")
        let turned = turned(value)
        try require(found(["const": turned], value) == nil, "\(turned.jsonText) is not \(value.jsonText)")
        // References lead elsewhere from another root, and deep schemas are not followed to their end.
        let isPlain = !pair[0].jsonText.contains("$ref") && bytes.count(where: { $0 == UInt8(ascii: "{") }) < 100
        guard isPlain, mismatch?.contains("too many steps") != true else { return }
        let fits = mismatch == nil
        for keyword in ["allOf", "anyOf", "oneOf"] {
            let wrapped: JSONValue = .object([keyword: [pair[0]]])
            try require((found(wrapped, value) == nil) == fits, "\(keyword) of one is another")
        }
        try require(found(["anyOf": [pair[0], true]], value) == nil, "anyOf with true refuses")
        try require((found(["oneOf": [pair[0], true]], value) == nil) == !fits, "oneOf with true")
        try require(found(["allOf": [pair[0], false]], value) != nil, "allOf with false takes")
        try require((found(["items": pair[0]], [value]) == nil) == fits, "items")
        try require((found(["properties": ["a": pair[0]]], ["a": value]) == nil) == fits, "properties")
    }

    /// The value with the members of its objects the other way round, where their names are unlike.
    private static func turned(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map(turned))
        case .object(let object):
            guard Set(object.members.map(\.name)).count == object.members.count else { return value }
            return .object(JSONObject(object.members.reversed().map { .init($0.name, turned($0.value)) }))
        default: return value
        }
    }

    private static func found(_ schema: JSONValue, _ value: JSONValue) -> String? {
        JSONSchema(schema)?.mismatch(value)
    }
}
